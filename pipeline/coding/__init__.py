"""Codings: events, what lives of them, what indicators suggest, and how they follow a corrected text."""
