"""What several modules begin with.

For the tests of sharing a NATS server, one for all that leave it alone, and races of their own on it. For those of
recording a journal, and all there is to make it fail.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from massstart_tui.stream.address import Address
from massstart_tui.stream.journal import Journal
from tests.stream.journals import Failing, Opener, Told, Unwilling, header, notes, seqs_in
from tests.stream.natsserver import NatsServer

_numbers = count(1)


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """A server as for a first try."""
    server = NatsServer(tmp_path_factory.mktemp("nats"))
    yield server
    server.kill()


@pytest.fixture
def address(nats_server: NatsServer) -> Address:
    """Where no race has been shared yet."""
    return nats_server.address(f"race-{next(_numbers)}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal goes, in a folder of its own."""
    folder = tmp_path / "races"
    folder.mkdir()
    return folder / "race.jsonl"


@pytest.fixture
def told() -> Told:
    """What the journal tells."""
    return Told()


@pytest.fixture
def disk() -> Unwilling:
    """The disk under it, which fails when it is asked to."""
    return Unwilling()


@pytest.fixture
def opened(path: Path, told: Told, disk: Unwilling) -> Iterator[Opener]:
    """Opens the journal of a test, and closes every one that it opened: no thread outlives a test."""
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
    """A journal of three events."""
    journal = opened()
    journal.append(notes(1, 3))
    told.confirmed(3)
    assert seqs_in(path) == [1, 2, 3]
    return journal


@pytest.fixture
def failing(path: Path, told: Told, disk: Unwilling, begun: Journal) -> Failing:
    """A journal of three events, and all there is to make it fail."""
    return path, told, disk, begun
