"""The cue sheet: what is worth saying, and which of it has not been said yet."""

from __future__ import annotations

import io

import pytest
from hypothesis import given

from massstart_tui.race.events import bibs_of
from massstart_tui.race.state import TAKEN_OUT
from massstart_tui.report.cue_sheet import CUED, LATEST_LINES, Cue, CueSheet, Key, cues, unsaid
from massstart_tui.stream.log_lines import Stands
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, Words, words
from tests.levels import first_quick
from tests.report.rehearsed import recording_of, timeline_of
from tests.strategies import lines_of, sheets, streams
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
NAMES = {1: "Noord", 2: "Vik", 3: "Valle", 4: "Müller", 5: "Sato", 6: "Hill"}
GUN = event("start")
FALL = event("fall", 1000, bibs=[2])
NOBODY: frozenset[Key] = frozenset()
any_stream = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


def sheet_of(timeline: Timeline, speak: Words = ENGLISH) -> tuple[Cue, ...]:
    return cues(timeline, len(timeline), speak, NAMES)


def texts(sheet: tuple[Cue, ...]) -> list[str]:
    return [cue.text.replace("\u00a0", " ") for cue in sheet]


def to_say(said: frozenset[Key], *events: Fields, **race: object) -> list[str]:
    return texts(unsaid(sheet_of(timeline_of(*events, **race)), said))


def all_said(*events: Fields, said: frozenset[Key] = NOBODY, **race: object) -> frozenset[Key]:
    """Return the keys that are said when everything unsaid about ``events`` is said, on top of ``said``."""
    return said | {cue.key for cue in unsaid(sheet_of(timeline_of(*events, **race)), said)}


def amended_to(target: int, t: int, instead: Fields) -> Fields:
    return event("amend", t, target=target, event=instead)


def test_a_real_race_has_a_cue_for_what_is_worth_saying_newest_last() -> None:
    path = sample_path("beijing-2022-men-sf1")
    assert path is not None
    race = load(path)
    names = short_names_of(race.sheet.skaters)
    at = race.timeline.position_at(race.instant("1 to go"))
    sheet = cues(race.timeline, at, ENGLISH, names)
    assert texts(sheet) == [
        "sprint 1: 11 Silovs 3 · 1 Swings 2 · 2 Chung 1",
        "attack: 13 Kramer",
        "13 Kramer: Last race of his career",
        "13 Kramer: Four Olympic titles",
        "sprint 2: 13 Kramer 3 · 9 Morozov 2 · 15 Malfatti 1",
        "caught: 13 Kramer",
        "sprint 3: 12 Ichinohe 3 · 1 Swings 2 · 2 Chung 1",
        "1 Swings leads on points, with 4",
        "the bell: the last lap",
    ]
    assert texts(cues(race.timeline, at, DUTCH, names))[-2:] == [
        "1 Swings leidt op punten, met 4",
        "de bel: de laatste ronde",
    ]
    assert {cue.key for cue in sheet if cue.text.startswith("13")} == {
        cue.key for cue in cues(race.timeline, at, DUTCH, names) if cue.text.startswith("13")
    }


def test_who_crosses_the_cut_is_told_and_in_words_that_fit_once_the_race_is_over() -> None:
    sprint = [GUN, *laps_of_thirty_seconds(4), event("sprint", 120_000, lap=4, order=[1, 2, 3])]
    finish = [*laps_of_thirty_seconds(16, 5), event("finish", 480_000, order=[4, 5, 6])]
    running = to_say(NOBODY, *sprint, *finish, qualify=3)
    assert "3 Valle would be out" in running
    assert "4 Müller would be through" in running
    over = to_say(NOBODY, *sprint, *finish, event("finish", 490_000, order=[1, 2, 3]), qualify=3)
    assert {"4 Müller is through", "3 Valle is out"} <= set(over)
    assert "3 Valle would be out" not in over


@pytest.mark.parametrize(
    "unremarkable",
    [event("crossing", 5, bib=1), event("lap", 5, lap=1), event("groups", 5, groups=[[1], [2]]), event("neutral_end")],
)
def test_a_crossing_an_ordinary_lap_and_who_skates_together_are_not_worth_a_cue(unremarkable: Fields) -> None:
    assert to_say(NOBODY, GUN, unremarkable) == []


