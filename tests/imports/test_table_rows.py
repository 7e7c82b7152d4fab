"""Finding the headings and the delimiter of a table, and joining rows that stand on two lines."""

from __future__ import annotations

import pytest

from massstart_tui.imports.table_rows import TableRows, rows_of
from massstart_tui.stream.faults import Flaw


def remarks(table: TableRows) -> list[tuple[int | None, str]]:
    assert all(remark.harmless for remark in table.remarks)
    return [(remark.line, remark.code) for remark in table.remarks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("", []),
        ("sep={}\n", []),
        ("\n\n", []),
        ("Mass start, heren: uitslag\n", [1]),
        ("Wedstrijd 12 november{0}{0}{0}\n{0}{0}{0}\n", [1]),
        ("Thialf\nMass start, men; final\n", [1, 2]),
    ],
)
def test_a_table_begins_at_its_headings_and_what_stands_above_is_told(
    delimiter: str, end: str, above: str, told: list[int]
) -> None:
    text = above.format(delimiter) + f"bib{delimiter}name{delimiter}nation\n1{delimiter}Ada Aa{delimiter}NED\n"
    table = rows_of(text.replace("\n", end))
    assert [row for _, row in table.rows] == [["1", "Ada Aa", "NED"]]
    assert table.faults == []
    assert {line for line, code in remarks(table)} == set(told)
    assert {code for _, code in remarks(table)} <= {Flaw.ABOVE_THE_TABLE}
    assert table.rows[0][0] == above.count("\n") + 2


def test_headings_that_come_again_on_each_page_are_no_rows() -> None:
    assert len(rows_of("bib,name\n1,A\nbib,name\n2,B\n").rows) == 2


HEADINGS = "Rank,Nr,Name,Country,Laps,Total,Time\n"
WHOLE = ["15", "16", "Antoine GÉLINAS-BEAULIEU", "CAN", "16", "0", "7:43.86"]


@pytest.mark.parametrize(
    "lines",
    [
        '15,16,"Antoine GÉLINAS-\nBEAULIEU",CAN,16,0,7:43.86\n',
        "15,16,Antoine GÉLINAS-\nBEAULIEU,CAN,16,0,7:43.86\n",
        "15,16,Antoine GÉLINAS-,CAN,16,0,7:43.86\n,,BEAULIEU,,,,\n",
        "15,16,Antoine GÉLINAS-BEAULIEU\nCAN,16,0,7:43.86\n",
        "15,16,Antoine GÉLINAS-BEAULIEU,CAN,\n16,0,7:43.86\n",
        "15,16,Antoine GÉLINAS-BEAULIEU,CAN,16,0\n7:43.86\n",
    ],
)
def test_a_row_on_two_lines_is_one_row_and_that_is_told(lines: str) -> None:
    table = rows_of(HEADINGS + "14,33,Yuhaochen LI,CHN,16,0,7:43.85\n" + lines + "16,40,Zihan ZHOU,CHN,16,0,7:44.04\n")
    row = table.rows[1][1]
    assert [cell.replace("- ", "-") for cell in row] == WHOLE
    assert len(table.rows) == 3
    quoted = '"' in lines
    assert remarks(table) == ([] if quoted else [(4, Flaw.ROW_JOINED)])


@pytest.mark.parametrize(
    "text",
    [
        "bib,name,nation\n13,Sven Kramer\n1,Bart Swings\n",
        "bib,name,nation,club\n13,Sven Kramer,NED,\n,Bart Swings,,\n",
        "rank,name,points\n1,A,60\n,B,\n",
        "bib,name,nation\n13,Sven Kramer\nx,Bart\n",
        "name,nation\nA,NED\nB\n",
    ],
)
def test_two_rows_are_never_taken_for_one(text: str) -> None:
    assert len(rows_of(text).rows) == 2
