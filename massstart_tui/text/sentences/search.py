"""Sentences of the search for a skater."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "command.search": ("search", "zoek"),
    "command.search.help": (
        "search a skater by bib or name; tab: the next one",
        "zoek een rijder op nummer of naam; tab: de volgende",
    ),
    "search.asked": ("search", "zoek"),
    "search.examples": ("a bib or a part of a name", "een nummer of een deel van een naam"),
    "search.found": ("{skater}   {number} of {count}", "{skater}   {number} van {count}"),
    "search.nobody": ("nobody here is called {typed}", "niemand hier heet {typed}"),
    "search.nearest": (
        "nobody here is called {typed}; most like it: {nearest}",
        "niemand hier heet {typed}; het lijkt het meest op {nearest}",
    ),
}
