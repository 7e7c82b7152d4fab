"""Tests of what happens to the folder, the file and the lock of a journal while it records."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from massstart_tui.journal.journal import Condition, Journal, JournalTrouble
from massstart_tui.stream import disk
from massstart_tui.stream.disk import Linked
from massstart_tui.stream.reading import read
from tests.journal.journals import SECONDS, Told, header, names, note, seqs_in


def test_a_folder_that_has_gone_is_told_and_not_made(path: Path, told: Told, begun: Journal) -> None:
    path.parent.rename(path.parent.with_name("away"))
    begun.append([note(4)])
    assert told.wait_for(lambda condition: condition.trouble is not None)[:3] == (3, 1, JournalTrouble.GONE)
    assert not path.parent.exists()
    path.parent.with_name("away").rename(path.parent)
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]
    assert names(path) == ["race.jsonl", "race.jsonl.lock"]


def test_in_a_folder_that_came_back_empty_everything_is_written_anew(path: Path, told: Told, begun: Journal) -> None:
    path.parent.rename(path.parent.with_name("away"))
    begun.append([note(4)])
    told.wait_for(lambda condition: condition.trouble is JournalTrouble.GONE)
    path.parent.mkdir()
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]
    assert names(path) == ["race.jsonl", "race.jsonl.lock"]


def test_a_file_that_was_removed_is_written_anew(path: Path, told: Told, begun: Journal) -> None:
    path.unlink()
    begun.append([note(4)])
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]


def test_another_file_in_its_place_is_left_alone(path: Path, told: Told, begun: Journal) -> None:
    other = path.with_name("other")
    other.write_bytes(b"somebody's")
    other.replace(path)
    begun.append([note(4)])
    assert told.wait_for(lambda condition: condition.trouble is not None) == Condition(3, 1, JournalTrouble.REPLACED)
    assert path.read_bytes() == b"somebody's"
    path.unlink()
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]


def test_a_lock_file_that_was_removed_is_there_again_with_the_next_line(path: Path, told: Told, begun: Journal) -> None:
    lock = path.with_name("race.jsonl.lock")
    lock.unlink()
    begun.append([note(4)])
    told.confirmed(4)
    assert lock.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there the file itself is not locked")
def test_without_its_lock_file_a_file_that_is_recorded_is_held_all_the_same(path: Path, begun: Journal) -> None:
    path.with_name("race.jsonl.lock").unlink()
    with pytest.raises(Linked):
        Journal.open(path, begun.recording.header, Told())


def test_who_lost_the_lock_to_another_writes_nothing_more(
    path: Path, told: Told, begun: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_lock", lambda *_: None)  # a file system without locks of its own
    path.with_name("race.jsonl.lock").unlink()
    second = Told()
    taken_over = Journal.open(path, header(), second)
    begun.append([note(4)])
    assert told.wait_for(lambda condition: condition.trouble is not None) == Condition(3, 1, JournalTrouble.HELD)
    taken_over.append([note(4, "of the other")])
    assert taken_over.close(SECONDS).confirmed == 4
    told.wait_for(lambda condition: condition.trouble is JournalTrouble.REPLACED)
    assert begun.close(0) == Condition(3, 1, JournalTrouble.REPLACED)
    assert read(path).lines.event(4) == note(4, "of the other")
