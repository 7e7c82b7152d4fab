"""Check the fields of records that are plain, which is nearly all there are, without pydantic.

What is accepted here is what pydantic accepts, with the same result. Everything else is left to pydantic, which alone
refuses, and says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, Final

from massstart_tui.race.event_limits import FURTHEST_T, MOST_POINTS
from massstart_tui.race.plain_dates import date_in
from massstart_tui.race.record import Record, literal_in, made
from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, MOST_LAPS

Convert = Callable[[Any], Any]
"""Returns the value of a field, given as JSON or Python has it; raises NotPlain."""
DEEPEST: Final = 100
"""How deep JSON may be nested; the parser of pydantic refuses twice as much."""
_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
"""A bracket, or a text, in which brackets are none."""
_STEPS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_OR_NONE: Final = " | None"
_KNOWN: Final[dict[type[Record], dict[str, Convert]]] = {}


class NotPlain(ValueError):
    """Raised for a value that is left to pydantic."""


def plain_fields(kind: type[Record], given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a record of this kind; None if any of them is not plain."""
    converters = _converters(kind)
    if not kind.FIELDS.keys() <= given.keys() | kind.DEFAULTS.keys():
        return None
    try:
        return {name: converters.get(name, plain_json)(value) for name, value in given.items()}
    except NotPlain:
        return None


def json_object(text: bytes, *, fractions: bool = False) -> dict[str, Any] | None:
    """Return the JSON object in a line of UTF-8; None if there is none, or one that readers can take differently.

    That is one with a key twice, with an escaped character, which may be a lone surrogate, nested more than `DEEPEST`
    deep, or with a fraction unless ``fractions`` is true.
    """
    try:
        line = text.decode()
        if "\\u" in line or _is_deep(line):
            return None
        found = (_WITH_FRACTIONS if fractions else _DECODER).decode(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_deep(line: str) -> bool:
    """Return whether JSON is nested more than `DEEPEST` deep."""
    if line.count("[") + line.count("{") <= DEEPEST:
        return False
    steps = (_STEPS.get(found[0], 0) for found in _BRACKET.finditer(line))
    return max(accumulate(steps), default=0) > DEEPEST


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotPlain
    return found


def _refuse(_: object) -> Any:
    raise NotPlain


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
_WITH_FRACTIONS: Final = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)


def _converters(kind: type[Record]) -> dict[str, Convert]:
    known = _KNOWN.get(kind)
    if known is None:
        known = _KNOWN[kind] = {name: _converter(annotation) for name, annotation in kind.FIELDS.items()}
    return known


def _converter(annotation: str) -> Convert:
    if tag := literal_in(annotation):
        return lambda value: value if type(value) is str and value == tag else _refuse(value)
    needed = annotation.removesuffix(_OR_NONE)
    convert: Convert = _inner(Record.KINDS[needed]) if needed in Record.KINDS else CONVERTERS.get(needed, _refuse)
    return convert if needed == annotation else lambda value: None if value is None else convert(value)


def plain_json(value: Any) -> Any:
    """Return a value of a field that this version does not know; it stays as it is."""
    if type(value) is list:
        return [plain_json(part) for part in value]
    if type(value) is dict:
        return {name: plain_json(part) for name, part in value.items()}
    return value if value is None or type(value) in (str, int, bool) else _refuse(value)


def _text(value: Any) -> Any:
    return value if type(value) is str and (value.isascii() or _can_be_written(value)) else _refuse(value)


def _can_be_written(text: str) -> bool:
    """Return whether the text can be encoded as UTF-8; one with a lone surrogate cannot."""
    return text.encode(errors="ignore").decode() == text


def _some_text(value: Any) -> Any:
    return _text(value or None)


def _flag(value: Any) -> bool:
    return value if type(value) is bool else _refuse(value)


def _number(value: Any) -> int:
    return value if type(value) is int else _refuse(value)


def _between(least: int, most: int) -> Convert:
    return lambda value: value if type(value) is int and least <= value <= most else _refuse(value)


def _parts(value: Any, least: int) -> Sequence[Any]:
    if isinstance(value, list | tuple) and len(value) >= least:
        return value
    raise NotPlain


def _several(convert: Convert, least: int = 1) -> Convert:
    return lambda value: tuple([convert(part) for part in _parts(value, least)])


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _place(value: Any) -> Any:
    return value if value is None or type(value) is int else _DEAD_HEAT(value)


def _points_of_one(value: Any) -> tuple[int, int]:
    bib, points = _parts(value, 2)
    return _number(bib), _POINTS(points)


def _points_given(value: Any) -> tuple[tuple[int, int], ...]:
    if any(type(pair) not in (list, tuple) or len(pair) != 2 for pair in _parts(value, 1)):  # noqa: PLR2004 - a pair
        raise NotPlain
    return tuple([_points_of_one(pair) for pair in value])


def _colour(value: Any) -> str:
    return value if value in ("warning", "yellow", "red") and type(value) is str else _refuse(value)


def _date(value: Any) -> date:
    day = value if type(value) is date else date_in(value)
    if day is None:
        raise NotPlain
    return day


def _inner(kind: type[Record]) -> Convert:
    def convert(value: Any) -> Record:
        if type(value) is kind:
            return value
        fields = plain_fields(kind, value) if type(value) is dict else None
        return made(kind, fields) if fields is not None else _refuse(value)

    return convert


def _table(value: Any) -> Any:
    return plain_json(value) if type(value) is dict else _refuse(value)


_DEAD_HEAT: Final = _several(_number, 2)
_POINTS: Final = _between(0, MOST_POINTS)
_BIBS: Final = _several(_number)
CONVERTERS: Final[dict[str, Convert]] = {
    "str": _text,
    "SomeText": _some_text,
    "int": _number,
    "bool": _flag,
    "Bib": _number,
    "BibOnSheet": _between(LOWEST_BIB, HIGHEST_BIB),
    "Bibs": _BIBS,
    "Order": _several(_place),
    "Times": _several(_unless_none(_between(0, FURTHEST_T)), 0),
    "GroupsInOrder": _several(_BIBS),
    "Moment": _between(-FURTHEST_T, FURTHEST_T),
    "Laps": _between(0, MOST_LAPS),
    "LapNumber": _between(1, MOST_LAPS),
    "Seq": lambda value: value if type(value) is int and value >= 1 else _refuse(value),
    "Colour": _colour,
    "PointsOfSkaters": _points_given,
    "date": _date,
    "tuple[str, ...]": _several(_text, 0),
    "dict[str, Any]": _table,
}
"""The function that checks and converts the value of a field, by the annotation of the field without ``| None``."""
