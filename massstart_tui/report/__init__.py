"""Results, and pictures of the screens."""
