"""The outlook as sentences, page and JSON, and the reasons for a rank."""

from __future__ import annotations

import json
from typing import Any

import pytest

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.rank_reasons import why
from massstart_tui.race.requirements import InSprint, Takes
from massstart_tui.report.outlook_page import Outlook, OutlookFormat, outlook_page, write_outlook
from massstart_tui.report.requirement_phrases import enough_told, in_reach_told, takes_sentence
from massstart_tui.report.why_page import why_sentence
from massstart_tui.text.words import Language, Words, words
from tests.report.races import results_at
from tests.streams import Fields, event, make_skaters, race_of_sixteen

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)


def a_chance(verdict: Verdict = Verdict.OPEN, sure: int | None = 7, possible: int | None = 15) -> Chance:
    return Chance(13, 4, 2, 10, verdict, sure, possible)


def by_chips(verdict: Verdict) -> Chance:
    """Return a chance whose verdict, or what is enough, rests on an order by chips that nobody confirmed."""
    return a_chance()._replace(by_chips=verdict)


def takes_of(chance: Chance | None = None, **fields: Any) -> Takes:
    return Takes(**{"chance": chance or a_chance(), "medals": False, "racing": True, "last": 20, **fields})


NEXT = (InSprint(1, 3, 9, 15), InSprint(2, 2, 9, 15), InSprint(3, 1, 9, 15), InSprint(None, 0, 7, 13))


@pytest.mark.parametrize(
    ("takes", "english", "dutch"),
    [
        (
            takes_of(ahead=3, must_score=3),
            "7th is surely enough; 15th can still do, if the three ahead on points score at the finish",
            (
                "de 7e plaats is zeker genoeg; met de 15e plaats kan het nog, "
                "als de drie die op punten voor staan ook aan de finish punten pakken"
            ),
        ),
        (
            takes_of(a_chance(sure=None), ahead=1, must_score=1),
            "no place is surely enough; 15th can still do, if the one ahead on points scores at the finish",
            (
                "geen plaats is zeker genoeg; met de 15e plaats kan het nog, "
                "als degene die op punten voor staat ook aan de finish punten pakt"
            ),
        ),
        (
            takes_of(ahead=14, must_score=2),
            "7th is surely enough; 15th can still do, if at least two of the 14 ahead on points score at the finish",
            (
                "de 7e plaats is zeker genoeg; met de 15e plaats kan het nog, "
                "als minstens twee van de 14 die op punten voor staan ook aan de finish punten pakken"
            ),
        ),
        (takes_of(a_chance(Verdict.IN)), "through, may sit up", "door, mag rechtop komen"),
        (takes_of(a_chance(Verdict.IN), racing=False), "through", "door"),
        (
            takes_of(a_chance(Verdict.IN), medals=True),
            "on the podium, may sit up",
            "zeker van het podium, mag rechtop komen",
        ),
        (takes_of(a_chance(Verdict.OUT, None, None)), "out", "uitgeschakeld"),
        (takes_of(a_chance(Verdict.OUT), medals=True), "out of reach of the podium", "podium niet meer haalbaar"),
        (takes_of(racing=False), "depends on the others", "hangt van de anderen af"),
        (
            takes_of(a_chance(sure=3, possible=3)),
            "3rd or better is enough, nothing less is",
            "de 3e plaats of beter is genoeg, minder niet",
        ),
        (
            takes_of(sprint=3, results=NEXT),
            (
                "7th is surely enough; 15th can still do, if 3rd or better in sprint 3; "
                "a point in sprint 3 makes top 9 enough"
            ),
            (
                "de 7e plaats is zeker genoeg; met de 15e plaats kan het nog, mits 3e of beter in tussensprint 3; "
                "met een punt in tussensprint 3 is de top 9 genoeg"
            ),
        ),
        (
            takes_of(a_chance(sure=None), sprint=3, results=(*NEXT[:3], InSprint(None, 0, None, None))),
            "out, unless 3rd or better in sprint 3; 15th can still do; a point in sprint 3 makes top 9 enough",
            (
                "uitgeschakeld, tenzij 3e of beter in tussensprint 3; met de 15e plaats kan het nog; "
                "met een punt in tussensprint 3 is de top 9 genoeg"
            ),
        ),
        (
            takes_of(a_chance(possible=20), sprint=3, results=(InSprint(1, 3, 20, 20), InSprint(None, 0, 7, 19))),
            (
                "7th is surely enough; even last over the line can still do, if first in sprint 3; "
                "3 points in sprint 3 and through"
            ),
            (
                "de 7e plaats is zeker genoeg; zelfs als laatste over de streep kan het nog, "
                "mits eerste in tussensprint 3; "
                "met 3 punten in tussensprint 3 zeker door"
            ),
        ),
        (
            takes_of(by_chips(Verdict.IN)),
            "through by chips, unconfirmed",
            "door volgens de chips, onbevestigd",
        ),
        (
            takes_of(by_chips(Verdict.OUT), medals=True),
            "out of reach of the podium by chips, unconfirmed",
            "podium niet meer haalbaar volgens de chips, onbevestigd",
        ),
        (
            takes_of(by_chips(Verdict.OPEN)._replace(sure=8, possible=8)),
            "8th or better is enough, nothing less is; by chips, unconfirmed",
            "de 8e plaats of beter is genoeg, minder niet; volgens de chips, onbevestigd",
        ),
    ],
)
def test_what_it_takes_in_both_languages(takes: Takes, english: str, dutch: str) -> None:
    assert takes_sentence(takes, ENGLISH) == english
    assert takes_sentence(takes, DUTCH) == dutch


