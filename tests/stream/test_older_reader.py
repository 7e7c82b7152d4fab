"""Tests that an older version keeps what this version writes and it does not know.

It keeps an event of an unknown type to the byte, and an unknown field with its value.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from pydantic import create_model

from massstart_tui.race.events import EVENT_TYPES, Event, Unknown
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
    assert not event.model_extra
    return encode_event(event)


def older(fields: dict[str, Any]) -> type[Any]:
    """Return the model of a version that lacks these fields, and some event types."""
    known: dict[str, Any] = {"type": (str, ...)} | {
        name: (Any, ...) for name in fields if name not in ("caused_by", "boot")
    }
    before = create_model("Before", __base__=Unknown.__base__, **known)
    del before.model_fields["boot"]
    before.model_rebuild(force=True)
    return before


@pytest.mark.parametrize("kind", SINCE)
def test_an_event_of_a_later_type_is_written_again_as_it_was_read(kind: str) -> None:
    written = line(kind, SINCE[kind])
    assert kind.partition(" ")[0] in EVENT_TYPES
    kept: Event = Unknown.model_validate_json(written)
    assert encode_event(kept) == written


@pytest.mark.parametrize("kind", GREW)
def test_a_later_field_is_written_again_as_it_was_read(kind: str) -> None:
    written = line(kind, GREW[kind])
    kept: Any = older(GREW[kind]).model_validate_json(written)
    assert set(kept.model_extra) == {"caused_by", "boot"} & set(GREW[kind])
    assert json.loads(encode_event(kept)) == json.loads(written)
