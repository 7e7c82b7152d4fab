"""Joins the catalogues of sentences into one dict from code to (English, Dutch), so that no language lacks one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from massstart_tui.text.sentences import screens

AT_ONCE: Final = screens.SENTENCES
"""The sentences of the first picture of a race, which does not wait for the other catalogues to be imported."""
OTHERS: Final = (
    "bookmarks",
    "charts",
    "clock_doubts",
    "contradictions",
    "demonstration",
    "entry_problems",
    "faults",
    "follow",
    "home",
    "introductions",
    "journal",
    "jury",
    "live_entry",
    "meeting",
    "nation_names",
    "options",
    "outcomes",
    "outlook",
    "pages",
    "podium",
    "previews",
    "protocol",
    "printed_result",
    "published_result",
    "rehearsal",
    "reminders",
    "rulings",
    "search",
    "serve",
    "share",
    "sheets",
    "story",
    "timing_entry",
    "timing_feeds",
    "underway",
    "usage",
    "verbs",
    "what_if",
)
"""The other modules in ``text/sentences``."""


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Return every sentence, as (English, Dutch), by its code."""
    found = dict(AT_ONCE)
    for name in OTHERS:
        found |= import_module(f"massstart_tui.text.sentences.{name}").SENTENCES
    return found
