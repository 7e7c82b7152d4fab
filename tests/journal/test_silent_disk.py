"""Tests of a disk that does not answer: it is reported without waiting for it, and lines are written in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.journal import journal as module
from massstart_tui.journal.journal import Condition, Journal, JournalTrouble
from tests.journal.journals import Told, header, note, notes, seqs_in
from tests.journal.troubleddisk import SilentDisk

LONG = 600.0


@pytest.fixture
def silent() -> SilentDisk:
    """Return a disk that can stop answering."""
    return SilentDisk()


def test_lines_that_a_silent_disk_keeps_waiting_are_told_as_trouble_and_written_in_order_once_it_answers(
    tmp_path: Path, silent: SilentDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWERS_WITHIN", 0.0)
    path, told = tmp_path / "race.jsonl", Told()
    journal = Journal.open(path, header(), told, silent)
    journal.append([note(1)])
    told.confirmed(1)
    silent.answers.clear()
    journal.append([note(2)])
    while journal.condition.trouble is None:
        pass
    assert journal.condition == Condition(1, 1, JournalTrouble.SLOW)
    journal.append(notes(3, 5))
    assert journal.condition == Condition(1, 4, JournalTrouble.SLOW)
    silent.answers.set()
    told.confirmed(5)
    assert journal.condition == Condition(5, 0)
    assert seqs_in(path) == [1, 2, 3, 4, 5]
    journal.close(LONG)


def test_a_disk_is_given_its_time_before_it_is_said_not_to_answer(
    tmp_path: Path, silent: SilentDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWERS_WITHIN", LONG)
    silent.answers.clear()
    journal = Journal.open(tmp_path / "race.jsonl", header(), Told(), silent)
    journal.append([note(1)])
    assert journal.condition == Condition(0, 1)
    silent.answers.set()
    journal.close(LONG)


def test_closing_does_not_wait_for_a_disk_that_does_not_answer(
    tmp_path: Path, silent: SilentDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWERS_WITHIN", 0.0)
    monkeypatch.setattr(module, "LAST_TRY", 0.05)
    silent.answers.clear()
    journal = Journal.open(tmp_path / "race.jsonl", header(), Told(), silent)
    journal.append(notes(1, 2))
    assert journal.close(0.05) == Condition(0, 2, JournalTrouble.SLOW)
    silent.answers.set()
