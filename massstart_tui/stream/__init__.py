"""The record of a race, and reading it back."""
