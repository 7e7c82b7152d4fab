"""What an empty line says in each situation: what comes next, what bare bibs are, and which orders lack something."""

from __future__ import annotations

import pytest

from massstart_tui.entry.idle_line import idle_line
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language, words
from tests.entry.races import LAP, SPRINTS_IN, after_laps, before_anything, race, with_sprints
from tests.streams import Fields, event

ALL_IN = event("finish", 481_000, order=[1, 2, 3, 4, 5, 6])


def first_sprint(*order: int) -> Fields:
    return event("sprint", 4 * LAP + 500, lap=4, order=order)


@pytest.mark.parametrize(
    ("situation", "english", "dutch"),
    [
        pytest.param(before_anything(), "space: the gun", "spatie: het startschot", id="before the gun"),
        pytest.param(
            race(event("start")),
            "space: lap 1 · sprint 1 in 4 laps",
            "spatie: ronde 1 · sprint 1 over 4 ronden",
            id="no order is near",
        ),
        pytest.param(
            after_laps(3),
            "bibs: sprint 1 · space: lap 4 · sprint 1 at the end of this lap",
            "nummers: sprint 1 · spatie: ronde 4 · sprint 1 na deze ronde",
            id="in the lap of a sprint",
        ),
        pytest.param(
            after_laps(4), "bibs: sprint 1 · space: lap 5", "nummers: sprint 1 · spatie: ronde 5", id="after a sprint"
        ),
        pytest.param(
            after_laps(4, first_sprint(1)),
            "bibs: sprint 1, 2 places open · space: lap 5",
            "nummers: sprint 1, nog 2 plaatsen open · spatie: ronde 5",
            id="an order partly in",
        ),
        pytest.param(
            after_laps(4, first_sprint(1, 2, 3)),
            "space: lap 5 · sprint 2 in 4 laps",
            "spatie: ronde 5 · sprint 2 over 4 ronden",
            id="an order in",
        ),
        pytest.param(
            after_laps(9),
            "bibs: sprint 2 · sprint 1 is not in yet: s1 … · space: lap 10",
            "nummers: sprint 2 · sprint 1 is nog niet binnen: s1 … · spatie: ronde 10",
            id="an earlier order is missing",
        ),
        pytest.param(
            after_laps(9, first_sprint(1)),
            "bibs: sprint 2 · sprint 1 still lacks its 2nd and 3rd places: s1 … · space: lap 10",
            "nummers: sprint 2 · sprint 1 mist nog de 2e en 3e plaats: s1 … · spatie: ronde 10",
            id="an earlier order lacks two places",
        ),
        pytest.param(
            after_laps(9, first_sprint(1, 2)),
            "bibs: sprint 2 · sprint 1 still lacks its 3rd place: s1 … · space: lap 10",
            "nummers: sprint 2 · sprint 1 mist nog de 3e plaats: s1 … · spatie: ronde 10",
            id="an earlier order lacks its last place",
        ),
        pytest.param(
            after_laps(13, SPRINTS_IN[0], SPRINTS_IN[2]),
            "space: lap 14 · sprint 2 is not in yet: s2 … · the finish is next",
            "spatie: ronde 14 · sprint 2 is nog niet binnen: s2 … · nu alleen nog de finish",
            id="an order between two others is missing",
        ),
        pytest.param(
            after_laps(15, *SPRINTS_IN),
            "bibs: the finish · space: lap 16 · the last lap",
            "nummers: de finish · spatie: ronde 16 · de laatste ronde",
            id="in the last lap",
        ),
        pytest.param(
            with_sprints(event("finish", 481_000, order=[1, 2])),
            "bibs as they come in: 2 in, 4 to come",
            "nummers zoals ze binnenkomen: 2 binnen, nog 4",
            id="at the finish",
        ),
        pytest.param(
            after_laps(16, *SPRINTS_IN[1:], ALL_IN),
            "everybody is in or out; type official · sprint 1 is not in yet: s1 …",
            "iedereen is binnen of uit; typ officieel · sprint 1 is nog niet binnen: s1 …",
            id="everybody in and an order missing",
        ),
        pytest.param(with_sprints(ALL_IN, event("official", 500_000)), "official", "officieel", id="official"),
        pytest.param(
            after_laps(3, event("stop", 91_000)),
            "stopped; resume: it goes on, restart: anew; space asks",
            "stilgelegd; hervat: verder, herstart: opnieuw; spatie vraagt",
            id="stopped",
        ),
    ],
)
def test_an_empty_line_says_what_comes_next_and_what_is_missing(situation: Situation, english: str, dutch: str) -> None:
    said = [idle_line(situation.state, words(language)).replace("\u00a0", " ") for language in Language]
    assert said == [english, dutch]
