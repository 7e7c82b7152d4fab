"""Measure the memory and the processor time of a process and all its children."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

MIB: Final = 2**20


def resident_mib(pid: int) -> float:
    """Return the resident memory, in MiB, of the process and its children."""
    total = 0
    for member in _family(pid):
        with suppress(psutil.NoSuchProcess):
            total += member.memory_info().rss
    return total / MIB


def processor_seconds(pid: int) -> float:
    """Return the processor time, in seconds, that the process and its living children have used."""
    total = 0.0
    for member in _family(pid):
        with suppress(psutil.NoSuchProcess):
            times = member.cpu_times()
            total += times.user + times.system
    return total


def scheduled_seconds(pid: int) -> float:
    """Return the processor time, in seconds, of the living threads of one process, by the scheduler's own account.

    It is exact to nanoseconds: what an idle program uses in seconds is less than a tick of `processor_seconds`.
    """
    accounts = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(account.read_text().split()[0]) for account in accounts) / 1e9


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