def test_the_bell_is_a_cue_as_long_as_the_last_lap_lasts() -> None:
    laps = [GUN, *laps_of_thirty_seconds(16)]
    assert "the bell: the last lap" not in to_say(NOBODY, *laps[:-2])
    assert to_say(NOBODY, *laps[:-1]) == ["the bell: the last lap"]
    assert to_say(NOBODY, *laps) == []


def test_who_leads_on_points_is_told_once_and_again_when_another_does() -> None:
    first = [GUN, event("lap", 5, lap=4), event("sprint", 5, lap=4, order=[1, 2, 3])]
    second = [*first, event("lap", 9, lap=8), event("sprint", 9, lap=8, order=[2, 3, 1])]
    assert "1 Noord leads on points, with 3" in to_say(NOBODY, *first)
    said = all_said(*first)
    assert to_say(said, *first, event("fall", 6, bibs=[1])) == ["fall: 1 Noord"]
    assert to_say(said, *second)[1] == "2 Vik leads on points, with 5"
    level = [*first, event("lap", 9, lap=8), event("sprint", 9, lap=8, order=[2, 4, 1])]
    level[-1] = event("sprint", 9, lap=8, order=[3, 1, 2])
    assert "1 Noord leads" not in to_say(said, *level)[1:]
    assert to_say(NOBODY, GUN, event("lap", 5, lap=4), event("sprint", 5, lap=4, order=[[1, 2], 3]))[1] == (
        "level at the top, with 3 points: 1 Noord, 2 Vik"
    )


@pytest.mark.parametrize("out", ["withdraw", "disqualify", "eliminated"])
def test_of_a_skater_who_is_out_only_that_is_left_to_say(out: str) -> None:
    noted = make_skaters(*((bib, name, "NED") for bib, name in NAMES.items()))
    noted[0]["notes"] = ["Defends her title"]
    led = [GUN, event("attack", 5, bibs=[1]), event("lap", 9, lap=4), event("sprint", 9, lap=4, order=[1, 2, 3])]
    before = to_say(NOBODY, *led, skaters=noted)
    assert {"attack: 1 Noord", "1 Noord: Defends her title", "1 Noord leads on points, with 3"} <= set(before)
    after = to_say(NOBODY, *led, event(out, 20_000, bibs=[1]), skaters=noted)
    assert not {"attack: 1 Noord", "1 Noord: Defends her title", "1 Noord leads on points, with 3"} & set(after)
    assert any(text.endswith("1 Noord") for text in after)
    assert "2 Vik leads on points, with 2" in after


def test_nobody_leads_on_points_any_more_once_the_race_is_started_anew() -> None:
    first = [GUN, event("lap", 5, lap=4), event("sprint", 5, lap=4, order=[1, 2, 3]), event("restart", 9)]
    assert to_say(NOBODY, *first) == ["sprint 1: 1 Noord 3 · 2 Vik 2 · 3 Valle 1", "restart: clock from 0:00 again"]


def test_what_was_said_stays_said_while_the_race_goes_on_and_others_are_corrected() -> None:
    said = all_said(GUN, FALL)
    later = [event("attack", 2000, bibs=[3]), event("retract", 3000, target=3)]
    assert to_say(said, GUN, FALL) == []
    assert to_say(said, GUN, FALL, later[0]) == ["attack: 3 Valle"]
    assert to_say(said, GUN, FALL, *later) == []


def test_a_correction_of_what_was_said_is_told_as_one_and_once() -> None:
    amend = amended_to(2, 3000, {"type": "fall", "t": 1000, "bibs": [1]})
    assert to_say(NOBODY, GUN, FALL, amend) == ["fall: 1 Noord"]
    said = all_said(GUN, FALL)
    assert to_say(said, GUN, FALL, amend) == ["correction: fall: 1 Noord"]
    assert to_say(all_said(GUN, FALL, amend, said=said), GUN, FALL, amend) == []


def test_a_correction_of_the_moment_alone_is_not_told() -> None:
    amend = amended_to(2, 3000, {"type": "fall", "t": 700, "bibs": [2]})
    assert to_say(all_said(GUN, FALL), GUN, FALL, amend, event("clock", 4000, shift=100)) == []


def test_what_was_taken_back_is_told_only_where_it_was_said() -> None:
    retract = event("retract", 3000, target=2)
    assert to_say(NOBODY, GUN, FALL, retract) == []
    said = all_said(GUN, FALL)
    assert to_say(said, GUN, FALL, retract) == ["correction: taken back: fall: 2 Vik"]
    assert to_say(all_said(GUN, FALL, retract, said=said), GUN, FALL, retract) == []


