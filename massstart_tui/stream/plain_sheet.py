"""Read a start sheet without pydantic, whose import takes longer than drawing a screen.

What is accepted here is what pydantic accepts, with the same result. Everything else is left to pydantic, which alone
refuses, and says why.
"""

from __future__ import annotations

from typing import Any, Final

from massstart_tui.race.plain_dates import date_in, moment_in
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS, RulesTable, Sprint
from massstart_tui.race.sheet import HIGHEST_BIB, LONGEST_LAP, LOWEST_BIB, MOST_LAPS, Sheet, Skater

TEXT_KEYS: Final = ("id", "title", "competition", "venue", "title_nl", "competition_nl")
"""The keys of a start sheet whose values are texts."""
_LEFT_TO_PYDANTIC: Final = ("sprints_every", "eliminate_every", "lapped_by", "lap_points", "ranking")
"""Keys of a rules table that hardly any start sheet sets."""


def plain_sheet(race: object) -> Sheet | None:
    """Return the start sheet in an object of JSON; None if it is not plainly one."""
    if not isinstance(race, dict) or not (_numbers_are_plain(race) and _texts_are_plain(race)):
        return None
    skaters, start, length = race.get("skaters"), race.get("start"), race.get("lap_length")
    rules, begins = _rules(race.get("rules", {})), moment_in(start)
    listed = [_skater(entry) for entry in skaters] if isinstance(skaters, list) else []
    named = tuple(skater for skater in listed if skater is not None)
    if rules is None or not named or len({skater.bib for skater in named}) < len(listed):
        return None
    if start is not None and begins is None:
        return None
    return Sheet(
        **{name: race[name] for name in TEXT_KEYS if name in race},
        laps=race["laps"],
        skaters=named,
        start=begins,
        lap_length=None if length is None else float(length),
        qualify=race.get("qualify"),
        rules=rules,
        texts_nl=tuple((text, dutch) for text, dutch in race.get("texts_nl", [])),
    )


def is_list_of(value: object, kind: type) -> bool:
    """Return whether this is a list of values of exactly this type."""
    return isinstance(value, list) and all(type(each) is kind for each in value)


def _rules(table: object) -> RulesTable | None:
    if not isinstance(table, dict) or table.get("preset", DEFAULT_PRESET) not in tuple(PRESETS):
        return None
    if not table.keys().isdisjoint(_LEFT_TO_PYDANTIC):
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
    texts, dutch = [race[name] for name in TEXT_KEYS if name in race], race.get("texts_nl", [])
    pairs = isinstance(dutch, list) and all(is_list_of(pair, str) and len(pair) == 2 for pair in dutch)  # noqa: PLR2004 - a pair
    return bool(race.get("id")) and "title" in race and is_list_of(texts, str) and pairs


def _numbers_are_plain(race: dict[str, Any]) -> bool:
    length, qualify = race.get("lap_length"), race.get("qualify")
    measured = length is None or (type(length) in (int, float) and 0 < length <= LONGEST_LAP)
    of_laps = _is_count(race.get("laps")) and race["laps"] <= MOST_LAPS
    return of_laps and measured and (qualify is None or _is_count(qualify))


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def _skater(entry: object) -> Skater | None:
    if not isinstance(entry, dict):
        return None
    bib, name = entry.get("bib"), entry.get("name")
    noc, id_, say = entry.get("noc", ""), entry.get("id", ""), entry.get("say", "")
    notes, transponders = entry.get("notes", []), entry.get("transponders", [])
    if type(bib) is not int or not LOWEST_BIB <= bib <= HIGHEST_BIB or not name:
        return None
    if not (is_list_of([name, noc, id_, say], str) and is_list_of(notes, str) and is_list_of(transponders, str)):
        return None
    born = entry.get("born")
    day = date_in(born)
    if born is not None and day is None:
        return None
    return Skater(bib, name, noc, day, tuple(notes), tuple(transponders), id_, say)
