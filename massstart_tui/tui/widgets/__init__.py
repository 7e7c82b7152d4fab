"""The widgets of the screens, each of which draws itself line by line."""
