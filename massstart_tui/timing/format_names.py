"""The names of the formats of timing systems; a command line needs them without the readers of the formats."""

from __future__ import annotations

from typing import Final

FORMAT_NAMES: Final = (
    "vantage",
    "rmonitor",
    "mylaps",
    "raceresult",
    "raceresult-file",
    "wiclax",
    "ipico",
    "chronotrack",
    "plain",
)
"""What ``--from`` takes, in the order in which the formats are tried."""
