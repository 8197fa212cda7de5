"""The study's files: the only place that reads and writes them."""
