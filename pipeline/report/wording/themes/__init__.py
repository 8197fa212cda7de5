"""Texts of single parts of the report: a key, and what it says in bokmål, nynorsk and English."""
