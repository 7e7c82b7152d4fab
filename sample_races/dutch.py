"""Dutch texts of the sample races: titles, competitions, notes, reasons and sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from massstart_tui.race.sheet import Skater, Texts

_TABLE: Final = Path(__file__).parent / "translations" / "dutch.toml"
_TABLES: Final = tomllib.loads(_TABLE.read_text("utf-8"))
TITLES: Final[dict[str, str]] = {entry["en"]: entry["nl"] for entry in _TABLES["titles"]}
COMPETITIONS: Final[dict[str, str]] = {entry["en"]: entry["nl"] for entry in _TABLES["competitions"]}
TEXTS: Final[dict[str, str]] = {entry["en"]: entry["nl"] for entry in _TABLES["texts"]}
SOURCES: Final[dict[str, str]] = {entry["en"]: entry["nl"] for entry in _TABLES["sources"]}
_WINNERS_TIME: Final = re.compile(
    r"not published: the leader's laps are spread evenly over the winner's time, (\d+):(\d\d)\.(\d\d)"
)
_EVENLY: Final = "niet gepubliceerd: de ronden van de koploper zijn gelijkmatig verdeeld over de winnende tijd"


def texts_in_dutch(skaters: Iterable[Skater], events: Iterable[Mapping[str, object]]) -> Texts:
    """Return every note and reason of a race with its Dutch text; raises KeyError if one is missing."""
    given = [note for skater in skaters for note in skater.notes]
    given += [str(event[name]) for event in events for name in ("reason", "text") if name in event]
    return tuple((text, TEXTS[text]) for text in dict.fromkeys(given))


def source_in_dutch(source: str) -> str:
    """Return the source of a fact in Dutch; empty if it consists only of addresses and names."""
    if found := _WINNERS_TIME.fullmatch(source):
        return f"{_EVENLY}, {found[1]}.{found[2]},{found[3]}"
    return SOURCES.get(source, "")
