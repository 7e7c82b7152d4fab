"""Kill a journal again and again while it is written: ``python -m tests.journal.killing FOLDER RUNS SEED``.

Each run is a process of its own, forked from this one so that it starts at once. It opens the journal left by the runs
before it, records without a pause, and writes to a pipe what was confirmed. It is killed from outside at a random
instant, during opening or later, or kills itself before a random disk operation, or within a write. Then the journal is
opened again. For each run a line of JSON says what was confirmed, and what was found.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import Final, NoReturn

from massstart_tui.journal.journal import Condition, Journal
from massstart_tui.stream.disk import Disk, FileStatus
from massstart_tui.stream.reading import read
from tests.journal.journals import header, note

RUNS_A_JOURNAL: Final = 20
LONGEST_LIFE: Final = 0.03
"""The maximum number of seconds before a process is killed."""
LAST_WRITE: Final = 8
LAST_OPERATION: Final = 50


def die() -> NoReturn:
    """End the process with SIGKILL, so that it has no chance to react."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody outlives SIGKILL")


class DeadlyDisk(Disk):
    """A real disk that kills the process after so many operations, or writes; of the last write ``part`` is done."""

    def __init__(self, *, operations: int | None = None, writes: int | None = None, part: float) -> None:
        self.operations = operations
        self.writes = writes
        self.part = part

    def _step(self) -> None:
        if self.operations is not None:
            self.operations -= 1
            if self.operations < 0:
                die()

    def open(self, path: Path) -> int:
        self._step()
        return super().open(path)

    def create(self, path: Path, *, over: bool) -> int:
        self._step()
        return super().create(path, over=over)

    def write(self, file: int, data: bytes, at: int) -> None:
        self._step()
        if self.writes is not None:
            self.writes -= 1
        if self.writes == -1:
            super().write(file, data[: int(len(data) * self.part)], at)
            die()
        super().write(file, data, at)

    def truncate(self, file: int, size: int) -> None:
        self._step()
        super().truncate(file, size)

    def sync(self, file: int) -> None:
        self._step()
        super().sync(file)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        super().sync_folder(folder)

    def replace(self, beside: Path, path: Path) -> None:
        self._step()
        super().replace(beside, path)

    def status(self, file: int | Path) -> FileStatus:
        self._step()
        return super().status(file)


def record(path: Path, disk: Disk, random: Random, pipe: int) -> None:
    """Record endlessly, a few events at a time and sometimes another header; write what was confirmed to the pipe."""

    def told(condition: Condition) -> None:
        os.write(pipe, f"{condition.confirmed}\n".encode())

    journal = Journal.open(path, header(), told, disk)
    told(journal.condition)
    seq = len(journal.recording)
    while True:
        some = random.randint(1, 3)
        journal.append([note(seq + more, "x" * random.randrange(300)) for more in range(1, some + 1)])
        seq += some
        if random.random() < 0.1:
            journal.replace_header(header(title=f"A title after {seq}"))
        while journal.condition.pending > 6:
            time.sleep(0.0002)


def chosen_disk(how: str, random: Random) -> Disk:
    """Return the disk for this way to die."""
    if how == "within a write":
        return DeadlyDisk(writes=random.randrange(LAST_WRITE), part=random.random())
    if how == "before an operation":
        return DeadlyDisk(operations=random.randrange(LAST_OPERATION), part=0)
    return Disk()


def run(path: Path, random: Random) -> tuple[str, list[int]]:
    """Run and kill one process; return how it died, and everything that was confirmed."""
    how = random.choice(["while it opens", "at an instant", "at an instant", "before an operation", "within a write"])
    disk = chosen_disk(how, random)
    life = random.uniform(0, LONGEST_LIFE)
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            record(path, disk, random, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        opened = pipe.readline() if how == "at an instant" else ""
        if type(disk) is Disk:
            time.sleep(life)
            os.kill(child, signal.SIGKILL)
        confirmed = [int(line) for line in (opened + pipe.read()).splitlines()]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"it ended of itself: {status}"
    return how, confirmed


def reopened(path: Path) -> dict[str, object]:
    """Open the journal again, and return how many events it has, and whether only the tear was moved away."""
    found = path.read_bytes() if path.exists() else b""
    tear = found[found.rfind(b"\n") + 1 :]
    journal = Journal.open(path, header(), lambda _: None)
    moved = journal.moved_tear.read_bytes() if journal.moved_tear else b""
    left = path.read_bytes() if path.exists() else b""
    events = len(journal.recording)
    journal.close(1)
    faults = len(read(path).faults) if left else 0
    return {"events": events, "tear": len(tear), "kept": moved == tear and left + tear == found, "faults": faults}


def main(folder: Path, runs: int, seed: int) -> None:
    """Run all, one journal after another."""
    for number in range(runs):
        path = folder / str(number // RUNS_A_JOURNAL) / "race.jsonl"
        path.parent.mkdir(exist_ok=True)
        how, confirmed = run(path, Random(seed + number))
        line = {"how": how, "confirmed": confirmed[-1] if confirmed else 0, **reopened(path)}
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
