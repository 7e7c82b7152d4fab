"""Tests of the cache key of the outlook: equal keys mean equal chances."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.contenders import uncovered
from massstart_tui.race.fold import Fold
from massstart_tui.race.outlook import Chance, decisive, outlook
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_event, decode_sheet
from massstart_tui.stream.snapshots import take
from tests.strategies import Fields, sheets, streams
from tests.streams import event, laps_of_thirty_seconds, make_line, make_sheet


def states(sheet: Fields, events: list[Fields]) -> list[RaceState]:
    """Yield the state after each of the events, without corrections."""
    fold = Fold(decode_sheet(make_line(sheet)))
    found = [fold.snapshot()]
    for fields in events:
        take(fold, decode_event(make_line(fields)))
        found.append(fold.snapshot())
    return found


def chances(state: RaceState) -> list[Chance]:
    return [] if uncovered(state) else sorted(chance._replace(rank=0) for chance in outlook(state))


@st.composite
def races(draw: st.DrawFn) -> list[RaceState]:
    sheet = draw(sheets())
    return states(sheet, draw(streams(sheet, 25, corrected=False)))


@given(races())
def test_states_that_are_alike_in_it_have_the_same_chances(race: list[RaceState]) -> None:
    known: dict[object, list[Chance]] = {}
    for state in race:
        assert known.setdefault(decisive(state, standings(state)), chances(state)) == chances(state)


def test_a_lap_an_attack_and_a_note_decide_nothing_and_a_sprint_does() -> None:
    numbered = [
        {"seq": seq} | fields
        for seq, fields in enumerate(
            [
                event("start"),
                *laps_of_thirty_seconds(4),
                event("attack", 121_000, bibs=[1]),
                event("note", 122_000, text="on"),
                event("sprint", 123_000, lap=4, order=[1, 2, 3]),
            ],
            1,
        )
    ]
    race = states(make_sheet(), numbered)
    keys = [decisive(state, standings(state)) for state in race]
    assert len(set(keys[:-1])) == 1
    assert keys[-1] != keys[0]


def test_a_lap_gained_decides_where_laps_gained_come_first() -> None:
    told = [{"seq": 1} | event("start"), {"seq": 2} | event("lap_gained", 90_000, bibs=[3])]
    before, after = states(make_sheet(rules={"preset": "scratch"}), told)[1:]
    assert chances(before) != chances(after)
    assert decisive(before, standings(before)) != decisive(after, standings(after))
