"""Read the start sheet of a stream without pydantic, to draw a first screen before the stream is read.

Importing pydantic takes longer than drawing a screen. The stream is decoded and checked afterwards. The result is None
for a start sheet with anything unusual.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS, RulesTable, Sprint
from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, Sheet, Skater
from massstart_tui.stream.header_names import DOUBTFUL, FORMAT, VERSION
from massstart_tui.stream.regular_files import content_of, open_regular

LONGEST_HEADER: Final = 1 << 20
"""The longest first line that is read, in bytes."""
TEXT_KEYS: Final = ("id", "title", "competition", "venue", "title_nl", "competition_nl")
"""The keys of a start sheet whose values are texts."""
ABOUT_BIBS: Final = "bibs"
"""What a provenance entry is about that calls bibs reconstructed."""
_LEFT_TO_THE_READING: Final = ("sprints_every", "eliminate_every", "lapped_by", "lap_points", "ranking")
"""Keys of a rules table that hardly any start sheet sets; a sheet with one of them is left to the reader."""


class QuickLook(NamedTuple):
    """A start sheet, and whether the header says that something in the stream is reconstructed or interpolated.

    ``doubtful_bibs`` are those of which it says that about the bib itself.
    """

    sheet: Sheet
    doubtful: bool
    doubtful_bibs: frozenset[int] = frozenset()


def quick_look(path: Path) -> QuickLook | None:
    """Read the first line of ``path``; None if it is not plainly a header, for whatever reason."""
    try:
        with open_regular(path) as file:
            if not file.seekable():
                return None  # what is read of a pipe is gone
            header = json.loads(file.readline(LONGEST_HEADER))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or header.get("format") != FORMAT or header.get("version") != VERSION:
        return None
    sheet = _sheet(header.get("race"))
    if sheet is None:
        return None
    doubtful = _doubtful(header.get("provenance", []))
    return QuickLook(sheet, bool(doubtful), frozenset(_bibs_doubted(doubtful, sheet)))


def look_at_sheet(path: Path) -> Sheet | None:
    """Read the start sheet in the TOML file at ``path``; None if it is not plainly one, for whatever reason."""
    import tomllib  # noqa: PLC0415 - a stream needs none

    try:
        table = tomllib.loads(content_of(path).decode("utf-8-sig"))
        return _sheet(json.loads(json.dumps(table, default=date.isoformat)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _doubtful(provenance: object) -> list[dict[str, Any]]:
    """Return the entries about what is reconstructed or interpolated."""
    if not isinstance(provenance, list):
        return []
    # A tuple, since nothing has checked that the value can be hashed.
    return [entry for entry in provenance if isinstance(entry, dict) and entry.get("kind") in tuple(DOUBTFUL)]


def _bibs_doubted(doubtful: list[dict[str, Any]], sheet: Sheet) -> Iterator[int]:
    """Yield the bibs that these entries are about; an entry that names none is about all."""
    for entry in doubtful:
        named = entry.get("bibs")
        if entry.get("about") == ABOUT_BIBS and (named is None or isinstance(named, list)):
            yield from (s.bib for s in sheet.skaters if named is None or s.bib in named)


def _sheet(race: object) -> Sheet | None:
    if not isinstance(race, dict):
        return None
    skaters = race.get("skaters")
    if not (isinstance(skaters, list) and skaters):
        return None
    if not (_numbers_are_plain(race) and _texts_are_plain(race) and _dutch_texts_are_plain(race)):
        return None
    rules = _rules(race.get("rules", {}))
    if rules is None:
        return None
    listed = [_skater(entry) for entry in skaters]
    named = tuple(skater for skater in listed if skater is not None)
    if len(named) < len(listed) or len({skater.bib for skater in named}) < len(named):
        return None
    try:
        start = datetime.fromisoformat(race["start"]) if "start" in race else None
    except (TypeError, ValueError):
        return None
    texts = {name: race.get(name, "") for name in TEXT_KEYS}
    return Sheet(
        **texts,
        laps=race["laps"],
        skaters=named,
        start=start,
        lap_length=race.get("lap_length"),
        qualify=race.get("qualify"),
        rules=rules,
        texts_nl=tuple((text, dutch) for text, dutch in race.get("texts_nl", [])),
    )


def _rules(table: object) -> RulesTable | None:
    if not isinstance(table, dict) or table.get("preset", DEFAULT_PRESET) not in tuple(PRESETS):
        return None
    if not table.keys().isdisjoint(_LEFT_TO_THE_READING):
        return None
    sprints, finish = table.get("sprints"), table.get("finish")
    lapped, neutral = table.get("lapped"), table.get("neutral")
    if lapped not in (None, "out", "finishes", "races") or type(neutral) not in (bool, type(None)):
        return None
    if not (finish is None or _are_points(finish)) or not (sprints is None or _are_sprints(sprints)):
        return None
    return RulesTable(
        preset=table.get("preset"),
        sprints=None if sprints is None else tuple(Sprint(each["lap"], tuple(each["points"])) for each in sprints),
        finish=None if finish is None else tuple(finish),
        lapped=lapped,
        neutral=neutral,
    )


def _are_points(points: object) -> bool:
    return isinstance(points, list) and all(type(point) is int and point >= 0 for point in points)


def _are_sprints(sprints: object) -> bool:
    return isinstance(sprints, list) and all(
        isinstance(each, dict) and _is_count(each.get("lap")) and each.get("points") and _are_points(each["points"])
        for each in sprints
    )


def _texts_are_plain(race: dict[str, Any]) -> bool:
    return all(isinstance(race.get(name, ""), str) for name in TEXT_KEYS)


def _dutch_texts_are_plain(race: dict[str, Any]) -> bool:
    texts = race.get("texts_nl", [])
    return isinstance(texts, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)  # noqa: PLR2004 - a pair
        for pair in texts
    )


def _numbers_are_plain(race: dict[str, Any]) -> bool:
    length, qualify = race.get("lap_length"), race.get("qualify")
    measured = length is None or (type(length) in (int, float) and length > 0)
    return _is_count(race.get("laps")) and measured and (qualify is None or _is_count(qualify))


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def _skater(entry: object) -> Skater | None:
    if not isinstance(entry, dict):
        return None
    bib, name, noc = entry.get("bib"), entry.get("name"), entry.get("noc", "")
    notes, transponders = entry.get("notes", []), entry.get("transponders", [])
    id_, say = entry.get("id", ""), entry.get("say", "")
    if type(bib) is not int or not LOWEST_BIB <= bib <= HIGHEST_BIB:
        return None
    if not (isinstance(name, str) and name and all(map(is_list_of_text, ([noc, id_, say], notes, transponders)))):
        return None
    try:
        born = date.fromisoformat(entry["born"]) if "born" in entry else None
    except (TypeError, ValueError):
        return None
    return Skater(bib, name, noc, born, tuple(notes), tuple(transponders), id_, say)


def is_list_of_text(value: object) -> bool:
    """Return whether this is a list of strings."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