def test_what_was_taken_back_and_brought_back_is_told_again_only_where_the_taking_back_was() -> None:
    retract, back = event("retract", 3000, target=2), event("retract", 4000, target=3)
    said = all_said(GUN, FALL)
    assert to_say(said, GUN, FALL, retract, back) == []
    said = all_said(GUN, FALL, retract, said=said)
    assert to_say(said, GUN, FALL, retract, back) == ["correction: fall: 2 Vik"]


def test_what_was_amended_to_something_not_worth_a_cue_is_taken_back() -> None:
    amend = amended_to(2, 3000, {"type": "lap", "t": 1000, "lap": 1})
    assert to_say(all_said(GUN, FALL), GUN, FALL, amend) == ["correction: taken back: fall: 2 Vik"]
    assert to_say(NOBODY, GUN, FALL, amend) == []


def test_a_corrected_lead_is_told_again_and_then_it_is_said() -> None:
    race = [GUN, event("lap", 5, lap=4), event("sprint", 5, lap=4, order=[1, 2, 3])]
    amend = amended_to(3, 9, {"type": "sprint", "t": 5, "lap": 4, "order": [2, 1, 3]})
    said = all_said(*race)
    assert to_say(said, *race, amend) == [
        "correction: sprint 1: 2 Vik 3 · 1 Noord 2 · 3 Valle 1",
        "2 Vik leads on points, with 3",
    ]
    assert to_say(all_said(*race, amend, said=said), *race, amend) == []


def test_a_note_about_a_skater_comes_with_the_first_thing_that_happens_to_them_and_is_said_once() -> None:
    noted = {**make_skaters((2, "Berit Vik", "NOR"))[0], "notes": ["Born in Hamar", "First \x1bfinal"]}
    skaters = [*make_skaters((1, "Anna Noord", "NED")), noted]
    attack = event("attack", 2000, bibs=[2])
    assert to_say(NOBODY, GUN, FALL, attack, skaters=skaters) == [
        "fall: 2 Vik",
        "2 Vik: Born in Hamar",
        "2 Vik: First \N{REPLACEMENT CHARACTER}final",
        "attack: 2 Vik",
    ]
    assert to_say(all_said(GUN, FALL, skaters=skaters), GUN, FALL, attack, skaters=skaters) == ["attack: 2 Vik"]


def test_in_another_language_the_same_has_been_said() -> None:
    race = timeline_of(GUN, FALL, event("attack", 2000, bibs=[3]))
    said = frozenset(cue.key for cue in sheet_of(race))
    assert unsaid(sheet_of(race, DUTCH), said) == ()


def test_only_the_latest_lines_are_news() -> None:
    many = [event("note", t, text=str(t)) for t in range(LATEST_LINES + 5)]
    assert texts(sheet_of(timeline_of(*many)))[0] == "note: 5"


@pytest.mark.parametrize("name", first_quick(sample_names(), 3))
def test_a_cue_sheet_that_follows_a_real_race_says_what_one_made_anew_says(name: str) -> None:
    path = sample_path(name)
    assert path is not None
    timeline = load(path).timeline
    follows = CueSheet(timeline.sheet, DUTCH, {})
    for position in range(len(timeline) + 1):
        assert follows.at(timeline, position) == cues(timeline, position, DUTCH, {})


@given(any_stream)
def test_a_cue_sheet_that_follows_any_race_line_by_line_says_what_one_made_anew_says(stream: bytes) -> None:
    recording = read_from(io.BytesIO(stream), "test")
    follows = CueSheet(recording.sheet, ENGLISH, {})
    for upto in range(len(recording) + 1):
        timeline = Timeline(recording, upto)
        assert follows.at(timeline, len(timeline)) == cues(timeline, len(timeline), ENGLISH, {})


@given(any_stream)
def test_when_each_line_of_any_race_is_told_as_it_comes_nothing_is_left_to_say_and_nothing_is_said_twice(
    stream: bytes,
) -> None:
    recording = read_from(io.BytesIO(stream), "test")
    said: set[Key] = set()
    for upto in range(len(recording) + 1):
        timeline = Timeline(recording, upto)
        sheet = cues(timeline, len(timeline), ENGLISH, {})
        lines = [timeline.line(index) for index in range(timeline.lines_at(len(timeline)))]
        # What was corrected or taken back stands where that was done.
        changed = {line.event.seq for line in lines if line.by}
        in_order = [cue.t for cue in sheet if cue.seq not in changed]
        assert in_order == sorted(in_order)
        said.update(cue.key for cue in unsaid(sheet, said))
        assert unsaid(sheet, said) == ()


