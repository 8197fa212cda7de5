"""The report: blocks, sections, figures, and the writers for Word and HTML."""
