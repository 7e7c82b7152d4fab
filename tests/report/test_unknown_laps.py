"""Unknown laps stay unknown in the standings and in every output, and never become 0 or the whole distance."""

from __future__ import annotations

import csv
import io
import json
from itertools import product

import pytest

from massstart_tui.report.open_places import UNKNOWN_LAPS, laps_cell
from massstart_tui.report.results_page import as_csv, as_json
from massstart_tui.report.why_page import why_told
from massstart_tui.text.words import Language, words
from tests.report.races import results_at
from tests.streams import Fields, event, laps_of_thirty_seconds

START = event("start")
FINISH = event("finish", 480_000, order=[1, 2, 3])
EACH_LAP = laps_of_thirty_seconds(15)
UNKNOWN: dict[str, list[Fields]] = {
    "withdrew, and no lap was counted": [START, event("withdraw", 90_000, bibs=[5]), FINISH],
    "withdrew after the finish": [START, *EACH_LAP, FINISH, event("withdraw", 500_000, bibs=[5])],
    "lapped after the finish": [START, *EACH_LAP, FINISH, event("lapped", 500_000, bibs=[5])],
    "lapped, then withdrew after the finish": [
        START,
        *EACH_LAP,
        event("lapped", 470_000, bibs=[5], laps=12),
        FINISH,
        event("withdraw", 500_000, bibs=[5]),
    ],
    "disqualified before a lap was counted": [START, event("disqualify", 9_000, bibs=[5])],
    "withdrew, then disqualified": [
        START,
        event("withdraw", 90_000, bibs=[5]),
        FINISH,
        event("disqualify", 500_000, bibs=[5]),
    ],
}
"""Ways in which 5 leaves the race with unknown laps."""
KNOWN: dict[str, tuple[list[Fields], int]] = {
    "as given": ([START, event("withdraw", 90_000, bibs=[5], laps=0), FINISH], 0),
    "as given after the finish": ([START, FINISH, event("withdraw", 500_000, bibs=[5], laps=9)], 9),
    "in the first lap, which was counted then": ([START, event("withdraw", 9_000, bibs=[5]), *EACH_LAP, FINISH], 0),
    "the leader's": ([START, *laps_of_thirty_seconds(7), event("withdraw", 212_000, bibs=[5]), FINISH], 7),
    "of who withdrew before, then disqualified": (
        [
            START,
            *laps_of_thirty_seconds(7),
            event("withdraw", 212_000, bibs=[5]),
            FINISH,
            event("disqualify", 500_000, bibs=[5]),
        ],
        7,
    ),
    "disqualified after the finish without a place": ([START, FINISH, event("disqualify", 500_000, bibs=[5])], 16),
    "did not start": ([event("dns", -1_000, bibs=[5]), START, FINISH], 0),
    "disqualified after the finish": (
        [START, FINISH, event("finish", 490_000, order=[5]), event("disqualify", 500_000, bibs=[5])],
        16,
    ),
}
"""The same with known laps, and how many."""


@pytest.mark.parametrize("events", UNKNOWN.values(), ids=list(UNKNOWN))
def test_laps_that_nobody_knows_are_none_everywhere(events: list[Fields]) -> None:
    results = results_at("end", *events)
    row = next(row for row in results.rows if row.bib == 5)
    assert row.laps is None
    assert laps_cell(row) == UNKNOWN_LAPS
    assert next(row for row in json.loads(as_json(results))["standings"] if row["bib"] == 5)["laps"] is None
    assert next(row for row in csv.DictReader(io.StringIO(as_csv(results))) if row["bib"] == "5")["laps"] == ""
    for language in Language:
        told = why_told(results.rows, 5, results.state, words(language), doubtful=False)
        assert not any(character.isdigit() for character in told)


