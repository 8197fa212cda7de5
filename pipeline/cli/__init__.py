"""The command line: asks the stages and shows what they answer."""
