"""Joins the catalogues of sentences into one dict from code to (English, Dutch), so that no language lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from massstart_tui.text.sentences import screens

AT_ONCE: Final = screens.SENTENCES
"""The sentences of the first picture of a race, which does not wait for the other catalogues to be imported."""
OTHERS: Final = (
    "command_help",
    "options",
    "usage",
    "follow",
    "timing_feeds",
    "bookmarks",
    "charts",
    "clock_doubts",
    "contradictions",
    "demonstration",
    "entry_problems",
    "entry_questions",
    "faults",
    "home",
    "introductions",
    "journal",
    "jury",
    "live_entry",
    "meeting",
    "nation_names",
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
    "underway",
    "verbs",
    "what_if",
)
"""The other modules in ``text/sentences``: first those of a command line, which a screen with options needs."""


_found: Final = dict(AT_ONCE)
_unread: Final = list(reversed(OTHERS))


def sentences_with(code: str) -> Mapping[str, tuple[str, str]]:
    """Return a catalogue that has ``code`` if there is such a sentence; it need not have all others.

    A module with the name that the code begins with is looked into first.
    """
    if (named := code.partition(".")[0]) in _unread:
        _unread.remove(named)
        _unread.append(named)
    while code not in _found and _unread:
        _found.update(import_module(f"massstart_tui.text.sentences.{_unread.pop()}").SENTENCES)
    return _found


def sentences() -> Mapping[str, tuple[str, str]]:
    """Return every sentence, as (English, Dutch), by its code."""
    return sentences_with("")
