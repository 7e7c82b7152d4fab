"""The screens: the race, a skater, the result, the help, and the list of races."""
