"""Tests of start sheets in TOML: their content, and all their faults at once."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from massstart_tui.race.sheet import Skater
from massstart_tui.stream.codec import BadLine, Header, encode_header
from massstart_tui.stream.faults import BadData, Fault, Flaw
from massstart_tui.stream.reading import read
from massstart_tui.stream.sheet_file import LARGEST_SHEET, read_sheet, sheet_from_toml

SHEET = """\
id = "beijing-2022-men-sf1"
title = "Men's mass start, semi-final 1"
competition = "Olympic Winter Games Beijing 2022"
venue = "National Speed Skating Oval"
start = 2022-02-19T15:00:00+08:00
laps = 16
lap_length = 384
qualify = 8

[rules]
preset = "isu-2018"
sprints = [{lap = 4, points = [5, 3, 1]}]

[[skaters]]
bib = 13
name = "Sven Kramer"
noc = "NED"
born = 1986-04-23
id = "7"
notes = ["Last race of his career", "Four Olympic titles"]
"""


def faults_in(toml: str | bytes) -> list[tuple[int | None, str, str]]:
    """Return line, field and code of everything that is wrong with a start sheet that cannot be used."""
    with pytest.raises(BadLine) as caught:
        sheet_from_toml(toml if isinstance(toml, bytes) else toml.encode())
    return [(fault.line, fault.field, fault.code) for fault in caught.value.faults]


def test_everything_in_a_start_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.toml"
    path.write_text(SHEET)
    read_in = read_sheet(path)
    sheet = read_in.sheet
    assert read_in.faults == ()
    assert sheet.start == datetime(2022, 2, 19, 15, tzinfo=timezone(timedelta(hours=8)))
    assert (sheet.laps, sheet.lap_length, sheet.qualify) == (16, 384, 8)
    assert sheet.rules_in_force().points_at(4) == (5, 3, 1)
    notes = ("Last race of his career", "Four Olympic titles")
    assert sheet.skaters == (Skater(13, "Sven Kramer", "NED", date(1986, 4, 23), notes, id="7"),)


def test_a_byte_order_mark_as_some_editors_write_is_no_part_of_a_sheet() -> None:
    marked = BOM_UTF8 + SHEET.encode()
    assert sheet_from_toml(marked) == sheet_from_toml(SHEET.encode())
    assert faults_in(BOM_UTF8 + b"a\n\xff") == [(2, "", "not_utf_8")]


@pytest.mark.parametrize("letter", ["a", "\\", '"', "é", "\t", "高", "\n"])
def test_the_header_of_every_sheet_that_is_read_is_a_line_that_is_read(letter: str, tmp_path: Path) -> None:
    before, _, after = SHEET.partition("Last race of his career")
    before, after = before.removesuffix('"'), after.removeprefix('"')
    room = LARGEST_SHEET - len((before + after).encode()) - 6
    for beyond in (0, 1):
        content = before + "'''" + letter * (room // len(letter.encode()) + beyond) + "'''" + after
        if beyond:
            assert faults_in(content) == [(None, "", Flaw.FILE_TOO_LARGE)]
            continue
        sheet = sheet_from_toml(content.encode()).sheet
        path = tmp_path / "race.jsonl"
        path.write_bytes(encode_header(Header(race=sheet)))
        assert read(path).sheet == sheet


def test_rules_of_other_formats_are_read_and_an_unknown_key_in_them_is_told() -> None:
    rules = """
