"""Tests of links and other special files at the path of a journal: refused before the gun, never written through."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from massstart_tui.journal.journal import Journal
from massstart_tui.stream.disk import Disk, Linked, NotRegular
from massstart_tui.stream.durable_files import write_over
from tests.journal.journals import Told, header, note, notes, seqs_in

if sys.platform == "win32":
    pytest.skip("links need rights there, and there are no pipes with a name", allow_module_level=True)


def put_link(path: Path, victim: Path) -> None:
    path.symlink_to(victim)


def put_hard_link(path: Path, victim: Path) -> None:
    path.hardlink_to(victim)


def put_pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


PLANTED = [put_link, put_hard_link, put_pipe]


@pytest.mark.parametrize("plant", PLANTED)
def test_what_was_planted_under_the_name_of_the_file_beside_is_not_written_through(plant, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # a row of the table
    path, victim, told = tmp_path / "race.jsonl", tmp_path / "victim", Told()
    victim.write_bytes(b"mine")
    plant(tmp_path / "race.jsonl.new", victim)
    journal = Journal.open(path, header(), told)
    journal.append(notes(1, 2))
    told.confirmed(2)
    journal.close(5)
    assert victim.read_bytes() == b"mine"
    assert seqs_in(path) == [1, 2]
    assert not path.is_symlink()


@pytest.mark.parametrize("plant", PLANTED)
def test_a_file_that_is_written_over_is_not_written_through_what_was_planted(plant, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # a row of the table
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    plant(tmp_path / f".sheet.{os.getpid()}", victim)
    write_over(tmp_path / "sheet", b"the sheet")
    assert (victim.read_bytes(), (tmp_path / "sheet").read_bytes()) == (b"mine", b"the sheet")


def test_a_link_that_leads_back_to_itself_is_an_error_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.symlink_to(path)
    with pytest.raises(OSError, match="symbolic links"):
        Journal.open(path, header(), Told())


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/tty")])
def test_only_a_regular_file_is_opened_and_nothing_is_waited_for(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # a row of the table
    make(tmp_path / "race.jsonl")
    with pytest.raises(NotRegular):
        Disk().open(tmp_path / "race.jsonl")


def test_a_hard_link_to_a_file_that_is_recorded_is_refused_and_free_afterwards(tmp_path: Path) -> None:
    path, other, told = tmp_path / "race.jsonl", tmp_path / "other.jsonl", Told()
    journal = Journal.open(path, header(), told)
    journal.append([note(1)])
    told.confirmed(1)
    other.hardlink_to(path)
    with pytest.raises(Linked):
        Journal.open(other, header(), Told())
    assert sorted(name.name for name in tmp_path.iterdir()) == ["other.jsonl", "race.jsonl", "race.jsonl.lock"]
    journal.append([note(2)])
    told.confirmed(2)
    journal.close(5)
    again = Journal.open(other, header(), Told())
    assert len(again.recording) == 2
    again.close(5)