@pytest.mark.parametrize(
    ("chance", "shown"),
    [
        (a_chance(), "top 7"),
        (a_chance(sure=None), "maybe 15"),
        (a_chance(sure=3, possible=3), "top 3"),
        (a_chance(sure=None, possible=None), "open"),
        (a_chance(Verdict.IN), "through"),
        (a_chance(Verdict.OUT), "out"),
        (by_chips(Verdict.OPEN), "top 7~"),
        (by_chips(Verdict.IN), "through~"),
        (by_chips(Verdict.OUT), "out~"),
        (a_chance(Verdict.IN)._replace(by_chips=Verdict.IN), "through"),
    ],
)
def test_what_is_enough_is_a_word_or_two(chance: Chance, shown: str) -> None:
    assert enough_told(chance, ENGLISH) == shown


@pytest.mark.parametrize(
    ("chance", "shown"),
    [
        (a_chance(sure=6, possible=15), "any place"),
        (a_chance(sure=4, possible=6), "to 6th"),
        (a_chance(sure=6, possible=6), ""),
        (a_chance(sure=None, possible=8), ""),
        (a_chance(Verdict.IN, sure=15, possible=15), ""),
        (by_chips(Verdict.IN), ""),
        (by_chips(Verdict.OPEN), "any place~"),
    ],
)
def test_what_is_in_reach_is_said_beside_what_is_surely_enough(chance: Chance, shown: str) -> None:
    assert in_reach_told(chance, 15, ENGLISH) == shown


def test_a_race_without_a_cut_is_about_the_podium() -> None:
    assert enough_told(a_chance(Verdict.IN), ENGLISH, podium=True) == "podium"


def outlook_at(moment: str, *incidents: Fields, qualify: int | None = None) -> Outlook:
    return Outlook(results_at(moment, *race_of_sixteen(*incidents), qualify=qualify))


def test_the_data_have_the_moment_the_cut_what_is_assumed_and_a_row_for_everyone() -> None:
    data = json.loads(write_outlook(outlook_at("sprint 3", qualify=2), OutlookFormat.JSON, DUTCH))
    assert data["at"] == {"t": 360_500, "seq": 16, "lap": 12, "to_go": 4}
    assert data["cut"] == 2
    assert data["assumes"].startswith("whoever is still racing completes the distance and is not lapped; ")
    first = {"bib": 5, "rank": 1, "best": 1, "worst": 6, "verdict": "open", "sure": 2, "possible": 2, "by_chips": None}
    assert data["outlook"][0] == first
    assert {row["bib"] for row in data["outlook"]} == {1, 2, 3, 4, 5, 6}


def test_after_the_result_the_data_have_each_rank_and_no_place_to_reach() -> None:
    data = json.loads(write_outlook(outlook_at("end"), OutlookFormat.JSON, ENGLISH))
    assert (data["cut"], data["assumes"]) == (None, "")
    assert all(row["best"] == row["worst"] == row["rank"] for row in data["outlook"])
    assert [row["verdict"] for row in data["outlook"]] == ["in"] * 3 + ["out"] * 3
    assert {row["sure"] for row in data["outlook"]} == {None}