preset = "track-points"
sprints_every = {laps = 5, points = [5, 3, 2, 1], aftre = 3}
eliminate_every = {laps = 1, after = 2}
lapped_by = "leaders"
lap_points = 10
ranking = ["completed", "laps_gained", "points", "finish"]
"""
    read_in = sheet_from_toml(
        SHEET.replace('preset = "isu-2018"\nsprints = [{lap = 4, points = [5, 3, 1]}]', rules).encode()
    )
    in_force = read_in.sheet.rules_in_force()
    assert in_force.sprint_laps() == (6, 11)
    assert in_force.eliminations == tuple(range(3, 16))
    assert (in_force.lapped_by, in_force.lap_points, in_force.ranking[1]) == ("leaders", 10, "laps_gained")
    assert [(fault.field, fault.code) for fault in read_in.faults] == [("rules.sprints_every.aftre", Flaw.UNKNOWN_KEY)]


def test_what_comes_too_often_to_be_shown_is_told() -> None:
    often = SHEET.replace("laps = 16", "laps = 5000", 1).replace('"isu-2018"', '"tempo"').replace("sprints =", "x =")
    assert (None, "rules.sprints_every", "too_often") in faults_in(often)


@pytest.mark.parametrize(
    ("toml", "line", "reason"),
    [
        ('id = "x"\nlaps = = 3\n', 2, "Invalid value"),
        ('id = "x', 1, "Unterminated string"),
        ("a = 1\na = 2\n", 2, "Cannot overwrite a value"),
        ("[x\n", 1, "Expected ']'"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(toml: str, line: int, reason: str) -> None:
    with pytest.raises(BadLine) as caught:
        sheet_from_toml(toml.encode())
    (fault,) = caught.value.faults
    assert (fault.line, fault.code) == (line, Flaw.NOT_TOML)
    assert str(fault.values["reason"]).startswith(reason)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_toml_that_is_not_utf_8_is_told_the_line_and_the_byte(mark: bytes) -> None:
    with pytest.raises(BadLine) as caught:
        sheet_from_toml(mark + b'id = "x"\ntitle = "G\xe9linas"\n')
    (fault,) = caught.value.faults
    assert (fault.line, fault.code, fault.values) == (2, Flaw.NOT_UTF_8, {"byte": 11})


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    assert faults_in(b'id = "x"\n\ntitle = "\xff"\n') == [(3, "", "not_utf_8")]


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("laps = 0x" + "f" * 6000, "not_toml"),
        ("laps = 1" + "0" * 6000, "not_toml"),
        ("a = " + "[" * 100_000, "too_deep"),
    ],
    ids=["hex", "decimal", "deep"],
)
def test_toml_that_no_computer_can_hold_is_told_and_no_traceback(toml: str, code: str) -> None:
    assert [told for _, _, told in faults_in(toml)] == [code]


@pytest.mark.parametrize("number", ["0x" + "f" * 6000, "1" + "0" * 6000], ids=["hex", "decimal"])
def test_of_a_number_that_is_too_long_the_limit_is_told(number: str) -> None:
    with pytest.raises(BadLine) as caught:
        sheet_from_toml(f"laps = {number}".encode())
    (fault,) = caught.value.faults
    assert "4300 digits" in str(fault.values["reason"])


def test_a_bib_that_comes_twice_is_told_beside_what_else_is_wrong() -> None:
    twice = SHEET.replace("laps = 16", "laps = 0", 1) + '\n[[skaters]]\nbib = 13\nname = "Again"\n'
    assert [told for _, _, told in faults_in(twice)] == ["out_of_range", "bib_twice"]


def test_all_that_is_wrong_is_told_at_once_each_with_its_key() -> None:
    wrong = SHEET.replace("laps = 16", "laps = 0").replace("bib = 13", 'bib = "13"').replace("1986-04-23", "12:30:00")
    assert faults_in(wrong) == [
        (None, "laps", "out_of_range"),
        (None, "skaters[0].bib", "wrong_type"),
        (None, "skaters[0].born", "not_a_date"),
    ]


def test_a_sport_that_does_not_fit_is_told_too() -> None:
    wrong = SHEET.replace("isu-2018", "isu-2019") + '[[skaters]]\nbib = 13\nname = "Another"\n'
    assert faults_in(wrong) == [(None, "skaters[1].bib", "bib_twice"), (None, "rules.preset", "unknown_preset")]


def test_a_key_that_nobody_knows_is_told_with_the_nearest_and_the_sheet_still_serves() -> None:
    strange = SHEET.replace("[rules]", 'venu = "x"\n[rules]\nlaped = "out"').replace("lap = 4,", "lap = 4, place = 1,")
    read_in = sheet_from_toml((strange + 'nco = "NED"\n"a b" = 1\n').encode())
    assert read_in.sheet.laps == 16
    assert read_in.faults == (
        Fault(None, "venu", Flaw.UNKNOWN_KEY, {"nearest": "venue"}, harmless=True),
        Fault(None, "rules.laped", Flaw.UNKNOWN_KEY, {"nearest": "lapped"}, harmless=True),
        Fault(None, "rules.sprints[0].place", Flaw.UNKNOWN_KEY, {"nearest": ""}, harmless=True),
        Fault(None, "skaters[0].nco", Flaw.UNKNOWN_KEY, {"nearest": "noc"}, harmless=True),
        Fault(None, "skaters[0].a b", Flaw.UNKNOWN_KEY, {"nearest": ""}, harmless=True),
    )


def test_a_misspelt_key_is_told_beside_the_one_that_is_missing() -> None:
    assert faults_in(SHEET.replace("laps = 16", "lap = 16")) == [
        (None, "laps", "missing"),
        (None, "lap", "unknown_key"),
    ]


@pytest.mark.parametrize("value", ["skaters = 5", "skaters = [5]", "rules = 3\nskaters = []", "skaters = {bib = 1}"])
def test_a_table_that_is_none_is_told_and_not_looked_into(value: str) -> None:
    assert faults_in(f'id = "x"\ntitle = "y"\nlaps = 3\n{value}\n')


def test_a_sheet_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        read_sheet(tmp_path / "no.toml")
    assert caught.value.path == str(tmp_path / "no.toml")
    assert [fault.code for fault in caught.value.faults] == [Flaw.NO_FILE]
