"""Tests that an older version keeps what this version writes and it does not know.

It keeps an event of an unknown type to the byte, and an unknown field with its value.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from massstart_tui.race.checked_record import record_of
from massstart_tui.race.event_base import Bib, Bibs, LapNumber, Moment
from massstart_tui.race.events import EVENT_TYPES, Unknown
from massstart_tui.race.plain_fields import json_object, plain_fields
from massstart_tui.race.record import Record, made, plain_data, unknown_fields
from massstart_tui.race.record_models import validated_json
from massstart_tui.stream.codec import decode_event, encode_event

SINCE: Final[dict[str, dict[str, Any]]] = {
    "resume": {"to_go": 10, "reason": "ice"},
    "review": {"bibs": [7], "reason": "pushed"},
    "review lifted": {"bibs": [7], "lifted": True},
    "relegate": {"bibs": [7], "behind": 3, "rule": "291"},
    "clock_set": {"shift": -1500},
    "skater": {"skater": {"bib": 31, "name": "Jan Jansen", "noc": "NED"}},
    "skater corrected": {"skater": {"bib": 41, "name": "Jan de Vries"}, "replaces": 14},
}
"""The event types added since the first version, with all fields of each."""
BOOT: Final = {"id": "3f0c", "us": 1_234_567}
GREW: Final[dict[str, dict[str, Any]]] = {
    "fall": {"bibs": [9], "caused_by": [4]},
    "lap": {"bib": 13},
    "start": {"boot": BOOT},
    "note": {"text": "é", "boot": BOOT, "by": "who enters"},
}
"""The types that got fields since, or in which a field has become optional, with those fields."""


def line(kind: str, fields: dict[str, Any]) -> bytes:
    """Return the event as this version writes it."""
    body = {"seq": 7, "t": 1000, "type": kind.partition(" ")[0], **fields}
    event = decode_event(json.dumps(body).encode())
    assert not isinstance(event, Unknown)
    assert not unknown_fields(event)
    return encode_event(event)


class Older(Record):
    """An event as an older version knows it: of any type, with the fields that it had."""

    seq: int
    t: Moment
    type: str
    wall: str | None = None
    by: str | None = None
    bib: Bib | None = None
    bibs: Bibs | None = None
    lap: LapNumber | None = None
    text: str | None = None


Read = Callable[[bytes], dict[str, Any] | None]


def plainly(line: bytes) -> dict[str, Any] | None:
    """Return the fields of an event as an older version reads a plain line."""
    return plain_fields(Older, json_object(line) or {})


def by_pydantic(line: bytes) -> dict[str, Any] | None:
    """Return the same as an older version reads any other line."""
    return validated_json(Older, line)


@pytest.mark.parametrize("kind", SINCE)
def test_an_event_of_a_later_type_is_written_again_as_it_was_read(kind: str) -> None:
    written = line(kind, SINCE[kind])
    assert kind.partition(" ")[0] in EVENT_TYPES
    kept = record_of(Unknown, json.loads(written))
    assert encode_event(kept) == written


@pytest.mark.parametrize("read", [plainly, by_pydantic])
@pytest.mark.parametrize("kind", GREW)
def test_a_later_field_is_written_again_as_it_was_read(
    kind: str, read: Callable[[bytes], dict[str, Any] | None]
) -> None:
    written = line(kind, GREW[kind])
    fields = read(written)
    assert fields is not None
    kept = made(Older, fields)
    assert set(unknown_fields(kept)) == {"caused_by", "boot"} & set(GREW[kind])
    assert plain_data(kept) == json.loads(written)
