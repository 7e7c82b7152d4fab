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


def _told(*incidents: Fields, language: Language = Language.EN, qualify: int | None = None, out: int = 0) -> str:
    """Return the report of a race that all finished but the first ``out`` skaters."""
    order = [bib for bib, *_ in reversed(MANY) if bib > out]
    finish = (event("finish", 480_000, order=order), event("official", 490_000))
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


def _left(kind: str, *leaving: tuple[int, int], **fields: object) -> list[Fields]:
    """Return laps of ten seconds, and an event of its own for each (bib, laps) of ``leaving``."""
    gone = [event(kind, laps * 10_000 + bib, bibs=[bib], **fields) for bib, laps in leaving]
    return sorted(
        [*(event("lap", lap * 10_000, lap=lap) for lap in range(1, 16)), *gone], key=lambda one: int(str(one["t"]))
    )


@pytest.mark.parametrize(
    ("incidents", "english", "dutch"),
    [
        (
            _left("withdraw", (1, 5), (2, 7), (3, 7)),
            "In turn these did not finish: Skater 1 (NED) after five laps and Skater 2 (NED) and Skater 3 (NED) after",
            "Achtereenvolgens vielen uit: Skater 1 (NED) na vijf ronden en Skater 2 (NED) en Skater 3 (NED) na zeven",
        ),
        (
            _left("withdraw", (1, 7), (2, 7)),
            "Skater 1 (NED) and Skater 2 (NED) did not finish, out after seven laps.",
            "Skater 1 (NED) en Skater 2 (NED) vielen uit na zeven ronden.",
        ),
        (
            [*_left("withdraw", (1, 5), (2, 7), reason="crash")],
            "Skater 1 (NED) after five laps (“crash”) and Skater 2 (NED) after seven laps (“crash”).",
            "Skater 1 (NED) na vijf ronden (“crash”) en Skater 2 (NED) na zeven ronden (“crash”).",
        ),
        (
            _left("eliminated", (1, 5), (2, 7)),
            "Eliminated in turn were Skater 1 (NED) after five laps and Skater 2 (NED) after seven laps.",
            "Achtereenvolgens vielen af: Skater 1 (NED) na vijf ronden en Skater 2 (NED) na zeven ronden.",
        ),
        (
            _left("lapped", (1, 5), (2, 7)),
            "Lapped in turn were Skater 1 (NED) with eleven laps to go and Skater 2 (NED) with nine laps to go.",
            "Achtereenvolgens werden gedubbeld: Skater 1 (NED) met nog elf ronden te gaan en Skater 2 (NED) met nog",
        ),
        (
            [event("dns", 1, bibs=[1]), event("dns", 2, bibs=[2])],
            "Skater 1 (NED) and Skater 2 (NED) did not start.",
            "Skater 1 (NED) en Skater 2 (NED) gingen niet van start.",
        ),
        (
            _left("disqualify", (1, 5), (2, 7), rule="257"),
            "Skater 1 (NED) and Skater 2 (NED) were disqualified (“257”).",
            "Skater 1 (NED) en Skater 2 (NED) werden gediskwalificeerd (“257”).",
        ),
    ],
    ids=["withdrew", "the same lap", "with a reason", "eliminated", "lapped", "did not start", "disqualified"],
)
def test_several_who_left_the_race_one_after_another_are_one_sentence(
    incidents: list[Fields], english: str, dutch: str
) -> None:
    assert english in _told(*incidents, out=3)
    assert dutch in _told(*incidents, out=3, language=Language.NL)
