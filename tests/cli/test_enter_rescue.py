"""Tests of ``massstart enter`` if nothing could be written: the whole race is rescued wherever possible."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.cli import entry_opening, rescue
from massstart_tui.cli.exits import ExitCode
from massstart_tui.journal.journal import Condition, Journal
from massstart_tui.journal.listeners import Listeners
from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.journal.system_clocks import system_clocks
from massstart_tui.settings import log_path
from massstart_tui.stream.disk import Disk
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language, words
from tests.journal.recording import an_event
from tests.journal.troubleddisk import FaultyDisk, TroubledDisk
from tests.race.builders import a_sheet

Captured = pytest.CaptureFixture[str]
NO_PATIENCE = 0.05


def a_race_not_on_disk(path: Path, disk: Disk | None = None) -> Recorder:
    """Return a race of two events that are not on disk, which is full or another failing one."""
    header = header_of(a_sheet(6), datetime(2026, 11, 25, tzinfo=UTC))
    journal = Journal.open(path, header, Listeners[Condition](), disk or TroubledDisk(errno.ENOSPC))
    recorder = Recorder(journal, *system_clocks())
    recorder.record([an_event("start", 0)], recorder.clock.steady())
    recorder.record([an_event("note", 5, text="Zbigniew Bródka \x1b[7m")], recorder.clock.steady())
    return recorder


def test_what_could_not_be_written_is_rescued_whole_and_told(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_opening, "PATIENCE", NO_PATIENCE)
    path = tmp_path / "race.jsonl"
    recorder = a_race_not_on_disk(path)
    assert entry_opening.close(recorder, path, words(Language.EN)) == ExitCode.FAILED
    (there,) = log_path().parent.glob("race-*.jsonl")
    assert there.read_bytes() == recorder.stream()
    assert len(load(there).recording) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"2 lines were not written to {path}: the disk is full",
        f"what could not be written to {path} is in {there}",
    ]


def test_what_a_fault_of_the_program_kept_from_the_disk_is_rescued_as_well(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    path = tmp_path / "race.jsonl"
    recorder = a_race_not_on_disk(path, FaultyDisk())
    assert entry_opening.close(recorder, path, words(Language.EN)) == ExitCode.FAILED
    (there,) = log_path().parent.glob("race-*.jsonl")
    assert there.read_bytes() == recorder.stream()
    why = "writing has stopped by a fault of massstart itself (RuntimeError)"
    assert f"2 lines were not written to {path}: {why}" in capsys.readouterr().err


def test_where_the_home_directory_is_full_too_it_is_rescued_elsewhere(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_opening, "PATIENCE", NO_PATIENCE)
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path))
    in_the_way(log_path().parent)
    path = tmp_path / "race.jsonl"
    recorder = a_race_not_on_disk(path)
    entry_opening.close(recorder, path, words(Language.EN))
    (there,) = tmp_path.glob("race-*.jsonl")
    assert there.read_bytes() == recorder.stream()
    assert str(there) in capsys.readouterr().err


def test_where_nothing_can_be_written_at_all_the_race_is_written_out(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_opening, "PATIENCE", NO_PATIENCE)
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "full"))
    in_the_way(log_path().parent)
    in_the_way(tmp_path / "full")
    path = tmp_path / "race.jsonl"
    recorder = a_race_not_on_disk(path)
    assert entry_opening.close(recorder, path, words(Language.EN)) == ExitCode.FAILED
    out, err = capsys.readouterr()
    assert "this is the whole race" in err
    assert "\x1b" not in out
    assert [json.loads(line) for line in out.splitlines()] == list(map(json.loads, recorder.stream().splitlines()))


HOSTILE = "a\u2028b\u0085c\u2029 \u202eright to left\u202c \u200d\u200c \x9b7m \x7f \U0001f600 高木 \U000e0001 \ud7ff"


def a_race_with_hostile_text_and_nowhere_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Return a race of two events and one more, with no folder in which it could be rescued."""
    monkeypatch.setattr(entry_opening, "PATIENCE", NO_PATIENCE)
    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path / "full"))
    in_the_way(log_path().parent)
    in_the_way(tmp_path / "full")
    recorder = a_race_not_on_disk(tmp_path / "race.jsonl")
    recorder.record([an_event("note", 9, text=HOSTILE)], recorder.clock.steady())
    return recorder


def test_a_race_that_is_written_out_to_a_pipe_is_the_journal_to_the_byte(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = a_race_with_hostile_text_and_nowhere_to_go(tmp_path, monkeypatch)
    entry_opening.close(recorder, tmp_path / "race.jsonl", words(Language.EN))
    assert capsysbinary.readouterr().out == recorder.stream()


def test_a_race_that_is_written_out_to_a_terminal_acts_on_nothing_and_pasted_back_has_lost_nothing(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = a_race_with_hostile_text_and_nowhere_to_go(tmp_path, monkeypatch)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    entry_opening.close(recorder, tmp_path / "race.jsonl", words(Language.EN))
    out = capsys.readouterr().out
    assert out.isascii()
    assert all(line.isprintable() for line in out.split("\n"))
    pasted = read_from(io.BytesIO(out.encode()), "pasted")
    assert [pasted.lines.event(seq) for seq in (1, 2, 3)] == [recorder.recording.lines.event(seq) for seq in (1, 2, 3)]
    assert pasted.lines.event(3).text == HOSTILE  # type: ignore[union-attr]
    assert pasted.header == recorder.recording.header


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_what_is_rescued_is_written_through_no_link_and_over_no_file(tmp_path: Path) -> None:
    link, laid = tmp_path / "race.jsonl", tmp_path / "race-2.jsonl"
    link.symlink_to(tmp_path / "of somebody")
    laid.write_bytes(b"mine")
    assert rescue._write_beside_others(link, b"the race") == tmp_path / "race-3.jsonl"
    assert (tmp_path / "race-3.jsonl").read_bytes() == b"the race"
    assert (laid.read_bytes(), (tmp_path / "of somebody").exists()) == (b"mine", False)


def test_a_rescue_that_fails_half_way_leaves_no_fragment_and_goes_on_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Disk.write

    def half(disk: Disk, file: int, data: bytes, at: int) -> None:
        if list(log_path().parent.iterdir()):
            write(disk, file, data[: len(data) // 2], at)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(disk, file, data, at)

    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(Disk, "write", half)
    assert rescue.rescued(b"the race", "race.jsonl") == tmp_path / "race.jsonl"
    assert list(log_path().parent.iterdir()) == []
    assert (tmp_path / "race.jsonl").read_bytes() == b"the race"


def test_a_folder_whose_disk_does_not_answer_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, write_in = threading.Event(), rescue._write_in

    def silent(folder: Path, name: str, stream: bytes) -> Path:
        if folder == log_path().parent:
            answers.wait()
        return write_in(folder, name, stream)

    monkeypatch.setattr(rescue, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(rescue, "_write_in", silent)
    monkeypatch.setattr(rescue, "RESCUE_PATIENCE", 1.0)
    assert rescue.rescued(b"the race", "race.jsonl") == tmp_path / "race.jsonl"
    answers.set()


def in_the_way(folder: Path) -> None:
    """Create a file where a folder is needed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.touch()
