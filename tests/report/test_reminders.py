"""Reminders for a commentator: who is still to finish, what comes next, and notes."""

from __future__ import annotations

import pytest

from massstart_tui.race.state import RaceState
from massstart_tui.report.reminders import SkaterNote, expected_line, missing_in_finish, notes_at_hand, orders_missing
from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.stream.samples import sample_path
from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.text.words import Language, words
from tests.report.rehearsed import timeline_of
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters, race_of_sixteen

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
KRAMER = (SkaterNote(13, "Last race of his career"), SkaterNote(13, "Four Olympic titles"))


def semi_final() -> Race:
    path = sample_path("beijing-2022-men-sf1")
    assert path is not None
    return load(path)


def state_after(*events: Fields, **race: object) -> RaceState:
    timeline = timeline_of(*events, **race)
    return timeline.state_at(len(timeline))


@pytest.mark.parametrize(
    ("moment", "english", "dutch"),
    [
        ("start", "sprint 1 in 4 laps", "sprint 1 over 4 ronden"),
        ("14 to go", "sprint 1 at the end of the next lap", "sprint 1 na de volgende ronde"),
        ("9 to go", "sprint 2 at the end of this lap", "sprint 2 na deze ronde"),
        ("4 to go", "the finish is next", "nu alleen nog de finish"),
        ("1 to go", "the last lap", "de laatste ronde"),
        ("7:58.22", "the finish: 9 in, 6 to come", "de finish: 9 binnen, 6 nog onderweg"),
        ("end", "Official result", "Officiële uitslag"),
    ],
)
def test_in_a_real_race_what_is_expected_next_is_told(moment: str, english: str, dutch: str) -> None:
    state = semi_final().at(moment)
    assert expected_line(state, ENGLISH) == english
    assert expected_line(state, DUTCH) == dutch


def test_before_the_gun_and_when_stopped_the_state_of_the_race_is_told() -> None:
    assert expected_line(state_after(), ENGLISH) == "Before the gun"
    assert expected_line(state_after(event("start"), event("stop", 5)), ENGLISH) == "Race stopped"


def test_an_order_that_is_not_in_is_expected_before_what_is_to_come() -> None:
    laps = [event("start"), *laps_of_thirty_seconds(5)]
    sprint = event("sprint", 150_001, lap=4, order=[1, 2, 3])
    assert orders_missing(state_after(*laps)) == (1,)
    assert expected_line(state_after(*laps), ENGLISH) == "the order of sprint 1 · sprint 2 in 3 laps"
    assert expected_line(state_after(*laps), DUTCH) == "de volgorde van sprint 1 · sprint 2 over 3 ronden"
    assert orders_missing(state_after(*laps, sprint)) == ()


def test_no_order_is_expected_of_a_sprint_that_the_race_does_not_come_to() -> None:
    shortened = [event("start"), event("distance", 0, laps=8), *laps_of_thirty_seconds(8)]
    assert orders_missing(state_after(*shortened)) == (1,)


def test_missing_in_the_finish_is_who_still_races_and_was_not_mentioned() -> None:
    race = [event("start"), event("withdraw", 5, bibs=[6]), *laps_of_thirty_seconds(15)]
    assert missing_in_finish(state_after(*race)) == (1, 2, 3, 4, 5)
    assert missing_in_finish(state_after(*race, event("finish", 480_000, order=[4, [1, 3]]))) == (2, 5)
    assert missing_in_finish(state_after(*race_of_sixteen())) == ()


def test_notes_come_in_the_order_of_the_bibs_and_once_each() -> None:
    sheet = semi_final().sheet
    assert notes_at_hand(sheet, [13], Language.EN) == KRAMER
    assert notes_at_hand(sheet, [1, 13, 13, 999], Language.EN) == KRAMER
    assert notes_at_hand(sheet, [1, 2], Language.EN) == ()
    assert [note.text for note in notes_at_hand(sheet, [13], Language.NL)] == [
        "Laatste wedstrijd van zijn loopbaan",
        "Vier olympische titels",
    ]


def test_a_note_is_made_plain() -> None:
    skaters = [{**make_skaters((7, "Fay Hill", "USA"))[0], "notes": ["a\x1b[31m"]}]
    assert notes_at_hand(state_after(skaters=skaters).sheet, [7], Language.EN) == (
        SkaterNote(7, f"a{REPLACEMENT}[31m"),
    )
