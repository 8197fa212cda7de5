"""Checks: everything that can be wrong in a study, found all at once."""
