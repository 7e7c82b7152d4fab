"""A race under way as it comes in: from a file that grows, standard input, or any other source of lines."""
