"""Parsing of published results in csv, in many layouts; everything that cannot be read is reported at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.result_cells import clock_in
from massstart_tui.imports.results_table import results_from_csv
from massstart_tui.race.published_result import Published
from massstart_tui.race.sheet import Skater
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw

SWINGS = Published(3, Status.FINISHED, 1, (0, 2, 1), 60, None, 63, 16, 467_110)
KRAMER = Published(13, Status.WITHDREW, 16, (1, None, None), None, None, None, 12)


def rows_in(text: str) -> tuple[Published, ...]:
    """Return the rows of a table without remarks."""
    found = results_from_csv(text.encode())
    assert found.faults == ()
    return found.rows


def faults_in(text: str | bytes) -> list[tuple[int | None, str, str]]:
    """Return line, field and code of each fault of a table."""
    with pytest.raises(BadLine) as caught:
        results_from_csv(text if isinstance(text, bytes) else text.encode())
    return [(fault.line, fault.field, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        (
            "rank,bib,name,noc,S1,S2,S3,finish,total,laps,time,status\n"
            "1,3,Bart Swings,BEL,0,2,1,60,63,16,7:47.11,\n16,13,Sven Kramer,NED,1,,,,,12,,DNF\n"
        ),
        (
            "Pl.;Nr.;Naam;Land;Sprint 1;Sprint 2;Sprint 3;Eindsprint;Punten;Ronden;Tijd\r\n"
            "1;3;Bart Swings;BEL;0;2;1;60;63;16;7.47,11\r\n16;13;Sven Kramer;NED;1;-;–;;;12;uitgevallen\r\n"
        ),
        (
            "time\ttotal\tname\tsprint_3\tsprint_1\tsprint_2\tfinish points\tplace\thelmet\tnat\tlaps\n"
            "7:47,11\t63\tBart Swings\t1\t0\t2\t60\t1.\t3\tBEL\t16\nDNF\t\tSven Kramer\t\t1\t\t\t16\t13\tNED\t12\n"
        ),
        (
            "\ufeff1e tussensprint;2e tussensprint;3e tussensprint;Finish;Totaal;Plaats;Rugnr;Naam;Nat;Ronden;Eindtijd;"
            "Status\n0;2;1;60;63;1;3;Bart Swings;BEL;16;7.47.11;ok\n1;;;;;16;13;Sven Kramer;NED;12;;Opgegeven\n"
        ),
    ],
)
def test_a_result_is_read_whatever_it_looks_like(text: str) -> None:
    found = results_from_csv(text.encode())
    assert found.rows == (SWINGS, KRAMER)
    assert found.skaters == (Skater(3, "Bart Swings", "BEL"), Skater(13, "Sven Kramer", "NED"))
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("7:56.67", (476_670, 10)),
        ("7:56,67", (476_670, 10)),
        ("7.56,67", (476_670, 10)),
        ("7.56.67", (476_670, 10)),
        ("7:56.674", (476_674, 1)),
        ("07:56,7", (476_700, 100)),
        ("7:56", (476_000, 1000)),
        ("1:07:56.67", (4_076_670, 10)),
        ("1.07.56,67", (4_076_670, 10)),
        ("7.56", None),
        ("56.67", None),
        ("7:66.00", None),
        ("+0.07", None),
        ("7:56.6712", None),
    ],
)
def test_a_time_has_a_point_or_a_comma_and_no_time_is_guessed(text: str, ms: tuple[int, int] | None) -> None:
    assert clock_in(text) == ms


@pytest.mark.parametrize(
    ("row", "status", "rule"),
    [
        ("1,A,,DNF", Status.WITHDREW, None),
        ("dns,A,,", Status.DNS, None),
        ("1,A,LAP,", Status.LAPPED, None),
        ("1,A,,DUB", Status.LAPPED, None),
        ("DQT25,A,DSQ,", Status.DISQUALIFIED, "T25"),
        ("1,A,,DQ 257.4.5", Status.DISQUALIFIED, "257.4.5"),
        ("1,A,,withdrew", Status.WITHDREW, None),
        ("1,A,7:00.00,finished", Status.FINISHED, None),
        ("1,A,7:00.00,", Status.FINISHED, None),
    ],
)
def test_what_has_become_of_a_skater_is_read_in_whichever_column_says_it(
    row: str, status: Status, rule: str | None
) -> None:
    found = results_from_csv(f"rank,name,time,status\n{row}\n".encode())
    assert (found.rows[0].status, found.rows[0].rule) == (status, rule)


@pytest.mark.parametrize("row", ["T25,B,", "2,B,T25"])
@pytest.mark.parametrize("column", ["time", "status"])
def test_a_shared_place_that_may_be_a_code_is_asked_about(row: str, column: str) -> None:
    with pytest.raises(BadLine) as caught:
        results_from_csv(f"rank,name,{column},total\n1,A,,60\n{row},0\n".encode())
    (fault,) = caught.value.faults
    assert (fault.line, fault.code, fault.values["place"]) == (3, Flaw.PLACE_OR_CODE, "25")
    assert fault.field == ("rank" if row.startswith("T") else column)


@pytest.mark.parametrize("first", ["T2", "=2", "2"])
def test_a_shared_place_is_a_place_if_two_have_it(first: str) -> None:
    rows = rows_in(f"rank,bib,name,time\n1,1,A,7:00.00\n{first},2,B,7:01.00\nT2,3,C,7:01.00\n")
    assert [row.rank for row in rows] == [1, 2, 2]


def test_a_time_in_milliseconds_beside_the_clock_is_the_exact_one() -> None:
    assert rows_in("bib,name,time,time_ms\n1,A,7:56.67,476678\n2,B,,476690\n")[0].time == 476_678


def test_a_q_of_either_kind_is_kept_apart() -> None:
    rows = rows_in("bib,name,total,Q\n1,A,60,Q\n2,B,,q\n3,C,,\n")
    assert [row.through for row in rows] == ["Q", "q", ""]
    assert rows_in("bib,name,total\n1,A,60\n")[0].through is None
    assert rows_in("bib,name,total,Q\n1,A,60,\n2,B,,-\n")[0].through is None


def test_without_bibs_the_skaters_are_numbered_by_nation_and_name_which_gives_nothing_away() -> None:
    found = results_from_csv(b"rank,name,noc,total\n1,Sven Kramer,NED,60\n2,Bart Swings,BEL,40\n3,A,NED,20\n")
    assert [(s.bib, s.name) for s in found.skaters] == [(1, "Bart Swings"), (2, "A"), (3, "Sven Kramer")]
    assert [(fault.code, fault.harmless) for fault in found.faults] == [(Flaw.RESULT_WITHOUT_BIBS, True)]


def test_the_start_sheet_stands_by_bib_so_that_it_gives_no_result_away() -> None:
    found = results_from_csv(b"rank,bib,name,total\n1,9,A,60\n2,4,B,40\n")
    assert [skater.bib for skater in found.skaters] == [4, 9]


def test_what_else_a_table_has_becomes_notes_and_what_it_works_out_itself_does_not() -> None:
    text = "bib,name,total,won,finish_place,because,doubtful,Club\n1,A,60,60,1,points,finish total,Thialf\n"
    found = results_from_csv(text.encode())
    assert found.skaters[0].notes == ("Club: Thialf",)
    assert found.doubtful == {1: {"finish", "total"}}


def test_a_name_that_was_kept_from_being_a_formula_is_as_it_was() -> None:
    text = "bib,name,noc,total,because,doubtful\n1,'=SUM(A),'+1,60,,\n2,'t Hart,NED,40,,\n"
    assert [(s.name, s.noc) for s in results_from_csv(text.encode()).skaters] == [("=SUM(A)", "+1"), ("'t Hart", "NED")]


def test_the_distance_and_how_many_go_through_are_told_by_the_rows() -> None:
    text = "rank,bib,name,total,laps,Q\n1,1,A,60,15,Q\n2,2,B,40,15,Q\n3,3,C,0,15,q\n4,4,D,0,DNF,\n"
    assert results_from_csv(text.encode()).told_of_the_race() == {"laps": 15, "qualify": 2}
    assert results_from_csv(b"bib,name,total\n1,A,60\n").told_of_the_race() == {}


def test_everything_that_cannot_be_read_is_told_at_once_with_line_and_heading() -> None:
    text = (
        "Pl.,Nr,Naam,S1,Totaal,Tijd,Status,Q\n"
        "eerste,x,A,,60,7:56.67,,\n"
        "2,2,,drie,-1,7.56,fell,\n"
        "3,2,C,,6 0,,DNF,X\n"
        "4,2,D,,,DNS,DNF,\n"
        "5\n"
        "6,6,E,,,,,,extra\n"
    )
    assert faults_in(text) == [
        (2, "Nr", "not_a_bib"),
        (2, "Pl.", "wrong_type"),
        (3, "Naam", "missing"),
        (3, "Status", "not_a_status"),
        (3, "S1", "wrong_type"),
        (3, "Totaal", "wrong_type"),
        (3, "Tijd", "not_a_race_time"),
        (4, "Nr", "bib_twice"),
        (4, "Totaal", "wrong_type"),
        (4, "Q", "not_one_of"),
        (5, "Nr", "bib_twice"),
        (5, "Tijd", "two_statuses"),
        (6, "", "row_too_short"),
        (7, "", "row_too_long"),
    ]


def test_a_time_that_is_not_the_one_in_milliseconds_is_told() -> None:
    assert faults_in("bib,name,time,time_ms\n1,A,7:56.67,476680\n") == [(2, "time_ms", "not_the_time")]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(None, "", "no_skaters")]),
        ("rank,bib,name,total\n", [(None, "", "no_skaters")]),
        ("1,13,Sven Kramer,NED\n", [(1, "name", "no_column")]),
        ("rank,bib,noc,total\n1,1,NED,60\n", [(1, "name", "no_column")]),
        ("rank,bib,name\n1,1,A\n", [(1, "time", "no_column")]),
        ('rank,name,total\n1,A,60\n2,"B,40\n', [(3, "", "not_csv")]),
        ("racing,name,total,status\n1,A,60,racing\n", [(2, "status", "not_a_status")]),
    ],
)
def test_a_table_that_is_no_result_is_told(text: str, faults: list[tuple[int | None, str, str]]) -> None:
    assert faults_in(text) == faults


@given(st.binary(max_size=60) | st.text('rank,bibname;total\n13é 7:5."DNFQ', max_size=80).map(str.encode))
def test_whatever_a_file_holds_it_is_a_result_or_its_faults_are_told(content: bytes) -> None:
    rows: tuple[Published, ...] = ()
    faults: list[Fault] = []
    try:
        rows = results_from_csv(b"rank,bib,name,total\n" + content).rows
    except BadLine as error:
        faults = error.faults
    assert bool(rows) is not bool(faults)


@pytest.mark.parametrize("heading", ["Rnk", "Pos", "Pl.", "Rang", "Platz", "Plaats", "Miejsce", ""])
@pytest.mark.parametrize("bib", ["No", "Nr", "Startnr", "Nr.", "Bib"])
def test_ranks_and_bibs_go_by_many_names(heading: str, bib: str) -> None:
    found = results_from_csv(f"{heading};{bib};Name;Punkte\n1;21;A;60\n2;6;B;40\n4;14;C;20\n".encode())
    assert [(row.rank, row.bib) for row in found.rows] == [(1, 21), (2, 6), (4, 14)]
    assert [fault.code for fault in found.faults] == ([] if heading else [Flaw.RANKS_UNNAMED])


def test_a_column_without_a_heading_beside_the_ranks_has_the_bibs() -> None:
    found = results_from_csv(b",Rank,Name,Total\n21,1,A,60\n6,2,B,40\n")
    assert [(row.rank, row.bib) for row in found.rows] == [(1, 21), (2, 6)]
    assert [fault.code for fault in found.faults] == [Flaw.BIBS_UNNAMED]


def test_a_number_that_counts_the_rows_is_the_rank_and_that_is_told() -> None:
    found = results_from_csv(b"Nr,Name,Total\n1,C,60\n2,B,40\n3,A,20\n")
    assert [(row.rank, row.bib) for row in found.rows] == [(1, 3), (2, 2), (3, 1)]
    assert [fault.code for fault in found.faults] == [Flaw.RANKS_NOT_BIBS, Flaw.RESULT_WITHOUT_BIBS]


@pytest.mark.parametrize(
    ("table", "times"),
    [
        ("time\n8:12.18\n+0.13\n+1:02.3\n", [492_180, 492_310, 554_480]),
        ("Zeit;Land\n8:12,18;\n+0,13;\n+1.02,30;\n", [492_180, 492_310, 554_480]),
        ("time,diff\n8:12.18,\n,0.13\n,+62.30\n", [492_180, 492_310, 554_480]),
        ("time,Rückstand\n8:12.18,\n8:12.31,+0.13\nDNF,\n", [492_180, 492_310, None]),
        ("gap,time\n-,8:12.18\n+0.1 s,\n+1 lap,\n", [492_180, 492_280, None]),
    ],
)
def test_a_time_behind_the_winner_is_a_time(table: str, times: list[int | None]) -> None:
    headings, *rows = table.splitlines()
    by = ";" if ";" in table else ","
    body = "".join(f"{at}{by}N{at}{by}{row}\n" for at, row in enumerate(rows, 1))
    found = results_from_csv(f"rank{by}name{by}{headings}\n{body}".encode())
    assert [row.time for row in found.rows] == times


def test_a_time_behind_nobody_or_against_the_time_is_told() -> None:
    assert faults_in("rank,name,time\n1,A,+0.10\n") == [(2, "time", "gap_to_nobody")]
    assert faults_in("rank,name,time,gap\n1,A,8:00.00,\n2,B,8:00.50,+0.40\n3,C,8:00.60,far\n") == [
        (3, "gap", "other_gap"),
        (4, "gap", "not_a_gap"),
    ]


@pytest.mark.parametrize(
    ("note", "status", "through"),
    [
        ("Q", Status.FINISHED, "Q"),
        ("q", Status.FINISHED, "q"),
        ("LAP", Status.LAPPED, ""),
        ("OVL", Status.LAPPED, ""),
        ("DNF", Status.WITHDREW, ""),
        ("DSQ", Status.DISQUALIFIED, ""),
        ("Q, PB", Status.FINISHED, "Q"),
        ("", Status.FINISHED, ""),
    ],
)
def test_notes_say_what_has_become_of_a_skater_and_become_no_notes(note: str, status: Status, through: str) -> None:
    found = results_from_csv(f'name,total,notes\nA,60,Q\nB,,"{note}"\n'.encode())
    assert (found.rows[1].status, found.rows[1].through) == (status, through)
    assert all(skater.notes == () for skater in found.skaters)
    left_out = [(fault.line, fault.values["given"]) for fault in found.faults if fault.code == Flaw.WORD_LEFT_OUT]
    assert left_out == ([(3, '"PB"')] if "PB" in note else [])


def test_a_column_that_nobody_knows_is_left_out_and_told_for_it_may_give_the_result_away() -> None:
    found = results_from_csv(b"rank,bib,name,total,WC points,Points\n1,1,A,60,120,60\n")
    assert found.skaters[0].notes == ()
    assert [(fault.field, fault.code) for fault in found.faults] == [
        ("WC points", Flaw.LEFT_OUT),
        ("Points", Flaw.LEFT_OUT_AS_WELL),
    ]


def test_rows_without_a_bib_among_others_get_one_that_is_free_and_that_is_told() -> None:
    found = results_from_csv(b"rank,bib,name,total\n1,1,B,60\n2,,A,40\n3,3,C,20\n")
    assert [row.bib for row in found.rows] == [1, 2, 3]
    assert found.numbered == {2}
    assert [(fault.code, dict(fault.values)) for fault in found.faults] == [(Flaw.ROWS_WITHOUT_BIBS, {"lines": "3"})]


CELLS = st.sampled_from(
    ["", "1", "60", "8:00.1", "+0.3", "DNF", "?", "Q", "3+", "=1", "-", "x", "NED", "Bo", '"', "S1"]
)
HEADINGS_TRIED = st.lists(
    st.sampled_from(
        ["Rank", "Nr", "Name", "Land", "S1", "S4", "Total", "Time", "Gap", "Notes", "Q", "Laps", "", "Odd"]
    ),
    min_size=2,
    max_size=8,
)


@given(HEADINGS_TRIED, st.lists(st.lists(CELLS, max_size=9), max_size=8), st.sampled_from(",;\t"))
def test_every_row_of_a_table_is_taken_or_told_with_its_line(
    headings: list[str], rows: list[list[str]], delimiter: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in [headings, *rows])
    try:
        found = results_from_csv(text.encode())
    except BadLine:
        return
    taken = set(found.lines.values())
    told = {fault.line for fault in found.faults}
    filled = {at for at, row in enumerate(text.split("\n"), 1) if row.strip(f"{delimiter} ")}
    again = {at for at, row in enumerate(text.split("\n"), 1) if row.strip() == text.split("\n")[0].strip()}
    assert filled - taken - told <= again | {1}
