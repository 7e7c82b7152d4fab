"""The sample races and the sources they are built from; only the streams are installed with the program."""
