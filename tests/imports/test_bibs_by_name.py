"""Matching a result without bibs with a start sheet by name and nation, and reports if the match is not unique."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.bibs_by_name import name_keys
from massstart_tui.imports.result_facts import Basis
from massstart_tui.race.sheet import Skater
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.provenance import About
from tests.imports.results_in_csv import SHEET, race_in, result_of

LISTED = (
    Skater(7, "Ramona Härdi", "SUI"),
    Skater(12, "Kim Bo-reum", "KOR"),
    Skater(31, "Mathieu van der Poel", "NED"),
    Skater(40, "Jan Jansen", "NED"),
    Skater(41, "Jan Jansen", "BEL"),
    Skater(55, "Tomáš Łukasz", "POL"),
    Skater(58, "Sven Ødegård", ""),
)
SHEETED = replace(SHEET, skaters=LISTED)


@pytest.mark.parametrize(
    ("name", "nation", "bib"),
    [
        ("Ramona Härdi", "SUI", 7),
        ("RAMONA HARDI", "Switzerland", 7),
        ("HAERDI Ramona", "SUI", 7),
        ("Bo-reum Kim", "KOR", 12),
        ("KIM Boreum", "", 12),
        ("Bo Reum KIM", "South Korea", 12),
        ("VAN DER POEL Mathieu", "NED", 31),
        ("Jan Jansen", "BEL", 41),
        ("JANSEN Jan", "Netherlands", 40),
        ("Lukasz TOMAS", "POL", 55),
        ("Sven Odegard", "NOR", 58),
        ("SVEN OEDEGAARD", "NOR", 58),
    ],
)
def test_a_row_without_a_bib_is_who_the_sheet_has_by_that_name_and_nation(name: str, nation: str, bib: int) -> None:
    race = race_in(f"Rank,Name,Nation,Points,Time\n1,{name},{nation},60,8:00.0\n".encode(), SHEETED)
    listed = SHEETED.by_bib()[bib]
    assert race.header.race.skaters == (listed,)
    assert [row.bib for row in result_of(race)] == [bib]
    told = [(entry.about, entry.source) for entry in race.header.provenance if entry.about == About.BIBS]
    assert told == [(About.BIBS, Basis.OF_THE_SHEET)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("Jan Jansen", "")], [(Flaw.SEVERAL_ON_THE_SHEET, 2)]),
        ([("Jan Jansen", "NED"), ("JANSEN Jan", "NED")], [(Flaw.SEVERAL_ROWS, 2), (Flaw.SEVERAL_ROWS, 3)]),
        ([("Ramona Härdi", ""), ("Jan Jansen", "")], [(Flaw.SEVERAL_ON_THE_SHEET, 3)]),
    ],
)
def test_a_row_that_fits_several_is_refused_with_its_line(
    rows: list[tuple[str, str]], told: list[tuple[Flaw, int]]
) -> None:
    lines = [f"{at},{name},{noc},{60 if at == 1 else 40},8:0{at}.0" for at, (name, noc) in enumerate(rows, 1)]
    with pytest.raises(BadLine) as caught:
        race_in("\n".join(["Rank,Name,Nation,Points,Time", *lines]).encode(), SHEETED)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == told


@pytest.mark.parametrize(
    ("name", "nation", "nearest"),
    [
        ("Ramona Herdi", "SUI", "7 Ramona Härdi (SUI)"),
        ("Ramona Härdi", "NED", "7 Ramona Härdi (SUI)"),
        ("Q. Zz", "", ""),
    ],
)
def test_a_row_that_fits_nobody_is_told_with_its_line_and_gets_a_bib_of_nobody_else(
    name: str, nation: str, nearest: str
) -> None:
    race = race_in(f"Rank,Name,Nation,Points,Time\n1,{name},{nation},60,8:00.0\n".encode(), SHEETED)
    told = [(fault.line, fault.values["nearest"]) for fault in race.faults if fault.code == Flaw.NOT_ON_THE_SHEET]
    assert told == [(2, nearest)]
    (skater,) = race.header.race.skaters
    assert skater.name == name
    assert skater.bib not in SHEETED.by_bib()
    assert (About.BIBS, Basis.NUMBERED) in [(entry.about, entry.source) for entry in race.header.provenance]


def test_some_rows_have_bibs_and_those_of_the_others_are_found_among_who_is_left() -> None:
    rows = "1,40,Jan Jansen,,60,8:00.0\n2,,Jan Jansen,,40,8:01.0\n3,,Sven Odegard,,20,8:02.0\n"
    race = race_in(f"Rank,Bib,Name,Nation,Points,Time\n{rows}".encode(), SHEETED)
    assert [row.bib for row in result_of(race)] == [40, 41, 58]
    kinds = {entry.source: entry.bibs for entry in race.header.provenance if entry.about == About.BIBS}
    assert kinds == {"the-table.csv": None, Basis.OF_THE_SHEET: (41, 58)}
    absent = next(fault for fault in race.faults if fault.code == Flaw.NOT_IN_THE_TABLE)
    assert absent.values["names"] == "7 Ramona Härdi, 12 Kim Bo-reum, 31 Mathieu van der Poel, 55 Tomáš Łukasz"


def test_who_is_on_the_sheet_and_not_in_the_table_may_be_at_the_rank_that_nobody_has() -> None:
    sheet = replace(SHEET, skaters=LISTED[:3])
    race = race_in(b"Rank,Name,Points,Time\n1,Ramona Hardi,60,8:00.0\n3,KIM Boreum,20,8:02.0\n", sheet)
    told = [dict(fault.values) for fault in race.faults if fault.code == Flaw.RANKS_OF_THE_ABSENT]
    assert told == [{"ranks": "2", "names": "31 Mathieu van der Poel"}]


@given(st.lists(st.text("abcdëøŁ-'", min_size=1), min_size=1, max_size=4), st.integers(0, 3))
def test_a_name_is_the_same_in_capitals_and_with_the_family_name_first(words: list[str], at: int) -> None:
    name, turned = " ".join(words), " ".join(words[at:] + words[:at])
    assert name_keys(name) == name_keys(turned.upper())
