"""A published result is imported with its ranks and totals, and with nothing that it does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massstart_tui.imports.full_names import name_in
from massstart_tui.imports.result_facts import Basis
from massstart_tui.imports.result_race import ResultRace
from massstart_tui.imports.results_table import results_from_csv
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.record import plain_data
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.provenance import About
from sample_races.tables import table
from tests.imports.results_in_csv import HEADINGS, SHEET, SOURCE, race_from, race_in, rendered, result_of, timeline_of
from tests.streams import Fields

STATUSES = {"lapped_inferred": "LAP", "DNF_or_taken_off": "", "DQ": "DQ T25"}
"""A table as the ISU prints it: skaters who did not finish have only their laps, and who was lapped is not shown."""
WHOLE = (
    "wc2526_calgary_men_A",
    "wc2526_calgary_men_B",
    "wc2526_heerenveen_men_A",
    "wc2526_heerenveen_women_A",
    "wc2526_slc_women_A",
)
SMALL = "rank,bib,name,S1,S2,S3,finish,total,laps,time,status\n"


def events(race: ResultRace) -> list[Fields]:
    """Return the events, without fields that have their default."""
    timeline = timeline_of(race)
    kept = range(1, len(timeline) + 1)
    return [plain_data(timeline.event(seq)) for seq in kept]


def of_type(race: ResultRace, kind: str) -> list[Fields]:
    return [event for event in events(race) if event["type"] == kind]


def claims(race: ResultRace) -> list[tuple[str, str]]:
    """Return what the provenance marks as derived, and by which basis."""
    return [(entry.about, entry.source) for entry in race.header.provenance if entry.kind is not Certainty.PUBLISHED]


def faults_in(text: str, sheet: Sheet = SHEET) -> list[tuple[int | None, str, str, dict[str, str | int]]]:
    with pytest.raises(BadLine) as caught:
        race_in(text.encode(), sheet)
    return [(fault.line, fault.field, fault.code, dict(fault.values)) for fault in caught.value.faults]


def remarks(race: ResultRace) -> list[tuple[int | None, str, str]]:
    assert all(fault.harmless for fault in race.faults)
    return [(fault.line, fault.field, fault.code) for fault in race.faults]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_real_result_comes_out_with_its_ranks_totals_and_times(name: str, delimiter: str) -> None:
    result = results_from_csv(rendered(name, STATUSES, delimiter))
    race = race_from(result, replace(SHEET, laps=result.told_of_the_race()["laps"]))
    assert race.faults == ()
    by_bib = {row.bib: row for row in result_of(race)}
    for row in table(name).results:
        made = by_bib[row.bib or 0]
        assert (made.rank, made.name, made.noc) == (row.rank, name_in(row.name, row.noc), row.noc)
        assert made.total == row.total_points
        assert (*made.sprints, made.finish) == row.sprint_points
        assert made.laps == row.laps
        if not row.left and row.ms:
            assert made.time == row.ms


def test_a_result_becomes_the_events_that_it_tells_and_no_laps_but_those_of_the_sprints() -> None:
    race = race_in(
        (
            SMALL + "1,7,A,0,3,0,60,63,16,8:00.00,\n2,3,B,3,0,0,40,43,16,8:00.50,\n3,9,C,2,,,20,22,16,8:01.00,\n"
            "4,4,D,1,2,,,0,10,5:10.00,DNF\n5,5,E,,,,,,,,DQT25\n,6,F,,,,,,,,DNS\n"
        ).encode()
    )
    assert events(race) == [
        {"seq": 1, "t": 0, "type": "start"},
        {"seq": 2, "t": 0, "type": "dns", "bibs": [6]},
        {"seq": 3, "t": 120_000, "type": "lap", "lap": 4, "bib": 3},
        {"seq": 4, "t": 120_000, "type": "sprint", "lap": 4, "order": [3, 9, 4]},
        {"seq": 5, "t": 240_000, "type": "lap", "lap": 8, "bib": 7},
        {"seq": 6, "t": 240_000, "type": "sprint", "lap": 8, "order": [7, 4, None]},
        {"seq": 7, "t": 310_000, "type": "withdraw", "bibs": [4], "laps": 10},
        {"seq": 8, "t": 480_000, "type": "finish", "order": [7], "times": [480_000]},
        {"seq": 9, "t": 480_500, "type": "finish", "order": [3], "times": [480_500]},
        {"seq": 10, "t": 481_000, "type": "finish", "order": [9], "times": [481_000]},
        {"seq": 11, "t": 481_000, "type": "points", "points": [[3, 3], [7, 3], [9, 2]]},
        {"seq": 12, "t": 481_000, "type": "disqualify", "bibs": [5], "rule": "T25"},
        {"seq": 13, "t": 481_000, "type": "official"},
    ]
    assert remarks(race) == [(None, "S2, S3", Flaw.EMPTY_IS_NOTHING), (None, "S2", Flaw.PLACE_OPEN)]
    assert claims(race) == [
        (About.LAP_TIMES, Basis.SPREAD),
        (About.SPRINT_TIMES, Basis.SPREAD),
        (About.INCIDENT_TIMES, Basis.AFTERWARDS),
    ]
    assert {entry.source for entry in race.header.provenance if entry.kind is Certainty.PUBLISHED} == {SOURCE}


def test_the_race_can_be_replayed_sprint_by_sprint_and_completes_the_distance() -> None:
    timeline = timeline_of(race_in(rendered("wc2526_heerenveen_men_A", STATUSES)))
    at = {moment: instant(parse_moment(moment), timeline) for moment in ("sprint 1", "lap 8", "4 to go", "end")}
    states = {moment: timeline.state_at(timeline.position_at(t)) for moment, t in at.items()}
    assert {moment: state.lap for moment, state in states.items()} == {
        "sprint 1": 4,
        "lap 8": 8,
        "4 to go": 12,
        "end": 16,
    }
    assert states["end"].phase is Phase.OFFICIAL


def test_skaters_with_the_points_of_one_place_share_it_and_that_is_told_and_marked() -> None:
    text = SMALL + "1,1,A,3,,,60,63,,8:00.0,\n2,2,B,3,,,40,43,,8:01.0,\n3,3,C,1,,,20,21,,8:02.0,\n"
    race = race_in(text.encode())
    assert of_type(race, "sprint")[0]["order"] == [[1, 2], 3]
    assert remarks(race) == [(None, "S2, S3", Flaw.EMPTY_IS_NOTHING), (3, "S1", Flaw.SHARED_POINTS)]
    entry = next(entry for entry in race.header.provenance if entry.source == Basis.SHARED)
    assert (entry.about, entry.kind, entry.events, entry.bibs) == (
        About.SPRINT_ORDERS,
        Certainty.RECONSTRUCTED,
        (of_type(race, "sprint")[0]["seq"],),
        (1, 2),
    )


def test_without_any_time_points_and_ranks_make_the_order_and_a_second_stands_for_a_lap() -> None:
    text = (
        "rank,bib,name,S1,S2,S3,finish,total\n1,1,A,,,,60,60\n2,2,B,3,,,40,43\n3,3,C,,,,3,3\n4,4,D,,,,,0\n5,5,E,,,,,0\n"
    )
    race = race_in(text.encode())
    assert [(event["order"], event["t"]) for event in of_type(race, "finish")] == [
        ([1, 2, None, None, None, 3, 4, 5], 16_000)
    ]
    assert (About.FINISH_ORDER, Basis.BY_RANK) in claims(race)
    assert (About.LAP_TIMES, Basis.NO_TIMES) in claims(race)
    assert remarks(race) == [
        (None, "S1, S2, S3", Flaw.EMPTY_IS_NOTHING),
        (None, "S1", Flaw.PLACE_OPEN),
        (None, "S1", Flaw.PLACE_OPEN),
        *[(None, "finish", Flaw.PLACE_OPEN)] * 3,
    ]
    assert [row.rank for row in result_of(race)] == [1, 2, 3, 4, 5]


def test_an_equal_time_that_nothing_tells_apart_is_marked() -> None:
    text = (
        SMALL + "1,1,A,,,,60,60,,8:00.0,\n2,2,B,,,,40,40,,8:01.0,\n3,3,C,,,,20,20,,8:02.0,\n4,4,D,,,,10,10,,8:03.0,\n"
        "5,5,E,,,,6,6,,8:04.0,\n7,6,F,,,,3,3,,8:05.0,\n6,7,G,3,,,,3,,8:04.5,\n"
    )
    assert faults_in(text)
    text = (
        text.replace("8:04.5", "8:06.0").replace("7,6,F", "6,6,F").replace("6,7,G", "7,7,G") + "8,8,H,,,,0,0,,8:06.0,\n"
    )
    race = race_in(text.encode())
    assert (About.FINISH_ORDER, Basis.ALIKE) in claims(race)


def test_who_stopped_with_as_many_laps_keeps_the_rank_that_was_published() -> None:
    text = (
        SMALL
        + "1,1,A,,,,60,60,16,8:00.0,\n2,2,B,,,,,0,9,5:00.0,DNF\n3,3,C,,,,,0,9,,DNF\n"
        + "3,4,D,,,,,0,9,,DNF\n5,5,E,,,,,,,,DNF\n"
    )
    race = race_in(text.encode())
    result = {row.bib: row for row in result_of(race)}
    assert [result[bib].rank for bib in range(1, 6)] == [1, 2, 3, 3, 5]
    assert (About.INCIDENT_TIMES, Basis.AT_THE_LAP) in claims(race)
    assert (About.INCIDENT_TIMES, Basis.BEFORE_THE_FINISH) in claims(race)
    assert "laps" not in of_type(race, "withdraw")[-1]


def test_fewer_laps_without_a_word_of_why_is_not_to_have_finished_and_is_marked() -> None:
    text = SMALL + "1,1,A,,,,60,60,16,8:00.0,\n2,2,B,,,,,0,9,5:00.0,\n"
    race = race_in(text.encode())
    assert result_of(race)[1].status is Status.WITHDREW
    assert (About.INCIDENTS, Basis.FEWER_LAPS) in claims(race)
    told = faults_in(text.replace("5:00.0,", "5:00.0,finished"))
    assert (3, "laps", Flaw.OTHER_LAPS, {"given": 9, "wanted": 16}) in told


def test_disqualified_on_the_way_is_first_to_stop_and_that_is_marked() -> None:
    race = race_in((SMALL + "1,1,A,,,,60,60,16,8:00.0,\n2,2,B,,,,,0,9,,DQ\n").encode())
    told = [event["type"] for event in events(race)]
    assert told == ["start", "withdraw", "finish", "points", "disqualify", "official"]
    assert (result_of(race)[1].status, result_of(race)[1].laps) == (Status.DISQUALIFIED, 9)
    assert (About.INCIDENTS, Basis.STOPPED) in claims(race)


def test_who_was_lapped_and_finishes_is_lapped_behind_the_last_points_won() -> None:
    race = race_in((SMALL + "1,1,A,,,,60,60,16,8:00.0,\n2,2,B,3,,,,0,16,8:40.0,LAP\n").encode())
    assert [(event["t"], event["bibs"]) for event in of_type(race, "lapped")] == [(300_000, [2])]
    assert (About.INCIDENT_TIMES, Basis.IN_BETWEEN) in claims(race)


def test_who_the_referee_let_through_advances() -> None:
    text = "rank,bib,name,total,time,Q\n1,1,A,60,8:00.0,Q\n2,2,B,40,8:01.0,q\n"
    race = race_in(text.encode(), replace(SHEET, qualify=1))
    assert of_type(race, "advance")[0]["bibs"] == [2]
    assert [row.through for row in result_of(race)] == ["Q", "q"]


def test_what_a_table_marks_as_doubtful_itself_stays_marked() -> None:
    text = "bib,name,S1,S2,S3,finish,total,time,doubtful\n1,A,3,,,60,63,8:00.0,bib sprints[0] finish total time\n"
    race = race_in((text + "2,B,,,,40,40,8:01.0,\n").encode())
    marked = [(entry.about, entry.bibs) for entry in race.header.provenance if entry.source == Basis.MARKED]
    assert marked == [
        (About.BIBS, (1,)),
        (About.SPRINT_ORDERS, None),
        (About.FINISH_ORDER, None),
        (About.FINISH_TIMES, None),
    ]


def test_bibs_that_are_not_of_the_table_are_marked() -> None:
    race = race_in(b"name,total,time\nA,60,8:00.0\n")
    assert (About.BIBS, Basis.NUMBERED) in claims(race)
    assert remarks(race) == [(None, "", Flaw.RESULT_WITHOUT_BIBS)]


def test_a_table_at_odds_with_itself_is_told_with_line_column_and_what_was_expected() -> None:
    text = (
        SMALL + "1,1,A,0,0,0,60,61,16,8:00.0,\n2,2,B,,,,20,40,16,8:01.0,\n4,3,C,,,,20,20,15,8:02.0,ok\n"
        "3,4,D,,,,10,10,16,8:03.0,\n"
    )
    assert faults_in(text) == [
        (2, "total", Flaw.OTHER_TOTAL, {"given": 61, "wanted": 60}),
        (3, "finish", Flaw.OTHER_FINISH, {"given": 20, "wanted": 40}),
        (4, "rank", Flaw.OTHER_RANK, {"given": 4, "wanted": 3}),
        (4, "laps", Flaw.OTHER_LAPS, {"given": 15, "wanted": 16}),
        (5, "rank", Flaw.OTHER_RANK, {"given": 3, "wanted": 4}),
    ]


def test_points_that_the_rules_do_not_give_are_told() -> None:
    rows = "1,1,A,5,3,,60,68,,8:00.0,\n2,2,B,,3,,40,43,,8:01.0,\n3,3,C,,2,,20,22,,8:02.0,\n"
    assert [fault[:3] for fault in faults_in(SMALL + rows)] == [
        (2, "S1", Flaw.NOT_POINTS_OF),
        (2, "S2", Flaw.POINTS_TOO_OFTEN),
        (3, "S2", Flaw.POINTS_TOO_OFTEN),
    ]
    junior = replace(SHEET, laps=10, rules=RulesTable("isu-junior"))
    assert faults_in(SMALL + "1,1,A,,,3,30,33,,5:00.0,\n", junior) == [
        (2, "S3", Flaw.NO_SUCH_SPRINT, {"given": 3, "sprints": 2})
    ]
    assert faults_in(SMALL + "1,1,A,,,3,60,63,,5:00.0,\n", replace(SHEET, laps=10)) == [
        (2, "S3", Flaw.NO_SUCH_SPRINT, {"given": 3, "sprints": 2})
    ]


def test_forfeited_points_without_a_word_of_why_are_of_a_skater_who_was_lapped_and_it_says_that_this_is_inferred() -> (
    None
):
    text = rendered("wc2526_calgary_men_A", STATUSES | {"lapped_inferred": ""})
    race, told = race_in(text), race_in(rendered("wc2526_calgary_men_A", STATUSES))
    assert [(row.bib, row.status, row.total) for row in result_of(race)] == [
        (row.bib, row.status, row.total) for row in result_of(told)
    ]
    inferred = [entry for entry in race.header.provenance if entry.source == Basis.POINTS_LOST]
    assert [(entry.about, entry.kind) for entry in inferred] == [(About.INCIDENTS, Certainty.RECONSTRUCTED)]
    assert not [entry for entry in told.header.provenance if entry.source == Basis.POINTS_LOST]


@pytest.mark.parametrize("row", ["4,4,D,1,,,,0,,7:59.0,", "4,4,D,1,,,,2,,8:03.0,", "4,4,D,1,,,,0,,,"])
def test_a_total_that_is_no_sum_of_points_is_refused_where_it_does_not_say_that_a_skater_was_lapped(row: str) -> None:
    rows = f"1,1,A,,,,60,60,,8:00.0,\n2,2,B,,,,40,40,,8:01.0,\n3,3,C,,,,20,20,,8:02.0,\n{row}\n"
    assert Flaw.OTHER_TOTAL in [fault[2] for fault in faults_in(SMALL + rows)]


@pytest.mark.parametrize("status", ["DNF", "DQ", "LAP"])
def test_a_total_with_points_that_the_status_of_the_skater_forfeits_is_told_as_that(status: str) -> None:
    rows = f"1,1,A,,,,60,60,,8:00.0,\n2,2,B,,,,40,40,,8:01.0,\n3,3,C,,,,20,20,,8:02.0,\n4,4,D,1,2,3,,6,,,{status}\n"
    assert faults_in(SMALL + rows) == [(5, "total", Flaw.FORFEITED_TOTAL, {"given": 6, "wanted": 0})]
    assert result_of(race_in((SMALL + rows.replace("3,,6", "3,,0")).encode()))[-1].total == 0


def test_an_id_that_two_skaters_have_is_told_with_its_line_in_the_table() -> None:
    rows = "rank,bib,name,id,total\n1,1,A,x1,60\n2,2,B,x2,40\n3,3,C,x1,20\n"
    assert faults_in(rows) == [(4, "id", Misfit.ID_TWICE, {"id": "x1"})]


@pytest.mark.parametrize("name", ["beijing2022_women_sf1", "beijing2022_men_sf1"])
def test_totals_with_points_of_sprints_that_nobody_published_count_as_they_are(name: str) -> None:
    statuses = {"DNF_or_taken_off": "DNF"}
    race = race_in(rendered(name, statuses), replace(SHEET, qualify=8))
    made = {row.name: row for row in result_of(race)}
    for row in table(name).results:
        assert (row.name, made[row.name].rank, made[row.name].total) == (row.name, row.rank, row.total_points)
    lacking = [at for at, row in enumerate(table(name).results, 2) if row.sprint_points is None and row.total_points]
    told = [fault.values["lines"] for fault in race.faults if fault.code == Flaw.TOTALS_NOT_SPLIT]
    assert told == [", ".join(map(str, lacking))]


def test_a_time_or_a_q_against_the_rest_of_the_table_is_told() -> None:
    text = "rank,bib,name,finish_place,total,time,Q\n1,1,A,1,60,8:00.0,\n2,2,B,2,40,7:59.0,Q\n"
    assert faults_in(text, replace(SHEET, qualify=1)) == [
        (2, "Q", Flaw.OTHER_THROUGH, {"given": "-", "wanted": "Q"}),
        (3, "Q", Flaw.OTHER_THROUGH, {"given": "Q", "wanted": "-"}),
        (3, "time", Flaw.SLOWER_AHEAD, {"other": 1}),
    ]


def test_the_headings_of_the_isu_are_all_known() -> None:
    found = results_from_csv(rendered("wc2526_slc_women_A", STATUSES))
    assert len(found.columns.by_role) == len(HEADINGS)
