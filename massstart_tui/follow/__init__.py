"""Read a race under way as its lines arrive, from a growing file, standard input or any other source."""
