"""Tests of the list of attacks: who attacked together, when it began, and when and how it ended."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.report.attack_list import attacks_until
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream
from tests.view.scenes import sample_stream, sample_timeline, timeline_of, up_to

Row = tuple[tuple[int, ...], int, int | None, str | None]
"""Bibs, the laps at which it began and ended, and the type of the event that ended it."""


def attacks_of(*events: Fields) -> list[Row]:
    whole = sorted([event("start"), *laps_of_thirty_seconds(9), *events], key=lambda one: int(str(one["t"])))
    timeline = Timeline(read_from(BytesIO(make_stream(*whole)), "race"))
    return [
        (each.bibs, each.began, each.ended, each.ended_by.type if each.ended_by else None)
        for each in attacks_until(timeline, len(timeline))
    ]


ATTACK = event("attack", 65_000, bibs=[4, 2])


@pytest.mark.parametrize(
    ("events", "rows"),
    [
        ([], []),
        ([ATTACK], [((4, 2), 2, None, None)]),
        ([ATTACK, event("caught", 125_000, bibs=[2, 4])], [((4, 2), 2, 4, "caught")]),
        ([ATTACK, event("caught", 125_000, bibs=[2])], [((4,), 2, None, None), ((2,), 2, 4, "caught")]),
        ([ATTACK, event("fall", 95_000, bibs=[4])], [((4,), 2, 3, "fall"), ((2,), 2, None, None)]),
        ([ATTACK, event("attack", 67_000, bibs=[1])], [((1,), 2, None, None), ((4, 2), 2, None, None)]),
        ([ATTACK, event("attack", 95_000, bibs=[4])], [((4, 2), 2, None, None)]),
    ],
    ids=["none", "away", "caught", "one of two is caught", "one falls", "another in the same lap", "told twice"],
)
def test_who_attacked_when_and_how_it_ended(events: list[Fields], rows: list[Row]) -> None:
    assert sorted(attacks_of(*events), key=repr) == sorted(rows, key=repr)


def test_the_latest_attack_comes_first() -> None:
    began = [each.began for each in attacks_until(sample_timeline("made-up-tempo-race"), 10_000)]
    assert began == [31, 20, 8]


@given(
    st.sampled_from(["made-up-scratch-race", "made-up-points-race", "beijing-2022-men-sf1"]), st.integers(0, 3_000_000)
)
def test_who_is_away_is_in_an_attack_without_an_end_and_nothing_later_is_told(name: str, t: int) -> None:
    timeline = sample_timeline(name)
    position = timeline.position_at(t)
    listed = attacks_until(timeline, position)
    assert {bib for each in listed if each.ended is None for bib in each.bibs} >= set(timeline.state_at(position).away)
    assert listed == attacks_until(timeline_of(up_to(sample_stream(name), t)), position)
