"""Lists of who starts from elsewhere: the transponders of the KNSB, and the groups of Orbits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from massstart_tui.imports.chip_lists import ChipList, chips_with_names, with_chips
from massstart_tui.imports.file_parsing import LARGEST_BYTES
from massstart_tui.imports.skater_list import StartList
from massstart_tui.imports.starting_lists import starting_list_in
from massstart_tui.race.chip_codes import chip_key
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw
from tests.timing.invented_race import FEEDS, expected, sheet

ORBITS = (FEEDS / "orbits-groups.xml").read_bytes()
KNSB = (FEEDS / "knsb-transponders.csv").read_bytes()


def without_chips() -> Sheet:
    return replace(sheet(), skaters=tuple(replace(skater, transponders=()) for skater in sheet().skaters))


def chips_in(content: bytes) -> ChipList:
    listed = starting_list_in(content, None, named=False)
    assert isinstance(listed, ChipList)
    return listed


def skaters_in(content: bytes, group: str | None = None) -> StartList:
    listed = starting_list_in(content, group, named=True)
    assert isinstance(listed, StartList)
    return listed


def refused(content: bytes, group: str | None = None, *, named: bool = True) -> list[Any]:
    with pytest.raises(BadLine) as caught:
        starting_list_in(content, group, named=named)
    return [fault.code for fault in caught.value.faults]


def codes_worn(made: Sheet) -> dict[int, list[str]]:
    return {skater.bib: [chip_key(chip) for chip in skater.transponders] for skater in made.skaters}


@pytest.mark.parametrize("delimiter", [b";", b",", b"\t"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_transponders_of_the_knsb_go_to_the_skaters_of_a_start_sheet(delimiter: bytes, end: bytes) -> None:
    content = KNSB.replace(b";", delimiter).replace(b"\n", end)
    made, remarks = with_chips(without_chips(), chips_in(content))
    assert codes_worn(made) == {skater["bib"]: skater["transponders"] for skater in expected()["skaters"]}
    assert remarks == []
    assert [skater.name for skater in made.skaters] == [skater.name for skater in sheet().skaters]


def test_transponders_without_names_need_a_start_sheet() -> None:
    assert refused(KNSB) == [Flaw.CHIPS_WITHOUT_NAMES]
    assert refused(b"bib,transponder\n1,FL-94890\n") == [Flaw.CHIPS_WITHOUT_NAMES]


@pytest.mark.parametrize(
    "text", ["0;11;XW-10011\n1;11;XW-10012\n", "0;11;XW-10011\n1;12;XW-10011\n", "0;11;XW-10011\n1;0;XW-1\n"]
)
def test_a_list_of_transponders_that_contradicts_itself_is_refused(text: str) -> None:
    assert refused(text.encode(), named=False)


def test_who_gets_no_transponder_others_than_before_or_is_not_on_the_sheet_is_told() -> None:
    _, remarks = with_chips(sheet(), chips_in(b"nr,chip\n11,XW-10011\n99,XW-10099\n12,41\n"))
    assert [(fault.line, fault.code) for fault in remarks] == [
        (3, Flaw.CHIPS_OF_NOBODY),
        (2, Flaw.CHIPS_REPLACED),
        (4, Flaw.CHIPS_REPLACED),
        (4, Flaw.CHIP_LIKE_BIB),
    ]
    _, remarks = with_chips(without_chips(), chips_in(b"nr,chip\n11,XW-10011\n"))
    assert [fault.code for fault in remarks] == [Flaw.WITHOUT_CHIPS]


def test_a_transponder_that_the_sheet_has_for_another_is_refused() -> None:
    with pytest.raises(BadLine) as caught:
        with_chips(sheet(), chips_in(b"nr,chip\n11,121373317\n"))
    assert [fault.code for fault in caught.value.faults] == [Misfit.TRANSPONDER_TWICE]


def test_a_list_with_names_must_have_those_of_the_sheet_and_transponders() -> None:
    named = chips_with_names(skaters_in(ORBITS))
    assert codes_worn(with_chips(without_chips(), named)[0]) == codes_worn(sheet())
    other = chips_with_names(skaters_in(ORBITS.replace(b"Kaja", b"Maja")))
    with pytest.raises(BadLine) as caught:
        with_chips(without_chips(), other)
    assert [fault.code for fault in caught.value.faults] == [Flaw.OTHER_SKATER]
    with pytest.raises(BadLine):
        chips_with_names(skaters_in(b"bib,name\n11,Ada Brinkhof\n"))


def test_a_groups_file_of_orbits_has_the_skaters_the_laps_and_the_title() -> None:
    listed = skaters_in(ORBITS)
    told = [(skater.bib, skater.name, skater.noc, list(skater.transponders)) for skater in listed.skaters]
    assert told == [(one["bib"], one["name"], one["noc"], one["labels"]) for one in expected()["skaters"]]
    assert dict(listed.told) == {"title": "04. Women Mass Start", "laps": 8}
    assert listed.faults == ()


def test_of_several_groups_one_is_asked_for() -> None:
    group = ORBITS.partition(b"<group ")[2].partition(b"</groups>")[0]
    both = ORBITS.replace(b"</groups>", b"<group " + group.replace(b"04. Women", b"05. Men") + b"</groups>")
    assert refused(both) == [Flaw.SEVERAL_GROUPS]
    assert refused(both, "06.") == [Flaw.NO_SUCH_GROUP]
    assert skaters_in(both, "05. Men Mass Start").told["title"] == "05. Men Mass Start"
    assert refused(b"bib,name\n1,A\n", "05.") == [Flaw.NO_SUCH_GROUP]


DOCTYPES = [
    b'<!DOCTYPE groups [<!ENTITY a "b">]>',
    b'<!DOCTYPE groups SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE groups [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_refused_before_anything_in_it_acts(doctype: bytes) -> None:
    assert refused(doctype + b"<groups/>") == [Flaw.XML_WITH_ENTITIES]
    assert refused(b'<?xml version="1.0"?>' + doctype + b"<groups>&b;</groups>") == [Flaw.XML_WITH_ENTITIES]


def test_a_file_that_is_larger_than_any_list_is_refused() -> None:
    assert refused(b"<groups>" + b" " * LARGEST_BYTES) == [Flaw.TOO_LARGE]


def given_by(content: bytes) -> object:
    """Return what a list gives, or its faults."""
    try:
        listed = starting_list_in(content, None, named=False)
    except BadLine as error:
        return error.faults
    return isinstance(listed, ChipList) or listed.skaters


@given(st.integers(0, len(ORBITS) - 1), st.binary(max_size=3), st.integers(0, 40))
@example(100, b"", 5000)
def test_a_damaged_groups_file_gives_skaters_or_faults(at: int, put: bytes, cut: int) -> None:
    assert given_by(ORBITS[:at] + put + ORBITS[at + cut :])


@given(st.binary(max_size=200))
def test_any_bytes_give_a_list_or_faults(content: bytes) -> None:
    assert given_by(content)
