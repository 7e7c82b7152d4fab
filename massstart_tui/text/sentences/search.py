"""Sentences of the search for a skater."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "command.search": ("search", "zoek"),
    "command.search.help": (
        "search a skater by bib or name",
        "zoek een rijder op nummer of naam",
    ),
    "search.asked": ("search", "zoek"),
    "search.examples": (
        "a bib or a part of a name; tab: the next one",
        "een nummer of deel van een naam; tab: de volgende",
    ),
    "search.found": ("{skater}   {number} of {count}", "{skater}   {number} van {count}"),
    "search.nobody": ("nobody here is called {typed}", "niemand hier heet {typed}"),
    "search.nearest": (
        "nobody here is called {typed}; most like it: {nearest}",
        "niemand hier heet {typed}; het lijkt het meest op {nearest}",
    ),
}
