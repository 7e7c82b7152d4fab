"""View models of the race screens, without widgets: what to draw at a moment, and the clocks that set the moment."""
