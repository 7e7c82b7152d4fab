"""Joins the catalogues of sentences into one dict from code to (English, Dutch), so that no language lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from massstart_tui.text.sentences import screens

AT_ONCE: Final = screens.SENTENCES
"""The sentences of the first picture of a race, which does not wait for the other catalogues to be imported."""
OTHERS: Final[Mapping[str, str]] = {
    "command_help": "cli help",
    "options": "help plugin refused snapshot",
    "usage": "argparse option",
    "follow": "command follow heading notices place refused replay source waiting",
    "timing_feeds": "fault feed feed_link passings refused",
    "bookmarks": "bookmark bookmarks command",
    "charts": "chart command course needs rules",
    "clock_doubts": "doubt",
    "contradictions": "entry fault remark results signs",
    "demonstration": "demo",
    "entry_problems": "entry",
    "entry_questions": "entry",
    "faults": "fault listed_as opening refused type",
    "home": "heading home open place",
    "introductions": "command heading lineup place",
    "journal": "held journal place",
    "jury": "deed how part story",
    "live_entry": "command enter hand heading live place refused side",
    "meeting": "anew check command differs fault help note place programme refused skater",
    "nation_names": "nation",
    "outcomes": "about because check forfeited locate phase reason results status version",
    "outlook": "assumes enough number outlook takes verdict why",
    "pages": "command enough finding heading pair place result save sheet skater sources why_here",
    "podium": "count headline how part story",
    "previews": "ask effect preview remark",
    "protocol": "paper refused",
    "printed_result": "basis fault refused",
    "published_result": "basis fault new refused",
    "rehearsal": "place rehearsal",
    "reminders": "consequence cue expected",
    "rulings": "entry preview remark",
    "search": "command search",
    "serve": "library refused serve",
    "share": "address hindrance refused sharing",
    "sheets": "command fault heading new place refused sheet",
    "story": "count deed gap headline part sprints story when",
    "timing_entry": "option refused source timing",
    "underway": "before now",
    "verbs": "usage verb",
    "what_if": "signs skater table turn what_if",
}
"""The other modules in ``text/sentences``, each with what its codes begin with: the part before the first full stop.

So a code that no module has, or a late one, does not load them all.
"""


_found: Final = dict(AT_ONCE)
_unread: Final = dict.fromkeys(OTHERS)


def sentences_with(code: str) -> Mapping[str, tuple[str, str]]:
    """Return a catalogue that has ``code`` if there is such a sentence; it need not have all others."""
    begins = code.partition(".")[0]
    for name in [name for name in [*_unread] if begins in OTHERS[name].split()]:
        if code in _found:
            break
        _load(name)
    return _found


def sentences() -> Mapping[str, tuple[str, str]]:
    """Return every sentence, as (English, Dutch), by its code."""
    for name in [*_unread]:
        _load(name)
    return _found


def _load(name: str) -> None:
    _found.update(import_module(f"massstart_tui.text.sentences.{name}").SENTENCES)
    # Removed once its sentences are there: another thread may look for one meanwhile.
    _unread.pop(name, None)
