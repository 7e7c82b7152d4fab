"""How often a file is looked at that another program goes on writing: a stream, or the feed of a timing system."""

from __future__ import annotations

from typing import Final

STEP: Final = 0.01
"""Seconds between two looks at a file.

A look is one ``stat`` call, or a read at the end of an open file. Both work on every system and on network drives.
"""
STEP_CALM: Final = 0.2
"""Seconds between two looks at the file of a race that is over, to which hardly anything is added."""
STEP_AWAY: Final = 0.2
"""Seconds between two looks at a file that is not there."""
