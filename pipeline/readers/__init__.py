"""Readers: one module per file format, all of them bytes in, a Reading out."""
