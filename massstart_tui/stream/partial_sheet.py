"""Build a start sheet from the valid parts of an invalid one, so that violations of the rules are reported as well."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.line_models import sheet_adapter

T = TypeVar("T")

_SKATER: Final = {"bib": 1, "name": "-"}
_SHEET: Final = {"id": "-", "title": "", "skaters": [_SKATER]}


def part_of_sheet(raw: object) -> Sheet:
    """Return a start sheet with what is valid in ``raw``, and with harmless values in place of the rest."""
    table = _mapping(raw)
    skaters = table.get("skaters")
    rules = _rules(_mapping(table.get("rules")))
    of_laps = _fits(sheet_adapter(), _SHEET | {"laps": table.get("laps")})
    if of_laps is None:
        # Without a distance nothing can be said about where sprints are; drop them, or they would be reported.
        rules = RulesTable(preset=rules.preset)
    return Sheet(
        id="",
        title="",
        laps=of_laps.laps if of_laps else 1,
        skaters=tuple(
            _skater(index, entry) for index, entry in enumerate(skaters if isinstance(skaters, list) else ())
        ),
        rules=rules,
    )


def _skater(index: int, raw: object) -> Skater:
    """Return a skater; an invalid bib is replaced by one that nobody has."""
    table = _mapping(raw)
    with_bib = _fits(_of_skater(), _SKATER | {"bib": table.get("bib")})
    with_id = _fits(_of_skater(), _SKATER | {"id": table.get("id", "")})
    with_transponders = _fits(_of_skater(), _SKATER | {"transponders": table.get("transponders", [])})
    return Skater(
        bib=with_bib.bib if with_bib else -1 - index,
        name="",
        transponders=with_transponders.transponders if with_transponders else (),
        id=with_id.id if with_id else "",
    )


def _rules(table: Mapping[str, Any]) -> RulesTable:
    right = {key: value for key, value in table.items() if _fits(_of_rules(), {key: value}) is not None}
    return _fits(_of_rules(), right) or RulesTable()


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _fits(adapter: TypeAdapter[T], table: Mapping[str, Any]) -> T | None:
    """Validate the table; None if it is not valid."""
    try:
        return adapter.validate_json(json.dumps(table), strict=True)
    except ValidationError:
        return None


@cache
def _of_skater() -> TypeAdapter[Skater]:
    return TypeAdapter(Skater)


@cache
def _of_rules() -> TypeAdapter[RulesTable]:
    return TypeAdapter(RulesTable)
