"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from massstart_tui.text.sentences import screens

AT_ONCE: Final = screens.SENTENCES
"""What the first picture of a race says: it does not wait for the others to be read."""
OTHERS: Final = (
    "clock_doubts",
    "contradictions",
    "entry_problems",
    "faults",
    "follow",
    "journal",
    "jury",
    "live_entry",
    "meeting",
    "options",
    "outcomes",
    "outlook",
    "podium",
    "previews",
    "protocol",
    "published_result",
    "rehearsal",
    "reminders",
    "rulings",
    "serve",
    "share",
    "sheets",
    "story",
    "underway",
    "usage",
    "verbs",
    "what_if",
)
"""The modules with the other sentences, in the folder ``sentences``."""


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    found = dict(AT_ONCE)
    for name in OTHERS:
        found |= import_module(f"massstart_tui.text.sentences.{name}").SENTENCES
    return found
