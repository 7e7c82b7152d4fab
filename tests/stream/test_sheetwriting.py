"""Tests of writing a start sheet as TOML: it reads back the same, and the file is written whole or not at all."""

from __future__ import annotations

import os
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.rules import PRESETS, EliminationsEvery, RulesTable, Sprint, SprintsEvery
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.sheet_file import (
    ChangedMeanwhile,
    SheetOnDisk,
    read_sheet,
    sheet_as_toml,
    sheet_from_toml,
    write_anew,
    write_new_sheet,
)
from massstart_tui.text.plain import toml_escaped
from tests.race.builders import a_sheet

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SKATERS = st.builds(
    Skater,
    st.integers(1, 999),
    NAMES,
    TEXTS,
    st.none() | st.dates(),
    st.lists(TEXTS, max_size=3).map(tuple),
)
COUNTS = st.integers(1, 9)
POINTS = st.lists(st.integers(0, 99), max_size=4).map(tuple)


@st.composite
def rules(draw: st.DrawFn, laps: int) -> RulesTable:
    """A strategy for a rules table with any of its keys."""
    at = draw(st.lists(st.integers(1, laps - 1), max_size=3, unique=True)) if laps > 1 else []
    sprints = tuple(Sprint(lap, (*draw(POINTS), 1)) for lap in at)
    return RulesTable(
        preset=draw(st.none() | st.sampled_from(list(PRESETS))),
        sprints=draw(st.none() | st.just(sprints)),
        finish=draw(st.none() | POINTS),
        lapped=draw(st.sampled_from((None, "out", "finishes", "races"))),
        neutral=draw(st.none() | st.booleans()),
        sprints_every=draw(st.none() | st.builds(SprintsEvery, COUNTS, st.just((2, 1)), st.integers(0, 9))),
        eliminate_every=draw(st.none() | st.builds(EliminationsEvery, COUNTS, st.integers(0, 9))),
        lapped_by=draw(st.sampled_from((None, "leaders", "bunch"))),
        lap_points=draw(st.none() | st.integers(0, 20)),
        ranking=draw(st.sampled_from((None, ("completed", "laps_gained", "finish")))),
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A strategy for a valid start sheet with any text in it."""
    laps = draw(st.integers(1, 20))
    return Sheet(
        id=draw(NAMES),
        title=draw(TEXTS),
        laps=laps,
        skaters=tuple(draw(st.lists(SKATERS, min_size=1, max_size=4, unique_by=lambda skater: skater.bib))),
        competition=draw(TEXTS),
        venue=draw(TEXTS),
        start=draw(st.none() | st.datetimes(timezones=st.none() | OFFSETS)),
        lap_length=draw(st.none() | st.floats(1e-3, 100_000)),
        qualify=draw(st.none() | st.integers(1, 30)),
        rules=draw(rules(laps)),
    )


@given(sheets())
def test_a_sheet_written_and_read_back_is_the_same(sheet: Sheet) -> None:
    read_in = sheet_from_toml(sheet_as_toml(sheet).encode())
    assert (read_in.sheet, read_in.faults) == (sheet, ())


@given(sheets())
def test_a_sheet_written_out_for_a_terminal_acts_on_nothing_and_reads_the_same(sheet: Sheet) -> None:
    shown = toml_escaped(sheet_as_toml(sheet))
    assert not any(
        unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in shown if character != "\n"
    )
    assert sheet_from_toml(shown.encode()).sheet == sheet


def test_it_is_written_in_the_form_of_the_documentation_with_dates_as_dates() -> None:
    start = datetime(2022, 2, 19, 15, tzinfo=timezone(timedelta(hours=8)))
    kramer = Skater(13, "Sven Kramer", "NED", date(1986, 4, 23))
    assert sheet_as_toml(Sheet("sf1", "Semi-final 1", 16, (kramer,), start=start, rules=RulesTable("isu-2018"))) == (
        'id = "sf1"\ntitle = "Semi-final 1"\nlaps = 16\nstart = 2022-02-19 15:00:00+08:00\n'
        '\n[rules]\npreset = "isu-2018"\n'
        '\n[[skaters]]\nbib = 13\nname = "Sven Kramer"\nnoc = "NED"\nborn = 1986-04-23\n'
    )


def test_a_new_sheet_never_overwrites_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.toml"
    write_new_sheet(path, a_sheet())
    assert read_sheet(path).sheet == a_sheet()
    with pytest.raises(FileExistsError):
        write_new_sheet(path, a_sheet(2))
    assert read_sheet(path).sheet == a_sheet()
    assert list(tmp_path.iterdir()) == [path]


def test_a_sheet_is_written_in_the_place_of_what_was_there_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.toml"
    SheetOnDisk(path).write(a_sheet())
    path.chmod(0o640)
    SheetOnDisk(path).write(a_sheet(2))
    assert read_sheet(path).sheet == a_sheet(2)
    assert path.stat().st_mode & 0o777 == 0o640 or os.name == "nt"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_a_link_to_a_sheet_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "sheet.toml", tmp_path / "link.toml"
    SheetOnDisk(path).write(a_sheet())
    link.symlink_to(path)
    SheetOnDisk(link).write(a_sheet(2))
    assert link.is_symlink()
    assert read_sheet(path).sheet == a_sheet(2)


def test_a_sheet_that_another_program_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "sheet.toml"
    write_new_sheet(path, a_sheet())
    on_disk = SheetOnDisk(path)
    on_disk.write(a_sheet(2))
    on_disk.write(a_sheet(3))
    others = f"# the heats are drawn\n{sheet_as_toml(a_sheet(4))}".encode()
    path.write_bytes(others)
    with pytest.raises(ChangedMeanwhile):
        on_disk.write(a_sheet(5))
    assert path.read_bytes() == others


def test_a_sheet_that_is_gone_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "sheet.toml"
    write_new_sheet(path, a_sheet())
    on_disk = SheetOnDisk(path)
    path.unlink()
    on_disk.write(a_sheet(2))
    assert read_sheet(path).sheet == a_sheet(2)


def test_a_sheet_that_is_written_anew_is_kept_beside_under_a_free_name(tmp_path: Path) -> None:
    path = tmp_path / "final.toml"
    path.write_text("# by hand\n")
    on_disk = SheetOnDisk(path)
    kept = [write_anew(path, on_disk, a_sheet(skaters)) for skaters in (2, 3, 4)]
    assert [copy.name for copy in kept] == ["final.before.toml", "final.before-2.toml", "final.before-3.toml"]
    assert kept[0].read_text() == "# by hand\n"
    assert [read_sheet(copy).sheet for copy in (*kept[1:], path)] == [a_sheet(2), a_sheet(3), a_sheet(4)]
    assert {*tmp_path.iterdir()} == {path, *kept}


def test_where_a_sheet_cannot_be_written_anew_no_copy_stays(tmp_path: Path) -> None:
    path = tmp_path / "final.toml"
    write_new_sheet(path, a_sheet())
    on_disk = SheetOnDisk(path)
    path.write_text("# others\n")
    with pytest.raises(ChangedMeanwhile):
        write_anew(path, on_disk, a_sheet(2))
    assert path.read_text() == "# others\n"
    assert list(tmp_path.iterdir()) == [path]
