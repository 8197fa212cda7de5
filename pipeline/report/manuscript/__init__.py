"""The researchers' own chapter: Markdown in which numbers are asked for and not typed."""
