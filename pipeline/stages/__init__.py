"""The stages of the work: each reads files, calls pure functions, writes files, and runs only when needed."""
