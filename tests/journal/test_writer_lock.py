"""Tests of the writer lock: a second writer is told who holds it, and a process that dies holds nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.journal.journal import Journal
from massstart_tui.journal.writer_lock import Held, Holder, Lock, holder_of, myself
from massstart_tui.stream.codec import encode_event, encode_header
from massstart_tui.stream.reading import read
from tests.journal.journals import SECONDS, Told, header, note

SOMEBODY = Holder(41, "rink", "Zoë\x1b[31m", datetime(2026, 11, 23, 14, 3, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "race.jsonl"


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    with ExitStack() as started:
        yield started


def another(path: Path, processes: ExitStack) -> subprocess.Popen[str]:
    """Start another process that wants to record at this path."""
    argv = [sys.executable, "-m", "tests.journal.holding", str(path)]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    processes.enter_context(process)
    processes.callback(process.kill)
    return process


def says(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_writer_is_told_who_records_and_may_read_along(path: Path, processes: ExitStack) -> None:
    path.write_bytes(encode_header(header()) + encode_event(note(1)))
    holder = another(path, processes)
    assert says(holder) == "holds"
    with pytest.raises(Held) as caught:
        Journal.open(path, header(), Told())
    told = caught.value.holder
    assert told is not None
    assert (told.pid, told.host, told.user) == (holder.pid, socket.gethostname(), myself().user)
    assert told.since.utcoffset() is not None
    assert len(read(path)) == 1


def test_when_the_first_is_killed_the_next_can_record_at_once(path: Path, processes: ExitStack) -> None:
    holder = another(path, processes)
    assert says(holder) == "holds"
    holder.kill()
    holder.wait(SECONDS)
    journal = Journal.open(path, header(), Told())
    assert holder_of(path.with_name("race.jsonl.lock")) == journal._lock.holder
    journal.close(SECONDS)
    assert list(path.parent.iterdir()) == []


def test_when_the_first_closes_no_file_is_left_and_the_next_can_record(path: Path, processes: ExitStack) -> None:
    holder = another(path, processes)
    assert says(holder) == "holds"
    holder.communicate(timeout=SECONDS)
    assert list(path.parent.iterdir()) == []
    Journal.open(path, header(), Told()).close(SECONDS)


def test_of_many_that_open_at_once_one_records(path: Path, processes: ExitStack) -> None:
    said = [says(process) for process in [another(path, processes) for _ in range(4)]]
    assert sorted(said) == ["held", "held", "held", "holds"]


def test_a_lock_that_is_held_goes_on_being_held(path: Path) -> None:
    lock = Lock(path, SOMEBODY)
    lock.hold()
    file = lock.path.stat().st_ino
    lock.hold()
    assert lock.path.stat().st_ino == file
    assert holder_of(lock.path) == SOMEBODY
    lock.release()
    lock.release()
    assert not lock.path.exists()


def test_a_lock_whose_file_has_gone_is_taken_again_unless_somebody_came_before(path: Path) -> None:
    first, second = Lock(path, SOMEBODY), Lock(path, SOMEBODY._replace(pid=42))
    first.hold()
    first.path.unlink()
    first.hold()
    assert first.path.exists()
    first.path.unlink()
    second.hold()
    with pytest.raises(Held) as caught:
        first.hold()
    assert caught.value.holder == second.holder
    first.release()
    assert holder_of(second.path) == second.holder
    second.release()


def test_a_lock_makes_no_folder(path: Path) -> None:
    lock = Lock(path.with_name("away") / path.name, SOMEBODY)
    with pytest.raises(FileNotFoundError):
        lock.hold()
    assert not lock.path.parent.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\n{", b"\n[]", b'\n{"pid":1}', b'\n{"pid":[],"host":"","user":"","since":""}', b"\n\xff" * 9999],
)
def test_a_lock_that_nobody_signed_rightly_is_held_by_nobody_known(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert holder_of(path) is None
    assert holder_of(path.with_name("nowhere")) is None


def test_this_process_signs_with_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "zoë")
    assert myself()[:3] == (os.getpid(), socket.gethostname(), "zoë")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a folder that takes no files from root either")
def test_a_folder_that_takes_no_files_is_not_told_as_held() -> None:
    with pytest.raises(OSError, match="No such file"):
        Lock(Path("/proc/race.jsonl"), SOMEBODY).hold()
