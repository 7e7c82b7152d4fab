"""Keys that nobody knows, which are left alone, and told since they may be slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from massstart_tui.race.meeting import FROM, Meeting, MeetingRace
from massstart_tui.race.rules import EliminationsEvery, RulesTable, Sprint, SprintsEvery
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault, Flaw, field_name, nearest

_WITHIN: Final[dict[tuple[type, str], type]] = {
    (Sheet, "rules"): RulesTable,
    (Sheet, "skaters"): Skater,
    (RulesTable, "sprints"): Sprint,
    (RulesTable, "sprints_every"): SprintsEvery,
    (RulesTable, "eliminate_every"): EliminationsEvery,
    (Meeting, "races"): MeetingRace,
}
"""Which keys hold tables, or lists of tables, with keys of their own."""


def unknown_keys(
    table: Mapping[str, Any], model: type, place: tuple[str | int, ...] = (), line: int | None = None
) -> Iterator[Fault]:
    """The keys that a start sheet or a meeting does not have, with the nearest that it has.

    ``place`` is that of the table in its file, or on its ``line``.
    """
    known = [FROM if field.name == "heats" else field.name for field in fields(model)]
    for key, value in table.items():
        if key not in known:
            yield Fault(line, _key(place, key), Flaw.UNKNOWN_KEY, {"nearest": nearest(key, known)}, harmless=True)
        elif inner := _WITHIN.get((model, key)):
            for index, item in _tables(value):
                yield from unknown_keys(item, inner, (*place, key, *index), line)


def _key(place: tuple[str | int, ...], key: str) -> str:
    """The key at its place; it is somebody's own word, so nothing in it is left out as a name of ours would be."""
    above = field_name(place)
    return f"{above}.{key}" if above else key


def _tables(value: object) -> Iterator[tuple[tuple[int, ...], Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield (), value
    elif isinstance(value, list):
        yield from (((index,), item) for index, item in enumerate(value) if isinstance(item, dict))
