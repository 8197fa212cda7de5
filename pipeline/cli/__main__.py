"""Lets ``python -m pipeline.cli`` be the command."""

from pipeline.cli import main

main()
