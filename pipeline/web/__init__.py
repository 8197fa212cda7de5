"""The page in the browser: shows what the stages answer, and hands them what a person did."""
