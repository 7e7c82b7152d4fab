"""Tests of passes that were probably not read: nothing that rests on them is known, until a later event tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.race.contenders import NoOutlook, Uncovered
from massstart_tui.race.events import Crossing, Happening, bibs_of
from massstart_tui.race.fold import Fold, fold_all
from massstart_tui.race.outlook import Assumption, assumptions, outlook
from massstart_tui.race.record import replaced
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unread_passes import (
    laps_in_doubt,
    may_be_in,
    never_read,
    not_read_at_the_finish,
    orders_in_doubt,
)
from massstart_tui.stream.codec import encode_event, encode_header
from massstart_tui.stream.provenance import Marks, doubts_in
from massstart_tui.stream.reading import read
from massstart_tui.stream.timeline import Timeline
from tests.race.builders import crossings, fold, happens, over, rows
from tests.view.scenes import sample_timeline

TIMELINE = sample_timeline("made-up-timed-race")
SHEET = TIMELINE.sheet
EVENTS = [cast("Happening", TIMELINE.event(seq)) for seq in TIMELINE.order]
NAMED = {bib for event in EVENTS if event.type in ("fall", "lapped", "withdraw") for bib in bibs_of(event)}
READS = [event for event in EVENTS if isinstance(event, Crossing) and event.bib not in NAMED]
LAP = 30_000


def without(missing: Happening, *types: str) -> list[Happening]:
    return [event for event in EVENTS if event is not missing and event.type not in types]


def states(events: list[Happening]) -> Iterator[RaceState]:
    """Yield the states after every eighth event and the last."""
    race = Fold(SHEET)
    for event in events:
        race.apply(event)
        if event.seq % 8 == 0 or event is events[-1]:
            yield race.snapshot()


@pytest.mark.parametrize("bib", sorted({read.bib for read in READS}))
def test_whoever_has_one_read_missing_is_never_lapped_for_certain(bib: int) -> None:
    """Every read of the sample race but those of skaters who fell or were lapped."""
    for missing in [each for each in READS if each.bib == bib]:
        race = Fold(SHEET)
        for event in without(missing):
            race.apply(event)
            assert bib not in race.exits
            if bib in race.crossed_at and race.laps[bib] < race.lap - 1:
                state = race.snapshot()
                assert bib in laps_in_doubt(state) or state.is_in(bib)


@settings(max_examples=25)
@given(st.sampled_from(READS))
def test_what_is_said_for_certain_with_a_read_missing_is_true(missing: Crossing) -> None:
    """No order is recorded but by crossings: whoever is said to be ahead for certain is."""
    told = ("sprint", "finish", "official")
    truth = list(states([event for event in EVENTS if event.type not in told]))
    at = {state.seq: state for state in truth}
    assert len(at) > len(SHEET.skaters)
    for state in states(without(missing, *told)):
        if state.seq not in at:
            continue
        true = rows(at[state.seq])
        marked = doubts_in(Marks(()), state, rows(state).values())
        if not laps_in_doubt(state):
            continue
        for bib, row in rows(state).items():
            lacks = row.at_least or (bib in marked and marked[bib].total)
            assert lacks or row.total == true[bib].total
            assert row.status is true[bib].status or row.laps_open or true[bib].finish_place


def test_the_read_or_a_typed_pass_makes_it_right_again() -> None:
    unread = next(event for event in READS if event.bib == 10 and event.t > 100_000)
    broken = fold_all(SHEET, without(unread, "finish", "official"))
    assert laps_in_doubt(broken) == {10}
    whole = fold_all(SHEET, [event for event in EVENTS if event.type not in ("finish", "official")])
    assert not laps_in_doubt(whole)
    assert not whole.unread
    typed = replaced(unread, {"t": unread.t + 4_000})
    mended = sorted([*without(unread, "finish", "official"), typed], key=lambda event: event.t)
    assert not laps_in_doubt(fold_all(SHEET, mended))


@pytest.mark.parametrize("missing", range(1, 16))
def test_a_file_that_lacks_a_read_is_read_as_it_is_folded(missing: int, tmp_path: Path) -> None:
    """The reader has a fast way for most crossings; no gap is overlooked in it."""
    seen = [event for event in READS if event.bib == 2]
    events = [replaced(event, {"seq": seq}) for seq, event in enumerate(without(seen[missing - 1]), 1)]
    path = tmp_path / "race.jsonl"
    path.write_bytes(encode_header(TIMELINE.recording.header) + b"".join(map(encode_event, events)))
    timeline = Timeline(read(path))
    assert timeline.state_at(len(timeline)) == fold_all(SHEET, events)


def a_race(*seen: tuple[int, int]) -> RaceState:
    """Fold crossings given as (bib, t) over nine laps with a sprint at the end of the third."""
    laps = [event for bib, t in sorted(seen, key=lambda each: each[1]) for event in crossings(bib, first=t)]
    return fold(over(9, skaters=4, sprints=(3,)), happens("start", 0), *laps)


def bunch(laps: int, *, but: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """Return the crossings of four skaters together; ``but`` is the (bib, lap) that was not read."""
    return [(bib, lap * LAP + bib * 100) for lap in range(1, laps + 1) for bib in (1, 2, 3, 4) if (bib, lap) != but]


@pytest.mark.parametrize("lap", range(1, 6))
@pytest.mark.parametrize("bib", [1, 2, 3, 4])
def test_whether_first_or_last_of_the_bunch_a_pass_that_was_not_read_is_noticed(bib: int, lap: int) -> None:
    state = a_race(*bunch(7, but=(bib, lap)))
    assert laps_in_doubt(state) == {bib}
    assert rows(state)[bib].laps is None
    assert bib in may_be_in(state, 3) or lap != 3
    assert state.lap == 7
    assert state.laps_on_the_ice(bib) == 7 or bib == 1


def test_a_fall_between_explains_the_gap_and_the_skater_is_lapped() -> None:
    seen = [crossings(bib, first=t)[0] for bib, t in bunch(5, but=(4, 3))]
    fell = happens("fall", 3 * LAP - 10_000, bibs=[4])
    events = sorted([happens("start", 0), *seen, fell], key=lambda event: event["t"])
    state = fold(over(9, skaters=4, sprints=(3,)), *events)
    assert state.status_of(4) is Status.LAPPED
    assert not laps_in_doubt(state)


def test_who_is_recorded_as_lapped_is_lapped_and_nothing_is_open() -> None:
    seen = [crossings(bib, first=t)[0] for bib, t in bunch(5, but=(4, 4))]
    state = fold(
        over(9, skaters=4, sprints=(3,)), happens("start", 0), *seen, happens("lapped", 5 * LAP + 900, bibs=[4])
    )
    row = rows(state)[4]
    assert (row.status, row.laps_open, row.open_rank) == (Status.LAPPED, False, False)
    assert not laps_in_doubt(state)


def test_a_sprint_in_which_somebody_may_be_missing_is_marked_and_open() -> None:
    state = a_race(*bunch(5, but=(1, 3)))
    assert orders_in_doubt(state) == {3}
    table = rows(state)
    assert (table[1].unknown_sprints, table[1].at_least) == ((1,), True)
    doubts = doubts_in(Marks(()), state, table.values())
    assert [bib for bib in table if doubts[bib].total] == [2, 3, 4]
    assert all(row.open_rank for row in table.values())
    assert Assumption.NOT_LAPPED in assumptions(state)
    assert {chance.best for chance in outlook(state)} == {1}
    given = fold(over(9, skaters=4, sprints=(3,)), happens("start", 0), *told(bunch(5, but=(1, 3))), sprint())
    assert not orders_in_doubt(given)
    assert [rows(given)[bib].total for bib in (1, 2, 3, 4)] == [3, 2, 1, 0]


def told(seen: list[tuple[int, int]]) -> list[dict[str, Any]]:
    return [crossings(bib, first=t)[0] for bib, t in sorted(seen, key=lambda each: each[1])]


def sprint() -> dict[str, Any]:
    return happens("sprint", 5 * LAP + 900, lap=3, order=[1, 2, 3])


def test_at_the_finish_there_is_no_outlook_while_the_winner_may_be_missing() -> None:
    state = a_race(*bunch(9, but=(1, 4)))
    assert not state.over
    assert state.distance in orders_in_doubt(state)
    with pytest.raises(NoOutlook) as none:
        outlook(state)
    assert none.value.reason is Uncovered.READS_MISSING
    assert rows(state)[1].best == 1


def test_who_may_be_in_is_not_left_out_when_the_result_is_official() -> None:
    seen = told(bunch(9, but=(2, 5)))
    state = fold(over(9, skaters=4), happens("start", 0), *seen, happens("official", 10 * LAP))
    row = rows(state)[2]
    assert (row.status, row.open_rank) == (Status.FINISHED, True)


def of_three(laps: int) -> list[tuple[int, int]]:
    """Return the crossings of the bunch, in which the chip of 4 is dead."""
    return [(bib, t) for bib, t in bunch(laps) if bib != 4]


@pytest.mark.parametrize("laps", range(1, 10))
def test_whoever_was_never_read_may_be_anywhere(laps: int) -> None:
    state = a_race(*of_three(laps))
    open_ = {4} if laps > 1 else set()
    assert laps_in_doubt(state) == open_
    assert set(never_read(state)) == open_
    assert state.status_of(4) is Status.RACING
    if open_:
        assert rows(state)[4].laps is None
        assert all(4 in may_be_in(state, lap) for lap in orders_in_doubt(state))
        assert orders_in_doubt(state) == {lap for lap in (3, 9) if lap <= laps}
    with_dns = [happens("dns", bibs=[4]), *(each for bib, t in of_three(laps) for each in crossings(bib, first=t))]
    assert not laps_in_doubt(fold(over(9, skaters=4, sprints=(3,)), happens("start", 0), *with_dns))


def test_who_lacks_only_the_read_at_the_finish_is_out_by_an_official_result_and_known_before() -> None:
    seen = [(bib, t) for bib, t in bunch(9) if (bib, t // LAP) != (4, 9)]
    state = a_race(*seen)
    assert not_read_at_the_finish(state) == (4,)
    assert not_read_at_the_finish(a_race(*bunch(9))) == ()
    assert not_read_at_the_finish(a_race(*bunch(8))) == ()
