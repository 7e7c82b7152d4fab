"""``check`` tells where ``wall`` and ``t`` of one stream cannot both be right, and nothing that may be."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.reading import read, read_from
from sample_races import __file__ as samples
from tests.stream.recording import MORNING
from tests.streams import Fields, event, make_stream

SAMPLES = sorted(Path(samples).parent.glob("*.jsonl"))


def at(seconds: float, fields: Fields) -> Fields:
    return fields | {"wall": (MORNING + timedelta(seconds=seconds)).isoformat()}


def told(*events: Fields) -> list[tuple[int | None, str, object]]:
    faults = read_from(io.BytesIO(make_stream(*events)), "race").faults
    return [(fault.line, fault.field, fault.code) for fault in faults]


GUN = at(0, event("start"))


@pytest.mark.parametrize("kind", [("fall", {"bibs": [3]}), ("lap", {"lap": 1}), ("note", {"text": "x"})])
def test_an_event_is_not_recorded_before_the_one_above_it_nor_before_it_happened(kind: tuple[str, Fields]) -> None:
    name, fields = kind
    lap = at(30, event("lap", 30_000, lap=1))
    back = at(28, event(name, 30_000, **(fields | {"lap": 2} if name == "lap" else fields)))
    assert told(GUN, lap, back) == [(4, "wall", Flaw.RECORDED_BEFORE), (4, "t", Flaw.STILL_TO_COME)]
    assert told(GUN, at(30, event(name, 90_000, **fields))) == [(3, "t", Flaw.STILL_TO_COME)]


@pytest.mark.parametrize(
    "events",
    [
        [GUN, at(60, event("fall", 50_000, bibs=[3]))],
        [GUN, at(30, event("fall", 30_900, bibs=[3]))],
        [GUN, event("fall", 90_000, bibs=[3])],
        [at(90, event("start")), at(90, event("clock", 90_000, shift=90_000)), at(91, event("lap", 91_000, lap=1))],
        [GUN, at(30, event("clock_set", 90_000, shift=60_000)), at(31, event("lap", 91_000, lap=1))],
    ],
    ids=["late", "within a second", "no wall", "a start that was missed", "set on"],
)
def test_what_may_be_is_not_told(events: list[Fields]) -> None:
    assert told(*events) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_agree(path: Path) -> None:
    codes = {fault.code for fault in read(path).faults}
    assert not codes & {Flaw.RECORDED_BEFORE, Flaw.STILL_TO_COME}
