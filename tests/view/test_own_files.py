"""Tests of the quick look at a folder: only files of massstart, only regular ones, and names are data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from massstart_tui.journal.writer_lock import Lock, is_held, myself
from massstart_tui.view.file_choices import choices, completed, file_named
from massstart_tui.view.own_files import FileSort, looked_at, own_files
from tests.meetings import make_meeting, skated
from tests.streams import make_stream


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a meeting of two races, and a start sheet."""
    make_meeting(tmp_path, skated(1, 2, 3), skated(3, 2, 1))
    (tmp_path / "sheet.toml").write_text('title = "Club"\nlaps = 9\n[[skaters]]\nbib = 1\nname = "A"\n')
    return tmp_path


def test_each_file_has_its_sort_and_how_many_it_lists(folder: Path) -> None:
    found = {file.path.name: (file.sort, file.entries) for file in own_files(folder)}
    assert found["sf1.jsonl"] == (FileSort.RACE, 6)
    assert found["sheet.toml"] == (FileSort.SHEET, 1)
    assert found["cup.toml"][0] is FileSort.MEETING


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("other.jsonl", b'{"a": 1}\n'),
        ("list.jsonl", b"[1]\n"),
        ("torn.jsonl", b'{"format": "massst'),
        ("bytes.jsonl", b"\xff\xfe\x00"),
        ("empty.jsonl", b""),
        ("no-race.jsonl", b'{"format": "massstart", "race": 3}\n'),
        ("deep.jsonl", b"[" * 100_000),
        ("project.toml", b"[project]\n"),
        ("wrong.toml", b"= = ="),
        (".hidden.jsonl", make_stream()),
        ("race.txt", make_stream()),
    ],
)
def test_other_files_are_left_out(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert own_files(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened_and_neither_is_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.jsonl").mkdir()
    assert own_files(tmp_path) == []
    assert looked_at(tmp_path / "pipe.jsonl") is None


def test_a_race_that_is_being_recorded_is_known_by_its_lock(folder: Path) -> None:
    path = folder / "sf1.jsonl"
    lock = Lock(path, myself())
    lock.hold()
    try:
        signed = lock.path.read_bytes()
        assert is_held(path)
        assert [file.path.name for file in own_files(folder) if file.recording] == ["sf1.jsonl"]
        assert lock.path.read_bytes() == signed
    finally:
        lock.release()
    assert not is_held(path)
    path.with_name("sf1.jsonl.lock").write_bytes(b"\n{}")  # left behind by a process that was killed
    assert not is_held(path)


def test_a_path_is_completed_by_files_of_massstart_folders_and_samples(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "notes.txt").touch()
    assert choices("", folder) == [f"below{os.sep}", "cup.toml", "sf1.jsonl", "sf2.jsonl", "sheet.toml"]
    assert choices("sf", folder) == ["sf1.jsonl", "sf2.jsonl"]
    assert completed("s", choices("sf", folder)) == "sf"
    assert completed("zz", choices("zz", folder)) == "zz"
    assert choices(f"{folder}{os.sep}sh", Path()) == [f"{folder}{os.sep}sheet.toml"]
    assert "beijing-2022-men-sf1" in choices("beij", folder)
    assert choices("~nobody-of-this-name/x", folder) == []
    assert choices("\0", folder) == []


def test_a_file_wins_over_a_sample_of_the_same_name(folder: Path) -> None:
    assert file_named("sf1.jsonl", folder) == folder / "sf1.jsonl"
    assert file_named("beijing-2022-men-sf1", folder).name == "beijing-2022-men-sf1.jsonl"
    (folder / "beijing-2022-men-sf1").touch()
    assert file_named("beijing-2022-men-sf1", folder) == folder / "beijing-2022-men-sf1"
    assert file_named("~nobody-of-this-name", folder) == folder / "~nobody-of-this-name"
