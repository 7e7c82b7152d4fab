"""The clocks of the system that a race is recorded by."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux says which start of the machine this is."""
_BOOT_LETTERS: Final = 12
"""As much of it as tells two starts of a machine apart."""


# By name, since each system's Python knows only its own.
_COUNTS_SLEEP: Final[int | None] = getattr(
    time, {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC_RAW"}.get(sys.platform, ""), None
)


class SystemClocks(NamedTuple):
    """The clocks of one system.

    ``steady`` gives nanoseconds that never go back and count the time that the machine sleeps. ``wall`` is the time of
    day, which anybody may set. ``awake`` is as steady but leaves out sleep, where the system has such a clock; else it
    is the same. ``boot`` names the start of the machine that ``steady`` counts from, None where the system does not
    tell: then two runs of massstart cannot compare it.
    """

    steady: Callable[[], int]
    wall: Callable[[], datetime]
    awake: Callable[[], int]
    boot: str | None


def system_wall() -> datetime:
    """The time of day, in UTC: daylight saving does not move it."""
    return datetime.now(UTC)


def system_steady() -> int:
    """Nanoseconds that never go back, and count sleep.

    Linux has a clock for that, CLOCK_BOOTTIME; on macOS CLOCK_MONOTONIC_RAW goes on in sleep, and Python's own
    ``time.monotonic`` does not; on Windows Python's goes on in sleep. A system with none of these counts what its
    ``time.monotonic`` counts: there, sleep shows as a step of the time of day.
    """
    return time.monotonic_ns() if _COUNTS_SLEEP is None else time.clock_gettime_ns(_COUNTS_SLEEP)


def system_clocks() -> SystemClocks:
    """Those of this machine."""
    return SystemClocks(system_steady, system_wall, time.monotonic_ns, _this_boot())


def _this_boot() -> str | None:
    """A name for this start of the machine; a digest, since a journal is handed on and the name is the machine's."""
    with suppress(OSError):
        return sha256(_BOOT_ID.read_bytes().strip()).hexdigest()[:_BOOT_LETTERS]
    return None