@pytest.mark.parametrize(("events", "laps"), KNOWN.values(), ids=list(KNOWN))
def test_laps_that_are_known_are_told(events: list[Fields], laps: int) -> None:
    results = results_at("end", *events)
    assert next(row.laps for row in results.rows if row.bib == 5) == laps
    assert next(row for row in json.loads(as_json(results))["standings"] if row["bib"] == 5)["laps"] == laps


def test_who_left_after_nobody_knows_how_many_laps_comes_behind_those_of_whom_it_is_known() -> None:
    known, unknown = event("withdraw", 100_000, bibs=[4], laps=1), event("withdraw", 500_000, bibs=[5, 6])
    rows = results_at("end", START, known, FINISH, unknown).rows
    assert [row.bib for row in rows][3] == 4


def test_unknown_laps_rank_behind_laps_that_are_known_to_be_none() -> None:
    events = [START, event("withdraw", 9_000, bibs=[4]), *EACH_LAP, FINISH, event("withdraw", 500_000, bibs=[5])]
    rows = results_at("end", *events).rows
    assert [(row.bib, row.laps) for row in rows if row.bib in {4, 5}] == [(4, 0), (5, None)]


TOLD_AFTER: dict[str, tuple[list[Fields], list[int]]] = {
    "one, beside known laps": ([event("withdraw", 500_000, bibs=[6])], [0]),
    "two, beside known laps": ([event("withdraw", 500_000, bibs=[5]), event("withdraw", 510_000, bibs=[6])], [0, 0]),
    "one with a place in the second sprint": (
        [event("sprint", 241_000, lap=8, order=[6]), event("withdraw", 500_000, bibs=[6])],
        [8],
    ),
    "a lapped skater": ([event("lapped", 500_000, bibs=[6])], [0]),
}
"""What is recorded of skaters who are told to be out after the finish, and the laps that each has at least."""


@pytest.mark.parametrize(("events", "least"), TOLD_AFTER.values(), ids=list(TOLD_AFTER))
def test_a_rank_is_open_by_as_much_as_unknown_laps_can_change_it(events: list[Fields], least: list[int]) -> None:
    before = [START, *EACH_LAP, event("withdraw", 150_000, bibs=[3]), event("withdraw", 300_000, bibs=[4])]
    out = {bib for fields in events if fields["type"] != "sprint" for bib in _bibs_of(fields)}
    before.append(event("finish", 480_000, order=[bib for bib in (1, 2, 5, 6) if bib not in out]))
    before += (
        [] if any(fields["type"] == "sprint" for fields in events) else [event("sprint", 241_000, lap=8, order=[1])]
    )
    rules = {"preset": "isu-2018", "sprints": [{"lap": 8, "points": [1]}]}
    open_at = [at for at, fields in enumerate(events) if fields["type"] != "sprint"]
    found: dict[int, set[int]] = {}
    for laps in product(*(range(lowest, 16) for lowest in least)):
        told = [dict(fields) for fields in events]
        for at, each in zip(open_at, laps, strict=True):
            told[at]["laps"] = each
        for row in results_at("end", *sorted([*before, *told], key=_moment), qualify=4, rules=rules).rows:
            found.setdefault(row.bib, set()).add(row.rank)
    for row in results_at("end", *sorted([*before, *events], key=_moment), qualify=4, rules=rules).rows:
        ranks = found[row.bib]
        told_of = (row.best, row.worst) if row.open_rank else (row.rank, row.rank)
        assert told_of == (min(ranks), max(ranks)), row.bib
        assert (row.through == "Q") == (max(ranks) <= 4), row.bib


def test_where_nobody_counted_laps_the_order_of_leaving_stands() -> None:
    events = [START, event("withdraw", 90_000, bibs=[5]), event("withdraw", 99_000, bibs=[6]), FINISH]
    assert not any(row.open_rank for row in results_at("end", *events, qualify=4).rows if row.bib in {5, 6})


def _bibs_of(fields: Fields) -> list[int]:
    bibs = fields["bibs"]
    assert isinstance(bibs, list)
    return bibs


def _moment(fields: Fields) -> int:
    return int(str(fields["t"]))
