"""Live entry for races in which gained laps count or skaters are eliminated."""

from __future__ import annotations

import pytest

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language, words
from tests.entry.races import race, reads, wrong
from tests.streams import Fields, event, laps_of_thirty_seconds


def so_far(laps: int, preset: str, *more: Fields) -> Situation:
    """Return a race over forty laps after so many of thirty seconds, and ``more`` events."""
    return race(event("start"), *laps_of_thirty_seconds(laps), *more, laps=40, rules={"preset": preset})


POINTS = so_far(12, "track-points")
ELIMINATION = so_far(2, "elimination")
MASS_START = so_far(6, "isu-2018")


@pytest.mark.parametrize(
    ("line", "recorded"),
    [
        ("gl 4 1", {"type": "lap_gained", "bibs": [4, 1]}),
        ("gained sato", {"type": "lap_gained", "bibs": [5]}),
        ("rondewinst 4", {"type": "lap_gained", "bibs": [4]}),
        ("l 4", {"type": "lapped", "bibs": [4]}),
        ("4 1 2 3", {"type": "sprint", "lap": 10, "order": [4, 1, 2, 3]}),
    ],
)
def test_a_points_race_is_typed_with_the_verbs_of_a_mass_start_and_one_more(line: str, recorded: Fields) -> None:
    assert reads(line, POINTS) == [recorded]


@pytest.mark.parametrize(
    ("line", "recorded"),
    [
        ("e 4", {"type": "eliminated", "bibs": [4]}),
        ("afvaller hill", {"type": "eliminated", "bibs": [6]}),
        ("eliminated 4 laps 2", {"type": "eliminated", "bibs": [4], "laps": 2}),
    ],
)
def test_who_goes_out_is_typed_by_a_verb_of_its_own(line: str, recorded: Fields) -> None:
    assert reads(line, ELIMINATION) == [recorded]


def test_what_the_rules_of_the_race_have_no_use_for_is_not_allowed() -> None:
    assert wrong("gl 4", MASS_START) is wrong("gl 4", ELIMINATION) is Code.NO_LAPS_GAINED
    assert wrong("e 4", MASS_START) is wrong("e 4", POINTS) is Code.NOBODY_ELIMINATED


def test_who_was_eliminated_races_no_more() -> None:
    out = so_far(2, "elimination", event("eliminated", 60_500, bibs=[4]))
    assert wrong("a 4", out) is wrong("e 4", out) is Code.IS_OUT


def test_who_is_a_lap_down_in_a_points_race_races_on() -> None:
    down = so_far(12, "track-points", event("lapped", 361_000, bibs=[4]))
    assert reads("4", down) == [{"type": "sprint", "lap": 10, "order": [4]}]
    assert reads("l 4", down) == [{"type": "lapped", "bibs": [4]}]


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        ("gl 4", "Lap gained: 4 Müller (GER) · +20, 28 to go", "Ronde voorsprong: 4 Müller (GER) · +20, nog 28"),
        ("l 4", "Lapped: 4 Müller (GER) · -20, 28 to go", "Gedubbeld: 4 Müller (GER) · -20, nog 28"),
    ],
)
def test_what_would_be_recorded_is_told_with_the_points_of_it(line: str, english: str, dutch: str) -> None:
    told = [preview(read_line(line, POINTS), POINTS, words(language)) for language in Language]
    assert [sentence.split(", 6:")[0] for sentence in told] == [english, dutch]
