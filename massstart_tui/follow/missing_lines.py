"""Stand in for events whose lines are wrong or did not come, and read as much of a wrong line as can be read."""

from __future__ import annotations

import json
from typing import NamedTuple

from massstart_tui.race.events import EVENT_TYPES, Event
from massstart_tui.race.missing_events import MISSING
from massstart_tui.stream.codec import decode_event


class WrongLine(NamedTuple):
    """What a wrong line says of its event: its number and its type; None and empty where they cannot be read."""

    seq: int | None
    kind: str


def read_as_far_as_it_goes(line: bytes) -> WrongLine:
    """Return what can be read in ``line``, which is no event."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return WrongLine(None, "")
    if not isinstance(fields, dict):
        return WrongLine(None, "")
    seq, kind = fields.get("seq"), fields.get("type")
    return WrongLine(seq if type(seq) is int else None, kind if isinstance(kind, str) and kind in EVENT_TYPES else "")


def missing_event(seq: int, t: int, kind: str) -> tuple[Event, bytes]:
    """Return an event, and its line, in the place of event ``seq``: it is of the type ``kind`` as far as is known."""
    line = json.dumps({"seq": seq, "t": t, "type": MISSING, "was": kind}).encode() + b"\n"
    return decode_event(line), line
