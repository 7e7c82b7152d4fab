"""The terminal user interface: app, screens, widgets and themes. The only package that imports Textual."""
