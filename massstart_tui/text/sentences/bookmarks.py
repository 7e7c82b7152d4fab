"""Sentences about bookmarks."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "command.bookmark": ("bookmark", "bladwijzer"),
    "command.bookmark.help": (
        "set a bookmark at this moment, or remove the one that is there",
        "zet een bladwijzer bij dit moment, of haal die weg",
    ),
    "command.bookmarks": ("bookmarks", "bladwijzers"),
    "command.bookmarks.help": ("list the bookmarks, and go to one", "de bladwijzers, en ga naar één ervan"),
    "command.entry_bookmark": ("bookmark", "bladwijzer"),
    "command.entry_bookmark.help": (
        "set a bookmark at this moment of the race, whatever is typed",
        "zet een bladwijzer bij dit moment van de race, wat er ook getypt is",
    ),
    "command.entry_bookmarks": ("bookmarks", "bladwijzers"),
    "command.entry_bookmarks.help": (
        "list the bookmarks; the one chosen is shown in the log",
        "de bladwijzers; de gekozen komt in het verloop in beeld",
    ),
    "bookmarks.amending": (
        "A line of the log is being changed: finish that first, or drop it with esc",
        "Er wordt een regel van het verloop veranderd: maak die eerst af, of laat hem vallen met esc",
    ),
    "bookmark.set": ("Bookmark at {moment}; {key} lists them", "Bladwijzer bij {moment}; {key} toont ze"),
    "bookmark.removed": ("No bookmark at {moment} any more", "Geen bladwijzer meer bij {moment}"),
    "bookmark.not_kept": (
        "Bookmarks of this race are not kept: what is watched of it is not remembered",
        "Bladwijzers van deze race worden niet bewaard: van deze race wordt niets onthouden",
    ),
    "bookmarks.none": (
        "No bookmarks in this race yet; {key} sets one",
        "Nog geen bladwijzers in deze race; {key} zet er een",
    ),
    "bookmarks.asked": ("a bookmark", "een bladwijzer"),
    "bookmarks.no_match": ("no such bookmark", "zo'n bladwijzer is er niet"),
    "bookmarks.later": ("{time} · later than now", "{time} · later dan nu"),
}
