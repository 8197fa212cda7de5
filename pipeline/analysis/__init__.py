"""Analyses: pure functions from tables to a table."""
