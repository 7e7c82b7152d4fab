"""The parts of the race screen, each drawn line by line."""