@given(any_stream)
def test_every_line_in_force_that_is_worth_a_cue_has_one_and_what_was_taken_back_is_marked(stream: bytes) -> None:
    timeline = Timeline(read_from(io.BytesIO(stream), "test"))
    sheet = sheet_of(timeline)
    happened = [cue.key.about for cue in sheet if cue.key.about.startswith("event") and not cue.gone]
    lines = [timeline.line(index) for index in range(timeline.lines_at(len(timeline)))]
    in_force = [line for line in lines if line.stands in (Stands.AS_RECORDED, Stands.CORRECTED)]
    end = timeline.state_at(len(timeline))
    out = {bib for bib in timeline.sheet.by_bib() if end.status_of(bib) in TAKEN_OUT}
    stale = [line for line in in_force if line.event.type == "attack" and set(bibs_of(line.event)) <= out]
    news = [line for line in in_force if line.event.type in CUED and line not in stale]
    assert sorted(happened) == sorted(f"event {line.event.seq}" for line in news)
    gone = {cue.key.about for cue in sheet if cue.gone}
    assert gone.isdisjoint(happened)
    assert {cue.key.about for cue in unsaid(sheet, NOBODY)}.isdisjoint(gone)


def test_one_cue_sheet_may_follow_another_recording() -> None:
    follows = CueSheet(timeline_of().sheet, ENGLISH, NAMES)
    for events in ([GUN, FALL], [GUN, event("attack", 5, bibs=[1])]):
        timeline = Timeline(recording_of(*events))
        assert follows.at(timeline, len(timeline)) == sheet_of(timeline)


def follow_line_by_line(*events: Fields) -> None:
    recording = recording_of(*events)
    follows = CueSheet(recording.sheet, ENGLISH, NAMES)
    for upto in range(len(recording) + 1):
        timeline = Timeline(recording, upto)
        assert follows.at(timeline, len(timeline)) == sheet_of(timeline)


def test_a_line_that_comes_in_before_one_that_the_clock_moved_is_seen_and_the_lead_is_worked_out_again() -> None:
    sprint = [event("lap", 90, lap=4), event("sprint", 100, lap=4, order=[1, 2, 3])]
    follow_line_by_line(GUN, *sprint, event("clock", 100, shift=1000), event("withdraw", 1095, bibs=[6]))


def test_a_line_that_comes_in_before_one_that_was_taken_back_is_seen() -> None:
    fall, retract = event("fall", 100, bibs=[2]), event("retract", 100, target=2)
    follow_line_by_line(GUN, fall, retract, event("clock", 100, shift=1000), event("attack", 200, bibs=[1]))


def test_whoever_crossed_the_cut_is_no_longer_told_once_the_race_is_started_anew() -> None:
    sprint = [GUN, event("lap", 5, lap=4), event("sprint", 5, lap=4, order=[1, 2, 3])]
    finish = [event("lap", 9, lap=16), event("finish", 9, order=[4, 5, 6])]
    assert "3 Valle would be out" in to_say(NOBODY, *sprint, *finish, qualify=3)
    assert not [text for text in to_say(NOBODY, *sprint, *finish, event("restart", 20), qualify=3) if "would" in text]


def test_a_cue_has_the_time_since_the_gun_that_counted() -> None:
    anew = [event("restart", 9_000), event("fall", 12_500, bibs=[3])]
    assert [(cue.t, cue.clock) for cue in sheet_of(timeline_of(GUN, FALL, *anew))] == [
        (1_000, 1_000),
        (9_000, 0),
        (12_500, 3_500),
    ]


def test_a_correction_is_the_newest_to_say_whatever_has_happened_since() -> None:
    sprint = event("sprint", 500, lap=4, order=[2, 5, 6])
    order = {"type": "sprint", "t": 500, "lap": 4, "order": [3, 5, 6]}
    said = all_said(GUN, sprint, FALL)
    told = to_say(said, GUN, sprint, FALL, event("attack", 2000, bibs=[4]), amended_to(2, 3000, order))
    assert told[0] == "attack: 4 Müller"
    assert told[1].startswith("correction: sprint 1: 3 Valle")
