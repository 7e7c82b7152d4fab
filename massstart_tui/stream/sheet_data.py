"""Start sheets as plain data, without fields that have their default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from massstart_tui.race.sheet import Sheet

Put = Callable[[date], Any]
"""Returns what is written for a date or a moment."""


def moment_as_text(moment: date) -> str:
    """Return a date or a moment as in ISO 8601, with Z for the offset of UTC."""
    text = moment.isoformat()
    return text.removesuffix("+00:00") + "Z" if isinstance(moment, datetime) and text.endswith("+00:00") else text


def sheet_data(sheet: Sheet, put: Put) -> dict[str, Any]:
    """Return the fields of a start sheet; ``put`` says what is written for a date."""
    table = _table(sheet, put)
    if sheet.lap_length is not None:
        table["lap_length"] = float(sheet.lap_length)
    return table


def _table(of: Any, put: Put) -> dict[str, Any]:
    values = ((field, getattr(of, field.name)) for field in fields(of))
    return {field.name: _value(value, put) for field, value in values if value != _default(field)}


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _value(value: Any, put: Put) -> Any:
    if isinstance(value, date):
        return put(value)
    if isinstance(value, tuple):
        return [_value(part, put) for part in value]
    return _table(value, put) if is_dataclass(value) else value
