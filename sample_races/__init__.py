"""The sample races, and what they are built from; only the streams themselves are installed with the program."""
