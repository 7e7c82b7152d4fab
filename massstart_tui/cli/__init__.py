"""The commands: one module each. The only folder that prints."""
