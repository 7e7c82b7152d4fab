"""The sign that stands beside the word for each type of event."""

from __future__ import annotations

from typing import Final

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

TURN_SIGN: Final = "∴"
"""Stands beside what follows from the events, and is none itself."""
CONTRARY_SIGN: Final = "!"
"""Stands behind the sign of an event that contradicts what else was recorded."""


def sign_of(kind: str) -> str:
    """The sign that stands beside the word for this type of event; a question mark for an unknown one."""
    return SIGNS.get(kind, "?")
