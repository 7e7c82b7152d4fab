"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from massstart_tui.text import screens

AT_ONCE: Final = screens.SENTENCES
"""What the first picture of a race says: it does not wait for the others to be read."""
OTHERS: Final = (
    "at_hand",
    "contrary",
    "doubts",
    "entry",
    "faults",
    "follow",
    "journal",
    "judged",
    "live",
    "meeting",
    "options",
    "outcomes",
    "outlook",
    "podium",
    "previews",
    "protocol",
    "published",
    "referee",
    "rehearsal",
    "serve",
    "share",
    "sheets",
    "so_far",
    "story",
    "usage",
    "verbs",
    "whatif",
)
"""The modules with the other sentences."""


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    found = dict(AT_ONCE)
    for name in OTHERS:
        found |= import_module(f"massstart_tui.text.{name}").SENTENCES
    return found