def test_the_page_has_a_sentence_for_everyone_and_says_what_is_assumed() -> None:
    page = outlook_page(outlook_at("sprint 3"), ENGLISH)
    assert page.lines == ("Test cup", "Racing, 4 laps to go, 6:00.50", "For the podium")
    assert page.rows()[0] == (
        "1",
        "5",
        "Emi Sato",
        "5",
        "1",
        "6",
        "open",
        "3",
        "3",
        "3rd or better is enough, nothing less is",
    )
    assert page.notes == (
        "The place over the line alone decides the podium: no sprint can change that any more.",
        (
            "Assumed: whoever is still racing completes the distance and is not lapped; "
            "no sprint or finish to come is a dead heat."
        ),
    )


def test_the_page_marks_what_is_not_official_as_the_results_do() -> None:
    doubt: list[Fields] = [{"about": "sprint orders", "kind": "reconstructed"}]
    results = results_at("sprint 3", *race_of_sixteen(), provenance=doubt)
    page = outlook_page(Outlook(results), ENGLISH)
    assert [column.cells[0] for column in page.columns if column.heading == "Total"] == ["5~"]
    assert "~ sprint orders: reconstructed" in page.notes


def test_what_rests_on_chips_is_marked_on_the_page_and_no_verdict_of_the_data_is_certain_by_it() -> None:
    laps = range(1, 9)
    read = [event("crossing", lap * 30_000 + 100 * bib, bib=bib) for lap in laps for bib in range(1, 7)]
    sheet: dict[str, Any] = {"laps": 8, "rules": {"sprints": [{"lap": 8 - 2, "points": [99, 98]}], "finish": [3, 2, 1]}}
    outlook = Outlook(results_at("3:20", event("start"), *read, qualify=2, **sheet))
    page = outlook_page(outlook, ENGLISH)
    assert [column.cells[0] for column in page.columns if column.heading == "Verdict"] == ["in~"]
    assert any("chips" in note for note in page.notes)
    data = json.loads(write_outlook(outlook, OutlookFormat.JSON, ENGLISH))["outlook"]
    assert [(row["verdict"], row["by_chips"]) for row in data] == [("open", "in")] * 2 + [("open", "out")] * 4


def test_a_name_does_nothing_on_the_page_or_in_the_data() -> None:
    outlook = Outlook(results_at("end", event("start"), skaters=make_skaters((1, "\x1b[2J", "NED"), (2, "b", "NED"))))
    assert all("\x1b" not in write_outlook(outlook, format_, ENGLISH) for format_ in OutlookFormat)


def whys(speak: Words, *events: Fields) -> dict[int, str]:
    sprints = [{"lap": 4, "points": [3, 2]}, {"lap": 8, "points": [3, 2]}]
    results = results_at("end", event("start"), *events, rules={"sprints": sprints, "finish": [9, 1]})
    names = {row.bib: row.name.split()[1] for row in results.rows}
    return {row.bib: why_sentence(row, why(results.rows, row.bib), results.state, names, speak) for row in results.rows}


def test_a_place_is_explained_against_the_skater_who_makes_the_difference() -> None:
    events = [
        event("sprint", 120_000, lap=4, order=[2, 1, 3]),
        event("sprint", 240_000, lap=8, order=[3, 1]),
        event("finish", 480_000, order=[4, 1, [2, 6], 3], times=[480_000, 480_500, 481_000, 481_320]),
        event("withdraw", 481_000, bibs=[5], laps=9, reason="fell"),
        event("official", 490_000),
    ]
    english, dutch = whys(ENGLISH, *events), whys(DUTCH, *events)
    assert english[4] == "4 points ahead of Noord"
    assert english[1] == "4 points behind Müller"
    assert english[2] == "equal on 3 points with Valle, 0.32 s ahead at the finish"
    assert english[3] == "equal on 3 points with Vik, 0.32 s behind at the finish"
    assert english[5] == "9 laps completed, Hill 16 (fell)"
    assert dutch[3] == "met 3 punten gelijk met Vik, 0,32 s erachter aan de finish"
    assert dutch[5] == "9 ronden gereden, Hill 16 (fell)"


def test_who_is_set_against_nobody_has_the_bare_reason() -> None:
    told = whys(ENGLISH, event("disqualify", 5, bibs=[5], rule="3.2"), event("dns", 6, bibs=[6]))
    assert (told[5], told[6]) == ("disqualified (3.2)", "did not start")
    assert told[1] == "level with Vik so far"
