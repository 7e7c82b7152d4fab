"""Transponders in lists of skaters: found by their headings, under any of their names, and worn by one skater."""

from __future__ import annotations

import pytest

from massstart_tui.imports.skater_list import list_from_csv
from massstart_tui.race.misfits import Misfit
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw


def worn(text: str) -> list[tuple[str, ...]]:
    """Return the transponders of each skater of a list without remarks."""
    listed = list_from_csv(text.encode())
    assert listed.faults == ()
    return [skater.transponders for skater in listed.skaters]


@pytest.mark.parametrize(
    "text",
    [
        "bib,name,Transponder 1,Transponder 2\n1,A,FL-94890,FL-94891\n2,B,102758200,\n",
        "Transponder 1;bib;Transponder-2;name\nFL-94890;1;FL-94891;A\n102758200;2;-;B\n",
        'bib,name,transponders\n1,A,"FL-94890, FL-94891"\n2,B,102758200\n',
        "bib;name;Chip\n1;A;FL-94890 FL-94891\n2;B;102758200\n",
        "bib;name;chipcode\n1;A;FL-94890/FL-94891\n2;B;102758200\n",
        "bib;name;label\n1;A;FL-94890|FL-94891\n2;B;102758200\n",
        "bib;name;Tag;Code\n1;A;FL-94890;FL-94891\n2;B;;102758200\n",
        "rugnr;naam;Transponder links;Transponder rechts\n1;A;FL 94890;FL 94891\n2;B;102758200;?\n",
    ],
)
def test_transponders_are_found_by_their_headings(text: str) -> None:
    given = [tuple(chip.replace(" ", "-") for chip in chips) for chips in worn(text)]
    assert given == [("FL-94890", "FL-94891"), ("102758200",)]


@pytest.mark.parametrize("heading", ["tag", "label", "code"])
def test_a_heading_that_can_mean_something_else_means_chips_only_where_all_in_it_are(heading: str) -> None:
    listed = list_from_csv(f"bib,name,{heading}\n1,A,FL-94890\n2,B,north\n".encode())
    assert [skater.transponders for skater in listed.skaters] == [(), ()]
    assert [skater.notes for skater in listed.skaters] == [(f"{heading}: FL-94890",), (f"{heading}: north",)]
    assert [fault.code for fault in listed.faults] == [Flaw.KEPT_AS_NOTES]


@pytest.mark.parametrize("cell", ["none", "1.02758E+08", "A B", "FL-94890.", "FL-94890\x07"])
def test_what_is_no_transponder_is_refused_with_its_line(cell: str) -> None:
    with pytest.raises(BadLine) as caught:
        list_from_csv(f"bib;name;chip\n1;A;FL-94890\n2;B;{cell}\n".encode())
    if cell.isprintable():
        assert [(fault.line, fault.field, fault.code) for fault in caught.value.faults] == [
            (3, "chip", Flaw.NOT_A_CHIP)
        ]


@pytest.mark.parametrize(("one", "other"), [("FL-94890", "102758186"), ("0123", "123"), ("fl94890", "FL-94890")])
@pytest.mark.parametrize("rows", ["1,A,{one},{other}\n", "1,A,{one},\n2,B,,{other}\n"])
def test_one_transponder_twice_is_refused_whatever_it_is_called(one: str, other: str, rows: str) -> None:
    with pytest.raises(BadLine) as caught:
        list_from_csv(f"bib,name,chip 1,chip 2\n{rows.format(one=one, other=other)}".encode())
    assert [(fault.code, fault.values["transponder"]) for fault in caught.value.faults] == [
        (Misfit.TRANSPONDER_TWICE, other)
    ]


def test_a_transponder_that_reads_as_the_bib_of_another_is_told_and_one_that_is_the_own_bib_is_not() -> None:
    listed = list_from_csv(b"bib,name,chip\n12,A,12\n13,B,0014\n14,C,99\n")
    assert [(fault.line, fault.code, dict(fault.values)) for fault in listed.faults] == [
        (3, Flaw.CHIP_LIKE_BIB, {"bib": 13, "other": 14})
    ]
