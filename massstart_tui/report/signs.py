"""Signs: one for each type of event, which stands before its word, and marks behind a value or a name."""

from __future__ import annotations

from typing import Final

UNKNOWN_SKATER: Final = "?"
"""In the place of a skater whom nobody published."""
DOUBT: Final = "~"
"""Behind a value that is neither official nor published."""
REVIEWED: Final = "§"
"""Beside the name of a skater who is under review."""
SIGNS: Final = {
    "start": "●",
    "neutral_end": "●",
    "stop": "‖",
    "resume": "▶",
    "restart": "⇤",
    "distance": "↔",
    "lap": "○",
    "crossing": "○",
    "sprint": "◆",
    "finish": "■",
    "groups": "≡",
    "attack": "▲",
    "caught": "◀",
    "fall": "▼",
    "rejoin": "↩",
    "lapped": "⟳",
    "lap_gained": "↑",
    "eliminated": "×",
    "withdraw": "×",
    "dns": "×",
    "card": "▮",
    "disqualify": "×",
    "advance": "→",
    "review": "§",
    "relegate": "↓",
    "points": "Σ",
    "skater": "+",
    "note": "●",
    "clock": "◷",
    "clock_set": "◷",
    "official": "✓",
    "retract": "×",
    "amend": "≈",
}
"""The sign by type of event."""

TURN_SIGN: Final = "»"
"""Beside a line of the log that follows from the events, and is none itself."""
CONTRARY_SIGN: Final = "!"
"""Behind the sign of an event that contradicts other events."""


def sign_of(kind: str) -> str:
    """Return the sign for this type of event; a question mark for an unknown one."""
    return SIGNS.get(kind, "?")
