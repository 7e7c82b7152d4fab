"""What the benchmarks take for granted about massstart from outside: commands, words on the screen, keys.

The in-process side (modules and names) is taken for granted in `probes`, each assumption at the top of its file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
"""The repository: what the wheel is built from."""

COMMAND: Final = "massstart"
"""The command that the wheel installs."""

SAMPLE: Final = ROOT / "sample_races" / "beijing-2022-men-sf1.jsonl"
"""The race that everything is compared on."""

LARGE_SAMPLE: Final = ROOT / "sample_races" / "calgary-2025-men-b.jsonl"
"""A sample with as many skaters as the million events have: what is painted at a seek grows with them."""

PANELS: Final = (r"(?i)[0-9] laps", r"(?i)start sheet", r"(?i)incidents")
"""What has been seen, as regular expressions on plain text, once the counter, the table and the log are painted."""

SAMPLE_ON_SCREEN: Final = (*PANELS, r"(?i)Kramer")
LARGE_SAMPLE_ON_SCREEN: Final = (*PANELS, r"(?i)Hughes")
"""The panels, with a skater of the sample in the table."""

PAUSED: Final = "--paused"
"""The flag that keeps the clock from moving by itself."""

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
"""One tour of seeks, by name, each of which goes to another moment than the one before it."""
