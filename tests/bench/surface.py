"""The benchmarks' assumptions about massstart's outer surface: commands, words on the screen, and keys.

Assumptions about modules and names are in `probes`, at the top of each file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
"""The repository, from which the wheel is built."""

COMMAND: Final = "massstart"
"""The command that the wheel installs."""

SAMPLE: Final = ROOT / "sample_races" / "beijing-2022-men-sf1.jsonl"
"""The race that everything is compared with."""

LARGE_SAMPLE: Final = ROOT / "sample_races" / "calgary-2025-men-b.jsonl"
"""A sample with as many skaters as the million events have, because the cost of painting a seek grows with them."""

TIMED_SAMPLE: Final = ROOT / "sample_races" / "made-up-timed-race.jsonl"
"""The sample with crossings, in which several groups move on the ice."""

LONG_SAMPLE: Final = ROOT / "sample_races" / "made-up-points-race.jsonl"
"""A sample of half an hour, which at 64 times still plays while others have come to their end."""

ICE: Final = "reckoned between passings"
"""The words over the ice."""

STILL: Final = {"TEXTUAL_ANIMATIONS": "none"}
"""The environment in which the ice is drawn at passings only."""

PANELS: Final = (r"(?i)[0-9] laps", r"(?i)start sheet", r"(?i)incidents")
"""Regular expressions for the plain text that is there once counter, table and log are painted."""

SAMPLE_ON_SCREEN: Final = (*PANELS, r"(?i)Kramer")
LARGE_SAMPLE_ON_SCREEN: Final = (*PANELS, r"(?i)Hughes")
"""The panels, with a skater of the sample in the table."""

PAUSED: Final = "--paused"
"""The option that keeps the clock from running."""

SEEKS: Final = {
    "end": b"\x1b[F",
    "[": b"[",
    "left": b"\x1b[D",
    "right": b"\x1b[C",
    "home": b"\x1b[H",
    "s": b"s",
    "]": b"]",
    "[ again": b"[",
    "s again": b"s",
    "S": b"S",
}
"""A tour of seeks by name; each goes to another moment than the one before it."""
