"""The sample race with every crossing, as a timing system alone records it: nobody typed an order."""

from __future__ import annotations

import io
import json
from typing import Final

from massstart_tui.stream.reading import read_from
from massstart_tui.stream.samples import sample_path
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields

ORDERS: Final = frozenset({"sprint", "finish", "official"})


def stream_without_orders(*more: Fields) -> bytes:
    """Return the stream without its orders and its result, and with ``more`` events at its end."""
    sample = sample_path("made-up-timed-race")
    assert sample is not None
    header, *lines = sample.read_text(encoding="utf-8").splitlines()
    kept = [fields for line in lines if (fields := json.loads(line))["type"] not in ORDERS]
    events = [json.dumps(fields | {"seq": seq}) for seq, fields in enumerate((*kept, *more), 1)]
    race = json.dumps(json.loads(header) | {"provenance": []})
    return "\n".join((race, *events, "")).encode()


def only_crossings_give_orders(*more: Fields) -> Timeline:
    """Return that race."""
    return Timeline(read_from(io.BytesIO(stream_without_orders(*more)), "race"))
