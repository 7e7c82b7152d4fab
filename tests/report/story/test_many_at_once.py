"""What happened to many skaters at once is told as one group, not name by name."""

from __future__ import annotations

import pytest

from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at
from tests.streams import Fields, event, make_skaters

MANY = tuple((bib, f"Skater {bib}", "NED") for bib in range(1, 41))
"""The skaters of a large race; they finish in the opposite order of their bibs."""
RULES = {"preset": "isu-2018", "sprints": []}
"""Rules without intermediate sprints, so that it is certain who advances."""


def _told(*incidents: Fields, language: Language = Language.EN, qualify: int | None = None) -> str:
    finish = (event("finish", 480_000, order=[bib for bib, *_ in reversed(MANY)]), event("official", 490_000))
    return prose(
        report_at(
            "end",
            event("start"),
            *incidents,
            *finish,
            language=language,
            skaters=make_skaters(*MANY),
            qualify=qualify,
            rules=RULES,
        )
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            Language.EN,
            (
                "Eighteen skaters, Skater 18 (NED), Skater 17 (NED) and Skater 16 (NED) among them, "
                "{what} and came 23rd over the line at best."
            ),
        ),
        (
            Language.NL,
            (
                "Achttien deelnemers, onder wie Skater 18 (NED), Skater 17 (NED) en Skater 16 (NED), "
                "{what} en kwamen op zijn best als 23e over de streep."
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    ("incident", "what"),
    [
        ("fall", ("fell in the first lap", "vielen in de eerste ronde")),
        ("attack", ("attacked in the first lap", "demarreerden in de eerste ronde")),
    ],
)
def test_eighteen_skaters_are_told_by_their_number_and_their_best_place(
    incident: str, what: tuple[str, str], language: Language, told: str
) -> None:
    whole = _told(event(incident, 9_000, bibs=list(range(1, 19))), language=language)
    assert told.format(what=what[language is Language.NL]) in whole
    assert "24" not in whole


@pytest.mark.parametrize("fallen", [2, 4, 5, 12])
def test_a_few_are_all_named_and_up_to_four_with_their_places(fallen: int) -> None:
    whole = _told(event("fall", 9_000, bibs=list(range(1, fallen + 1))))
    assert whole.count("fell in the first lap") == whole.count("came 3") + whole.count("came 29th") == 1
    assert all(f"Skater {bib} (NED)" in whole for bib in range(1, fallen + 1))
    assert ("at best" in whole) is (fallen > 4)


def test_skaters_who_got_back_by_events_of_their_own_in_the_same_lap_are_one_group() -> None:
    back = [event("rejoin", 9_100 + bib, bibs=[bib]) for bib in (1, 2, 3)]
    whole = _told(event("fall", 9_000, bibs=[1, 2, 3, 4]), *back)
    assert "Skater 1 (NED), Skater 2 (NED), Skater 3 (NED) and Skater 4 (NED) fell in the first lap." in whole
    assert "3, 2 and 1 got back in the race in the first lap and came 38th, 39th and 40th over the line." in whole


def test_that_many_did_not_go_through_is_said_once() -> None:
    whole = _told(event("fall", 9_000, bibs=list(range(1, 19))), qualify=8)
    assert whole.count("did not go through") == 1
    assert "came 23rd over the line at best and did not go through." in whole
