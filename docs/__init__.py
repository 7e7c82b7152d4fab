"""The documents of the repository, and the program that draws the picture in its README."""
