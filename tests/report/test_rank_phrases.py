"""The reasons for a rank in words."""

from __future__ import annotations

from massstart_tui.report.rank_phrases import reason
from massstart_tui.text.words import Language, Words, words
from tests.report.races import results_at
from tests.streams import Fields, event, laps_of_thirty_seconds

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)


def reasons(speak: Words, *events: Fields) -> dict[int, str]:
    results = results_at("end", event("start"), *events)
    return {row.bib: reason(row, results.state, speak) for row in results.rows}


def test_whoever_left_has_the_laps_completed_the_reason_given_and_the_points_it_cost() -> None:
    events = [
        *laps_of_thirty_seconds(4),
        event("sprint", 120_000, lap=4, order=[1, 2, 3]),
        event("withdraw", 125_000, bibs=[1], reason="broken skate"),
        event("withdraw", 126_000, bibs=[3], laps=1),
        event("dns", 126_000, bibs=[4]),
        event("disqualify", 127_000, bibs=[5], rule="3.2"),
    ]
    english, dutch = reasons(ENGLISH, *events), reasons(DUTCH, *events)
    assert english[1] == "4 laps completed (broken skate); 3 points forfeited"
    assert english[3] == "1 lap completed; 1 point forfeited"
    assert english[4] == "did not start"
    assert english[5] == "disqualified (3.2)"
    assert dutch[1] == "4 ronden gereden (broken skate); 3 punten vervallen"
    assert dutch[3] == "1 ronde gereden; 1 punt vervallen"
    assert dutch[4] == "niet gestart"
    assert dutch[5] == "gediskwalificeerd (3.2)"


def test_a_dead_heat_and_an_order_over_the_line_are_told_by_the_place() -> None:
    sprints = [event("sprint", lap * 30_000, lap=lap, order=[1, [2, 3]]) for lap in (4, 8, 12)]
    events = [*sprints, event("finish", 480_000, order=[1, [2, 3], 4]), event("official", 480_000)]
    english = reasons(ENGLISH, *events)
    assert english[1] == "on points"
    assert english[2] == english[3] == "dead heat, 2nd over the line"
    assert english[5] == "place over the line not recorded"
    assert reasons(DUTCH, *events)[2] == "ex aequo, 2e over de streep"


def test_a_reason_that_came_from_outside_is_made_plain() -> None:
    told = reasons(ENGLISH, event("disqualify", 5, bibs=[5], rule="\x1b[31m\n"))[5]
    assert told.isprintable()


def test_a_place_over_the_line_can_be_marked_as_doubtful() -> None:
    results = results_at("end", event("start"), event("finish", 480_000, order=[1, [2, 3]]))
    row = next(row for row in results.rows if row.bib == 2)
    assert reason(row, results.state, ENGLISH, doubtful=True) == "dead heat, 2nd~ over the line"
