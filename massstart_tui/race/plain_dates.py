"""Dates and moments by ISO 8601 that are written in full, which every reader takes in the same way."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, TypeVar

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
D = TypeVar("D", bound=date)


def date_in(value: object) -> date | None:
    """Return the date in a text such as ``2026-11-30``; None for anything else."""
    return _read(value, _DATE, date)


def moment_in(value: object) -> datetime | None:
    """Return the moment in a text such as ``2026-11-30T20:00:00Z``; None for anything else."""
    return _read(value, _MOMENT, datetime)


def _read(value: object, form: re.Pattern[str], kind: type[D]) -> D | None:
    if not isinstance(value, str) or not form.fullmatch(value):
        return None
    try:
        return kind.fromisoformat(value)
    except ValueError:  # there is no such day or hour
        return None
