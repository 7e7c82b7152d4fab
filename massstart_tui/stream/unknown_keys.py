"""Find unknown keys in start sheets and meetings; they are harmless, and reported because they may be typing errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from massstart_tui.race.rules import EliminationsEvery, RulesTable, Sprint, SprintsEvery
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault, Flaw, field_name, nearest

MEANT: Final[dict[str, tuple[str, ...]]] = {
    "start": ("time",),
    "starts_at": ("time", "start"),
    "start_time": ("time", "start"),
    "time": ("start",),
    "date": ("time", "start"),
    "name": ("title",),
    "place": ("venue",),
    "rink": ("venue",),
    "timezone": ("time_zone",),
    "heats": ("from",),
    "file": ("stream",),
    "number": ("bib",),
    "country": ("noc",),
    "nation": ("noc",),
    "chips": ("transponders",),
}
"""The keys that a person can mean by a word that is none; that of them is told which the table can have."""
LIKE: Final = 0.6
"""How similar, from 0 to 1, a key must be to be told as perhaps meant: ‘start’ and ‘stream’ mean different things."""
_WITHIN: Final[dict[tuple[type, str], type]] = {
    (Sheet, "rules"): RulesTable,
    (Sheet, "skaters"): Skater,
    (RulesTable, "sprints"): Sprint,
    (RulesTable, "sprints_every"): SprintsEvery,
    (RulesTable, "eliminate_every"): EliminationsEvery,
}
"""Keys whose values are tables, or lists of tables, with keys of their own."""


def unknown_keys(
    table: Mapping[str, Any], model: type, place: tuple[str | int, ...] = (), line: int | None = None
) -> Iterator[Fault]:
    """Yield a fault for each key that a start sheet or a meeting does not have, with the key that is perhaps meant.

    ``place`` is the location of the table in its file, or on its ``line``.
    """
    known = [_key_of(field.name) for field in fields(model)]
    for key, value in table.items():
        if key not in known:
            yield Fault(line, _key(place, key), Flaw.UNKNOWN_KEY, {"nearest": _meant(key, known)}, harmless=True)
        elif inner := _table_within(model, key):
            for index, item in _tables(value):
                yield from unknown_keys(item, inner, (*place, key, *index), line)


def _meant(key: str, known: Sequence[str]) -> str:
    """Return the valid key that is perhaps meant by ``key``; an empty string if there is none."""
    return next((meant for meant in MEANT.get(key, ()) if meant in known), "") or nearest(key, known, LIKE)


def _key(place: tuple[str | int, ...], key: str) -> str:
    """Return the key with its location.

    The key is the author's own word, so it is not shortened as pydantic's names in a location are.
    """
    above = field_name(place)
    return f"{above}.{key}" if above else key


def _tables(value: object) -> Iterator[tuple[tuple[int, ...], Mapping[str, Any]]]:
    """Yield each table in ``value``, with its index if it is in a list."""
    if isinstance(value, dict):
        yield (), value
    elif isinstance(value, list):
        yield from (((index,), item) for index, item in enumerate(value) if isinstance(item, dict))


def _key_of(name: str) -> str:
    """Return the key of the field with this name."""
    if name != "heats":
        return name
    from massstart_tui.race.meeting import FROM  # noqa: PLC0415 - a stream has no meeting

    return FROM


def _table_within(model: type, key: str) -> type | None:
    """Return what the tables below this key of ``model`` are; None if its value has no keys of its own."""
    if key != "races":
        return _WITHIN.get((model, key))
    from massstart_tui.race.meeting import Meeting, MeetingRace  # noqa: PLC0415 - a stream has no meeting

    return MeetingRace if model is Meeting else None
