"""What a screen of a race shows, without a widget: the scene of a moment, and the clocks that move through a race."""
