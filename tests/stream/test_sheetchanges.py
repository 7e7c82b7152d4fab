"""Tests of skaters who are added, or whose name, nation or bib is corrected, during a race."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import EVENT_KINDS, bibs_of, concerns
from massstart_tui.race.groups import groups_on_the_ice
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.reading import Recording, read_from
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream


def recorded(*events: Fields) -> Recording:
    return read_from(io.BytesIO(make_stream(*events)), "race")


def now(*events: Fields) -> RaceState:
    timeline = Timeline(recorded(*events))
    return timeline.state_at(len(timeline))


def skater(bib: int, name: str = "Jan Jansen", t: int = 50_000, **more: object) -> Fields:
    listed = {"bib": bib, "name": name, "noc": "NED"}
    return event("skater", t, skater=listed, **more)


def test_who_comes_late_to_the_line_is_in_the_race_and_in_the_standings() -> None:
    state = now(event("start"), skater(31), event("attack", 60_000, bibs=[31]), event("crossing", 61_000, bib=31))
    assert state.sheet.by_bib()[31].name == "Jan Jansen"
    assert (state.away, state.laps[31]) == ((31,), 1)
    assert 31 in [row.bib for row in standings(state)]


def test_before_it_was_entered_nobody_knew_and_as_it_stands_now_it_was_always_so() -> None:
    views = Views(recorded(event("start"), skater(31), skater(2, "Berit Dal", 60_000, replaces=2)))
    known = [{s.bib: s.name for s in views.then(t).sheet.skaters} for t in (10_000, 55_000, 70_000)]
    assert [31 in names for names in known] == [False, True, True]
    assert [names[2] for names in known] == ["Berit Vik", "Berit Vik", "Berit Dal"]
    assert views.now.state_at(0).sheet.by_bib()[2].name == "Berit Dal"


NAMES_TWO = (
    *(event(kind, 1, bibs=[2, 3]) for kind in ("attack", "caught", "rejoin", "lapped", "lap_gained", "eliminated")),
    *(event(kind, 1, bibs=[2, 3]) for kind in ("withdraw", "dns", "disqualify", "advance", "review")),
    event("lap", 1, lap=1, bib=2),
    event("crossing", 1, bib=2),
    event("card", 1, bib=2, colour="yellow"),
    event("note", 1, text="said", bibs=[2]),
    event("sprint", 1, lap=4, order=[3, [2, 1], None]),
    event("finish", 1, order=[3, [2, 1], None]),
    event("groups", 1, groups=[[3], [1, 2]]),
    event("fall", 1, bibs=[2, 3], caused_by=[1]),
    event("fall", 1, bibs=[3], caused_by=[1, 2]),
    event("relegate", 1, bibs=[2]),
    event("relegate", 1, bibs=[3], behind=2),
    event("points", 1, points=[[3, 2], [2, 7]]),
)
"""An event of every type that names skaters, with bib 2 wherever it can name one."""


@pytest.mark.parametrize("named", NAMES_TWO, ids=lambda named: str(named["type"]))
def test_whatever_was_recorded_about_a_corrected_bib_is_about_the_bib_of_today(named: Fields) -> None:
    timeline = Timeline(recorded(event("start"), named, skater(41, t=2, replaces=2)))
    before, after = timeline.recording.lines.event(2), timeline.event(2)
    assert concerns(before, 2)
    assert concerns(after, 41)
    assert not concerns(after, 2)
    assert [41 if bib == 2 else bib for bib in bibs_of(before)] == list(bibs_of(after))


def test_every_type_of_event_that_names_skaters_is_among_them() -> None:
    naming = {"bib", "bibs", "behind", "caused_by", "order", "groups", "points"}
    about_skaters = {name for name, kind in EVENT_KINDS.items() if naming & kind.FIELDS.keys()}
    assert {str(named["type"]) for named in NAMES_TWO} == about_skaters


def test_points_published_as_a_sum_stay_with_a_skater_whose_bib_is_corrected() -> None:
    state = now(event("start"), event("points", 1, points=[[2, 7], [3, 2]]), skater(41, t=2, replaces=2))
    assert {row.bib: row.total for row in standings(state) if row.total} == {41: 7, 3: 2}


def test_a_corrected_bib_keeps_all_that_the_skater_did() -> None:
    did = (
        event("attack", 100_000, bibs=[2, 3]),
        event("sprint", 121_000, lap=4, order=[2, [3, 1]]),
        event("groups", 122_000, groups=[[2, 3], [1, 4, 5, 6]]),
        event("card", 123_000, bib=2, colour="yellow"),
        event("fall", 124_000, bibs=[5], caused_by=[2]),
        event("lap", 125_000, lap=5, bib=2),
    )
    before = now(event("start"), *laps_of_thirty_seconds(4), *did)
    after = now(event("start"), *laps_of_thirty_seconds(4), *did, skater(41, t=126_000, replaces=2))
    assert 2 not in after.sheet.by_bib()

    def renamed(bibs: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(41 if bib == 2 else bib for bib in bibs)

    assert [group.bibs for group in groups_on_the_ice(after)] == [renamed(g.bibs) for g in groups_on_the_ice(before)]
    assert (after.away, after.cards, after.leader) == (renamed(before.away), {41: ("yellow",)}, 41)
    assert [renamed((row.bib,)) for row in standings(before)] == [(row.bib,) for row in standings(after)]
    assert [row.total for row in standings(before)] == [row.total for row in standings(after)]


def test_what_is_entered_late_with_either_bib_is_about_the_same_skater() -> None:
    state = now(
        event("start"),
        skater(41, replaces=2),
        event("fall", 40_000, bibs=[41]),
        event("card", 60_000, bib=2, colour="yellow"),
    )
    assert (state.down, state.cards) == ((41,), {41: ("yellow",)})


def test_a_bib_that_was_given_up_can_be_that_of_another() -> None:
    state = now(
        event("start"),
        event("fall", 10_000, bibs=[2]),
        skater(41, "Berit Vik", 50_000, replaces=2),
        skater(2, "New Here", 51_000),
        event("attack", 60_000, bibs=[2]),
    )
    assert (state.down, state.away, state.sheet.by_bib()[2].name) == ((41,), (2,), "New Here")


@pytest.mark.parametrize("bib", [31, 2])
def test_taken_back_it_never_was_and_brought_back_it_is(bib: int) -> None:
    change = skater(bib, replaces=2) if bib == 2 else skater(bib)
    events = [event("start"), change]
    undone = now(*events, event("retract", 60_000, target=2))
    redone = now(*events, event("retract", 60_000, target=2), event("retract", 61_000, target=3))
    assert undone.sheet == now(event("start")).sheet
    assert redone.sheet == now(*events).sheet != undone.sheet


def test_amended_it_is_the_other() -> None:
    other = {"t": 50_000, "type": "skater", "skater": {"bib": 32, "name": "Piet Pieters"}}
    state = now(event("start"), skater(31), event("amend", 60_000, target=2, event=other))
    assert [s.bib for s in state.sheet.skaters if s.bib > 6] == [32]


def test_what_somebody_did_whose_entry_is_taken_back_is_not_lost() -> None:
    events = (event("start"), skater(31), event("attack", 60_000, bibs=[31]), event("crossing", 61_000, bib=31))
    state = now(*events, event("retract", 62_000, target=2))
    assert (state.sheet.by_bib()[31].name, state.away) == ("?", (31,))


def test_a_bib_that_somebody_else_has_is_told_and_changes_nothing() -> None:
    recording = recorded(event("start"), skater(3, replaces=2))
    assert [(fault.line, fault.field, fault.harmless) for fault in recording.faults] == [(3, "skater.bib", True)]
    assert [s.bib for s in Timeline(recording).sheet.skaters] == [1, 2, 3, 4, 5, 6]


def test_the_same_correction_again_after_it_was_taken_back_can_be_read() -> None:
    again = (skater(41, replaces=2), event("retract", 51_000, target=2), skater(41, t=52_000, replaces=2))
    recording = recorded(event("start"), *again)
    assert recording.faults == []
    assert 41 in Timeline(recording).sheet.by_bib()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (skater(31, replaces=9), "replaces"),
        (event("fall", bibs=[1], caused_by=[9]), "caused_by"),
        (event("fall", bibs=[31]), "bibs"),
    ],
)
def test_a_bib_that_nobody_has_or_has_yet_is_told_at_its_place(wrong: Fields, field: str) -> None:
    with pytest.raises(BadData) as found:
        recorded(event("start"), wrong, skater(31))
    assert [(fault.line, fault.field) for fault in found.value.faults] == [(3, field)]


def changes() -> st.SearchStrategy[Fields]:
    times, bibs = st.integers(0, 99_999), st.sampled_from([1, 2, 3, 31, 32])
    named = st.sampled_from(["A", "B"])
    added = st.builds(skater, bibs, named, times)
    replaced = st.builds(lambda bib, name, t, old: skater(bib, name, t, replaces=old), bibs, named, times, bibs)
    did = st.builds(lambda bib, t: event("crossing", t, bib=bib), bibs, times)
    fell = st.builds(lambda bib, t: event("fall", t, bibs=[bib]), bibs, times)
    return st.one_of(added, replaced, did, fell)


@given(st.lists(changes() | st.integers(1, 9), max_size=10))
def test_a_timeline_that_grew_is_one_that_was_read_whole(race: list[Fields | int]) -> None:
    events = [event("start")]
    for what in race:
        made = event("retract", 99_999, target=min(what, len(events))) if isinstance(what, int) else what
        try:
            recorded(*events, made)
        except BadData:
            continue
        events.append(made)
    whole = recorded(*events)
    growing = recorded(*events[:1])
    grown = Timeline(growing)
    for seq in range(2, len(events) + 1):
        growing.append(whole.lines.event(seq))
        grown = Timeline(growing, before=grown)
    at_once = Timeline(whole)
    assert list(grown.order) == list(at_once.order)
    states = [timeline.state_at(len(timeline)) for timeline in (grown, at_once)]
    assert states[0] == states[1]
    bibs = [s.bib for s in states[0].sheet.skaters]
    assert len(bibs) == len(set(bibs))
