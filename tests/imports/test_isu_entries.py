"""JSON of the result service of ISU and KNSB: a start list, and a result whose laps are crossings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.published_results import result_in
from massstart_tui.imports.result_race import ResultRace
from massstart_tui.imports.skater_list import StartList
from massstart_tui.imports.starting_lists import starting_list_in
from massstart_tui.race.events import Crossing, Finish, SprintOrder
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine, decode_event
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from tests.imports.results_in_csv import race_from, result_of
from tests.timing.invented_race import FEEDS, crossings_in_ms, expected, sheet

RESULTS = (FEEDS / "isu-results.json").read_bytes()
STARTERS = (FEEDS / "isu-startlist.json").read_bytes()


def race() -> ResultRace:
    return race_from(result_in(RESULTS), sheet())


def changed(**fields: Any) -> bytes:
    """Return the result with these fields in the entry of the winner."""
    entries = json.loads(RESULTS)
    entries[0] |= fields
    return json.dumps(entries).encode()


def faults_in(content: bytes) -> list[tuple[str, Any]]:
    with pytest.raises(BadLine) as caught:
        result_in(content)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_the_laps_are_crossings_and_the_finish_is_as_published() -> None:
    events = [decode_event(line) for line in race().stream.splitlines()[1:]]
    crossed = {bib: [round(t) for t in times] for bib, times in crossings_in_ms(all_read=True).items()}
    made = {bib: [event.t for event in events if isinstance(event, Crossing) and event.bib == bib] for bib in crossed}
    assert made == crossed
    finish = [event for event in events if isinstance(event, Finish)]
    assert [place for event in finish for place in event.order] == expected()["finish"]["order"]
    times = {str(event.order[0]): event.times[0] for event in finish if event.times}
    assert times == expected()["finish"]["times_ms"]


def test_the_sprint_stays_unknown_and_so_does_every_total_that_rests_on_it() -> None:
    events = [decode_event(line) for line in race().stream.splitlines()[1:]]
    (order,) = [event.order for event in events if isinstance(event, SprintOrder)]
    assert order == (None, None, None)
    standing = {row.bib: row for row in result_of(race())}
    assert all(standing[bib].at_least for bib in (11, 23, 37, 12))
    assert Flaw.SPRINTS_NOT_TOLD in [fault.code for fault in race().faults]


def test_who_was_lapped_and_who_stopped_is_inferred_and_says_so() -> None:
    standing = {row.bib: row for row in result_of(race())}
    assert (standing[41].status, standing[41].laps) == (Status.LAPPED, expected()["lapped"]["41"])
    assert (standing[58].status, standing[58].laps) == (Status.WITHDREW, expected()["did_not_finish"]["58"])
    told = {(str(entry.source), entry.kind) for entry in race().header.provenance if entry.about == About.INCIDENTS}
    assert told >= {("status_code", Certainty.RECONSTRUCTED), ("by_crossings", Certainty.RECONSTRUCTED)}
    crossings = [entry for entry in race().header.provenance if entry.about == About.CROSSING_TIMES]
    assert [(entry.kind, entry.source) for entry in crossings] == [(Certainty.PUBLISHED, "the-table.csv")]


def test_a_start_list_has_the_skaters_and_a_result_does_not_give_itself_away() -> None:
    for content in (STARTERS, RESULTS):
        listed = starting_list_in(content, None, named=True)
        assert isinstance(listed, StartList)
        told = [(skater.bib, skater.name, skater.noc) for skater in listed.skaters]
        assert told == [(skater.bib, skater.name, skater.noc) for skater in sheet().skaters]
        assert listed.skaters[0].id == "SSNED20302200101"


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ((), "points"),
        (("competitor",), "competitor.points"),
        (("competitor", "skater"), "competitor.skater.points"),
        (("laps", 3), "laps[].points"),
    ],
)
def test_a_field_that_is_not_known_is_told_with_what_is_in_it(within: tuple[str | int, ...], told: str) -> None:
    entries = json.loads(RESULTS)
    part = entries[0]
    for step in within:
        part = part[step]
    part["points"] = [3]
    part["empty"] = None
    content = json.dumps(entries).encode()
    listed = starting_list_in(content, None, named=True)
    assert isinstance(listed, StartList)
    for faults in (result_in(content).faults, listed.faults):
        found = [fault for fault in faults if fault.code == Flaw.FIELD_LEFT_OUT]
        assert [(fault.field, fault.values["given"]) for fault in found] == [(told, "[3]")]
    assert not [fault for fault in race().faults if fault.code == Flaw.FIELD_LEFT_OUT]


def test_a_skater_without_laps_is_told() -> None:
    told = [fault for fault in result_in(changed(laps=None)).faults if fault.code == Flaw.LAPS_NOT_TOLD]
    assert [fault.values["bibs"] for fault in told] == ["11"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"status": 7}, ("[0].status", Flaw.NOT_ONE_OF)),
        ({"type": "td"}, ("[0].type", Flaw.NOT_ONE_OF)),
        ({"time": "soon"}, ("[0].time", Flaw.NOT_A_RACE_TIME)),
        ({"laps": [{"number": 2, "passageTime": "37.801"}]}, ("[0].laps[0].number", Flaw.NO_SUCH_LAP)),
        ({"laps": [{"number": 1, "passageTime": None}]}, ("[0].laps[0].passageTime", Flaw.NOT_A_RACE_TIME)),
        (
            {"laps": [{"number": 1, "passageTime": "9.0"}, {"number": 2, "passageTime": "8.0"}]},
            ("[0].laps", Flaw.LAPS_OUT_OF_ORDER),
        ),
        ({"competitor": {"number": 1000, "skater": {"lastName": "A"}}}, ("[0].competitor.number", Flaw.OUT_OF_RANGE)),
        ({"competitor": {"number": 12, "skater": {"lastName": "A"}}}, ("[3]", Misfit.BIB_TWICE)),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(fields: dict[str, Any], wrong: tuple[str, Any]) -> None:
    assert faults_in(changed(**fields)) == [wrong]


def test_a_start_list_is_no_result_and_other_json_is_none_either() -> None:
    assert faults_in(STARTERS) == [("", Flaw.NO_RESULT_YET)]
    assert faults_in(b"[]") == [("", Flaw.NO_SKATERS)]
    assert faults_in(b'{"results": []}') == [("", Flaw.WRONG_TYPE)]
    assert faults_in(b"[" * 100_000 + b"{")


@given(st.integers(0, len(RESULTS) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_a_damaged_file_gives_rows_or_faults(at: int, put: bytes, cut: int) -> None:
    try:
        given = result_in(RESULTS[:at] + put + RESULTS[at + cut :])
    except BadLine:
        return
    assert {skater.bib for skater in given.skaters} == {row.bib for row in given.rows} >= given.crossings.keys()
