"""Tests of ``wall`` and ``t``: what cannot both be right is found, and nothing that may be."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from massstart_tui.race.contradictions import Contrary
from massstart_tui.stream.contradicted_lines import contradictions_in
from massstart_tui.stream.reading import read, read_from
from massstart_tui.stream.timeline import Timeline
from sample_races import __file__ as samples
from tests.journal.recording import MORNING
from tests.streams import Fields, event, make_stream

SAMPLES = sorted(Path(samples).parent.glob("*.jsonl"))


def at(seconds: float, fields: Fields) -> Fields:
    return fields | {"wall": (MORNING + timedelta(seconds=seconds)).isoformat()}


def timeline(*events: Fields) -> Timeline:
    return Timeline(read_from(io.BytesIO(make_stream(*events)), "race"))


def told(*events: Fields) -> list[tuple[int, str, Contrary]]:
    return [(found.seq, found.field, found.code) for found in contradictions_in(timeline(*events))]


GUN = at(0, event("start"))


@pytest.mark.parametrize(
    "kind", [("fall", {"bibs": [3]}), ("lap", {"lap": 1}), ("note", {"text": "x"}), ("crossing", {"bib": 3})]
)
def test_an_event_is_not_recorded_before_the_one_above_it_nor_before_it_happened(kind: tuple[str, Fields]) -> None:
    name, fields = kind
    lap = at(30, event("lap", 30_000, lap=1))
    back = at(28, event(name, 30_000, **(fields | {"lap": 2} if name == "lap" else fields)))
    assert told(GUN, lap, back) == [(3, "wall", Contrary.RECORDED_BEFORE), (3, "t", Contrary.STILL_TO_COME)]
    assert told(GUN, at(30, event(name, 90_000, **fields))) == [(2, "t", Contrary.STILL_TO_COME)]


def test_what_was_retracted_since_and_the_retract_were_recorded_at_some_time_too() -> None:
    back = at(28, event("retract", 30_000, target=2))
    assert told(GUN, at(30, event("fall", 30_000, bibs=[3])), back) == [
        (3, "wall", Contrary.RECORDED_BEFORE),
        (3, "t", Contrary.STILL_TO_COME),
    ]


def test_of_a_moment_in_the_race_only_what_had_happened_is_told() -> None:
    race = timeline(GUN, at(30, event("lap", 30_000, lap=1)), at(28, event("lap", 60_000, lap=2)))
    assert not contradictions_in(race, 2)
    assert contradictions_in(race, 3) == contradictions_in(race)


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
    assert not contradictions_in(Timeline(read(path)))
