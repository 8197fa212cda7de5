"""The stages of the work: each reads files, calls pure functions and writes files, and runs only when needed."""
