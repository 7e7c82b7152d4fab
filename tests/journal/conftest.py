"""Fixtures for the tests of recording: a journal, and a disk that can fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from massstart_tui.journal.journal import Journal
from tests.journal.journals import Failing, Opener, Told, Unwilling, header, notes, seqs_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a journal, in a folder of its own."""
    folder = tmp_path / "races"
    folder.mkdir()
    return folder / "race.jsonl"


@pytest.fixture
def told() -> Told:
    """Return a callback that keeps what the journal reports."""
    return Told()


@pytest.fixture
def disk() -> Unwilling:
    """Return the journal's disk, which fails when told to."""
    return Unwilling()


@pytest.fixture
def opened(path: Path, told: Told, disk: Unwilling) -> Iterator[Opener]:
    """Open journals for a test, and close all of them afterwards, so that no thread outlives the test."""
    journals: list[Journal] = []

    def open_it(**race: object) -> Journal:
        journals.append(Journal.open(path, header(**race), told, disk))
        return journals[-1]

    yield open_it
    disk.awake.set()
    for journal in journals:
        journal.close(0)
    assert not [thread for thread in threading.enumerate() if thread.name == "journal"]


@pytest.fixture
def begun(path: Path, told: Told, opened: Opener) -> Journal:
    """Return a journal with three events."""
    journal = opened()
    journal.append(notes(1, 3))
    told.confirmed(3)
    assert seqs_in(path) == [1, 2, 3]
    return journal


@pytest.fixture
def failing(path: Path, told: Told, disk: Unwilling, begun: Journal) -> Failing:
    """Return a journal with three events, and what is needed to make it fail."""
    return path, told, disk, begun
