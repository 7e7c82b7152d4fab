"""The system's clocks by which a race is recorded."""

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
"""The file in which Linux gives an id of the machine's current start."""
_BOOT_LETTERS: Final = 12
"""The number of characters of its digest that are kept: enough to tell a machine's starts apart."""


# Looked up by name, because Python defines only the clocks of its own system.
_COUNTS_SLEEP: Final[int | None] = getattr(
    time, {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC_RAW"}.get(sys.platform, ""), None
)


class SystemClocks(NamedTuple):
    """The clocks of a system.

    ``steady`` returns nanoseconds that never go back and that include the time the machine sleeps. ``wall`` returns the
    time of day, which anybody may set. ``awake`` is like ``steady`` but leaves out sleep; on a system without such a
    clock both are the same. ``boot`` identifies the start of the machine from which ``steady`` counts; it is None if
    the system does not tell, and then two processes cannot compare their ``steady`` readings.
    """

    steady: Callable[[], int]
    wall: Callable[[], datetime]
    awake: Callable[[], int]
    boot: str | None


def system_wall() -> datetime:
    """Return the time of day in UTC, which daylight saving does not move."""
    return datetime.now(UTC)


def system_steady() -> int:
    """Return nanoseconds that never go back and that include sleep.

    Linux has CLOCK_BOOTTIME for this. On macOS CLOCK_MONOTONIC_RAW includes sleep, but Python's ``time.monotonic`` does
    not; on Windows ``time.monotonic`` does. Any other system falls back to ``time.monotonic``: if that leaves out
    sleep, sleep shows as a step of the time of day.
    """
    return time.monotonic_ns() if _COUNTS_SLEEP is None else time.clock_gettime_ns(_COUNTS_SLEEP)


def system_clocks() -> SystemClocks:
    """Return the clocks of this machine."""
    return SystemClocks(system_steady, system_wall, time.monotonic_ns, _this_boot())


def _this_boot() -> str | None:
    """Return an id of the machine's current start, or None.

    It is a digest, because a journal is handed on and the id itself belongs to the machine.
    """
    with suppress(OSError):
        return sha256(_BOOT_ID.read_bytes().strip()).hexdigest()[:_BOOT_LETTERS]
    return None
