"""Tests of the moments at which a skater was certainly through or out, and of their lines in a log."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.contenders import uncovered
from massstart_tui.race.covering import Stopped
from massstart_tui.race.outlook import Chance, Verdict, outlook
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState, Status
from massstart_tui.stream import verdict_changes
from massstart_tui.stream.codec import Header, encode_header
from massstart_tui.stream.log_lines import TURN, VerdictChange
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.verdict_changes import MOST_BEFORE, NOTHING_YET, LookedThrough, WithTurns, look_through
from tests import strategies
from tests.race.endings import Endings
from tests.race.races_on import told_with_gaps
from tests.stream.timed_race import only_crossings_give_orders
from tests.streams import Fields, event, make_line, make_stream, race_of_sixteen

FOUND = tuple[int, Verdict, tuple[int, ...]]


def timeline_of(*events: Fields, **sheet: Any) -> Timeline:
    return Timeline(read_from(io.BytesIO(make_stream(*events, **sheet)), "race"))


def never() -> bool:
    return False


def looked(timeline: Timeline, upto: int | None = None, known: LookedThrough = NOTHING_YET) -> LookedThrough:
    return look_through(timeline, len(timeline) if upto is None else upto, never, known)


def found(turns: tuple[VerdictChange, ...]) -> list[FOUND]:
    return [(turn.position, turn.verdict, turn.bibs) for turn in turns if not turn.by_chips]


def found_by_chips(turns: tuple[VerdictChange, ...]) -> list[FOUND]:
    return [(turn.position, turn.verdict, turn.bibs) for turn in turns if turn.by_chips]


def verdicts(state: RaceState) -> dict[int, Verdict]:
    return {} if uncovered(state) else {chance.bib: chance.verdict for chance in outlook(state)}


def one_by_one(timeline: Timeline, verdicts: Callable[[RaceState], dict[int, Verdict]] = verdicts) -> list[FOUND]:
    """Return the same by a search through every position."""
    turns: list[FOUND] = []
    before = verdicts(timeline.state_at(0))
    for position in range(1, len(timeline) + 1):
        state = timeline.state_at(position)
        now = verdicts(state)
        for verdict in (Verdict.IN, Verdict.OUT):
            turned = [bib for bib, is_now in now.items() if is_now is verdict is not before.get(bib, verdict)]
            bibs = tuple(b for b in turned if state.status_of(b) in (Status.RACING, Status.FINISHED))
            if bibs and not state.over:
                turns.append((position, verdict, bibs))
        before = now
    return turns


def as_they_stand(state: RaceState) -> dict[int, Verdict]:
    """Return the verdicts if the orders by chips stand."""
    return {} if uncovered(state) else {chance.bib: chance.as_it_stands for chance in outlook(state)}


def by_chips_one_by_one(timeline: Timeline) -> list[FOUND]:
    """Return the turns by chips alone by a search through every position."""
    certain = {(at, verdict, bib) for at, verdict, bibs in one_by_one(timeline) for bib in bibs}
    turns = []
    for at, verdict, bibs in one_by_one(timeline, as_they_stand):
        before, now = verdicts(timeline.state_at(at - 1)), verdicts(timeline.state_at(at))
        left = tuple(bib for bib in bibs if verdict not in (now.get(bib), before.get(bib)))
        assert not any((at, verdict, bib) in certain for bib in left)
        if left:
            turns.append((at, verdict, left))
    return turns


IN_PARTS = [
    *race_of_sixteen()[:-2],
    event("finish", 480_000, order=[4, 6]),
    event("finish", 481_000, order=[1, 2]),
    event("finish", 482_000, order=[3, 5]),
]


def test_who_comes_in_first_is_through_and_who_comes_in_too_late_is_out() -> None:
    timeline = timeline_of(*IN_PARTS, qualify=3)
    turns = looked(timeline).turns
    assert [(turn.event.t, turn.verdict, turn.bibs) for turn in turns] == [
        (480_000, Verdict.IN, (4, 6)),
        (481_000, Verdict.IN, (1,)),
        (481_000, Verdict.OUT, (2, 5, 3)),
    ]


def test_who_withdraws_is_told_by_the_event_itself() -> None:
    timeline = timeline_of(*race_of_sixteen(event("withdraw", 100_000, bibs=[5])), qualify=3)
    assert 5 not in {bib for turn in looked(timeline).turns for bib in turn.bibs}


def test_with_a_cut_beyond_the_field_nothing_turns() -> None:
    assert looked(timeline_of(*IN_PARTS, qualify=40)).turns == ()


def test_it_goes_on_from_where_it_was_and_knows_nothing_of_what_follows() -> None:
    timeline = timeline_of(*IN_PARTS, qualify=3)
    part = looked(timeline, len(timeline) - 2)
    assert [turn.event.t for turn in part.turns] == [480_000]
    assert looked(timeline, known=part)[:3] == looked(timeline)[:3]


def test_it_gives_up_when_it_is_told_to() -> None:
    with pytest.raises(Stopped):
        look_through(timeline_of(*IN_PARTS, qualify=3), len(IN_PARTS), lambda: True, NOTHING_YET)


@pytest.mark.parametrize("budget", [0, 100, 300, 600, 1000, 9000])
def test_beyond_its_budget_the_turns_end_with_a_line_that_says_so(budget: int, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = timeline_of(*race_of_sixteen()[:-1], *IN_PARTS[-3:], qualify=3)
    whole = looked(timeline).turns
    monkeypatch.setattr(verdict_changes, "MOST_WORK", budget)
    for known in (NOTHING_YET, looked(timeline, 3)):
        turns = looked(timeline, known=known).turns
        if turns != whole:
            *before, last = turns
            assert (last.verdict, last.bibs) == (Verdict.OPEN, ())
            assert before == [turn for turn in whole if turn.position < last.position]
            assert looked(timeline, known=looked(timeline, known=known)).turns == turns
    assert (looked(timeline).turns == whole) is (budget == 9000)


@pytest.mark.parametrize("kind", ["points", "relegate"])
def test_how_many_outlooks_are_worked_out_does_not_grow_with_the_race_beyond_the_budget(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[RaceState] = []

    def noted(state: RaceState, stop: Callable[[], bool]) -> tuple[Chance, ...]:
        asked.append(state)
        return outlook(state, stop)

    monkeypatch.setattr(verdict_changes, "outlook", noted)
    monkeypatch.setattr(verdict_changes, "MOST_WORK", 4000)
    counts = []
    for many in (100, 200):
        asked.clear()
        named = (
            {"points": [[at % 6 + 1, at % 7]]} if kind == "points" else {"bibs": [at % 6 + 1]} for at in range(many)
        )
        looked(timeline_of(event("start"), *(event(kind, 100 + at, **said) for at, said in enumerate(named))))
        counts.append(len(asked))
    assert 1 < counts[1] <= counts[0] < 100


def test_a_race_without_an_outlook_that_is_followed_for_long_spends_nothing() -> None:
    timeline = timeline_of(event("start"), event("lap", 60_000, lap=2), laps=10, rules={"preset": "elimination"})
    once = looked(timeline)
    assert looked(timeline, known=looked(timeline, known=once)).spent == once.spent


def test_a_turn_stands_behind_the_line_of_the_event_that_made_it_so() -> None:
    timeline = timeline_of(*IN_PARTS, qualify=3)
    lines = WithTurns(timeline, looked(timeline).turns)
    kinds = [lines.kind(index) for index in range(lines.lines_at(len(timeline)))]
    assert kinds == ["start", *["sprint"] * 3, "finish", TURN, "finish", TURN, TURN, "finish"]
    assert [isinstance(lines.line(index), VerdictChange) for index, _ in enumerate(kinds)] == [
        kind == TURN for kind in kinds
    ]
    assert lines.lines_at(len(timeline) - 3) == 4
    assert lines.lines_at(len(timeline) - 2) == 6


def test_a_race_of_eliminations_has_no_turns_and_of_many_sprints_only_once_there_is_an_outlook() -> None:
    assert not looked(
        timeline_of(event("start"), event("lap", 60_000, lap=2), laps=10, rules={"preset": "elimination"})
    ).turns
    sprints = [{"lap": lap, "points": [2, 1]} for lap in range(1, 7)]
    held = [event("sprint", 30_000 * lap, lap=lap, order=[1, 2]) for lap in range(1, 7)]
    timeline = timeline_of(event("start"), *held, laps=10, qualify=1, rules={"sprints": sprints, "finish": [1]})
    assert uncovered(timeline.state_at(1)) is not None
    assert uncovered(timeline.state_at(3)) is None
    assert found(looked(timeline).turns) == one_by_one(timeline)
    assert {verdict for _, verdict, _ in found(looked(timeline).turns)} == {Verdict.IN, Verdict.OUT}


def verdicts_by_every_ending(state: RaceState) -> dict[int, Verdict]:
    return {bib: chance.verdict for bib, chance in Endings(state).chances().items()}


def stream_of(sheet: Sheet, told: list[Fields]) -> bytes:
    numbered = [{"seq": seq, "t": seq} | fields for seq, fields in enumerate(told, 1)]
    header = encode_header(Header(race=sheet))
    return header + b"".join(make_line(fields) for fields in numbered)


def test_beside_unknown_places_the_turns_are_those_of_every_way_in_which_the_race_can_have_gone() -> None:
    """The expected turns are those of who is through, or out, in all completions of what is known at each event."""
    counted = {Verdict.IN: 0, Verdict.OUT: 0}
    for seed in range(40):
        sheet, told = told_with_gaps(Random(seed), 3)
        timeline = Timeline(read_from(io.BytesIO(stream_of(sheet, told)), "race"))
        turns = found(looked(timeline).turns)
        assert [(at, verdict, set(bibs)) for at, verdict, bibs in turns] == [
            (at, verdict, set(bibs)) for at, verdict, bibs in one_by_one(timeline, verdicts_by_every_ending)
        ], f"seed {seed}"
        for _, verdict, bibs in turns:
            counted[verdict] += len(bibs)
    assert min(counted.values()) > 5


@st.composite
def races(draw: st.DrawFn) -> Timeline:
    sheet = draw(strategies.sheets())
    events = draw(strategies.streams(sheet, 25))
    return Timeline(read_from(io.BytesIO(strategies.lines_of(sheet, events)), "race"))


@given(races())
def test_nothing_is_missed_by_not_looking_everywhere(timeline: Timeline) -> None:
    """The exception is a change that is undone between two equal moments, which only a restart can cause."""
    turns = looked(timeline).turns
    assert found(turns) == one_by_one(timeline)
    assert found_by_chips(turns) == by_chips_one_by_one(timeline)


def test_who_is_through_by_chips_alone_has_a_turn_that_says_on_which_orders_it_rests() -> None:
    turns = looked(only_crossings_give_orders()).turns
    assert found(turns) == []
    through = [(turn.bibs, turn.by_chips) for turn in turns if turn.verdict is Verdict.IN]
    assert through[0] == ((7, 3), (4, 8, 12))


def test_what_was_taken_back_is_searched_again_from_where_the_search_was_before_it() -> None:
    timeline = timeline_of(*IN_PARTS, qualify=3)
    known = NOTHING_YET
    for position in range(1, len(timeline) + 1):
        known = looked(timeline, position, known)
    again = known.up_to(len(timeline) - 3)
    assert again.position == len(timeline) - 3
    assert again[:3] == looked(timeline, len(timeline) - 3)[:3]
    assert known.up_to(len(timeline) - 2 * MOST_BEFORE) == NOTHING_YET
