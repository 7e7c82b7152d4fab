"""massstart: follow a mass start race from the terminal."""
