"""How long a test waits for what must come about."""

from typing import Final

PATIENCE: Final = 120.0
"""Seconds. A test that passes goes on as soon as what it waits for is there; on a busy machine that may take long."""
