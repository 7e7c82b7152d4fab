"""How long a test waits for a condition."""

from typing import Final

PATIENCE: Final = 60.0
"""Seconds to wait before a test fails.

A test that passes goes on as soon as its condition holds, which may take long on a busy machine.
"""
