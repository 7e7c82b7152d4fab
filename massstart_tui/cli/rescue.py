"""Write a race somewhere else when its own file cannot be written, without waiting for a disk that does not answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from threading import Thread
from typing import Final, TypeVar

from massstart_tui.settings import log_path

Kept = TypeVar("Kept")
RESCUE_PATIENCE: Final = 3.0
"""Seconds to wait for each folder in which the race could be rescued, whose disk may not answer either."""


def rescued(stream: bytes, name: str) -> Path | None:
    """Write the stream under this name to the first folder that takes it; return its path, or None.

    The log's folder comes first, then the temporary folder: the full disk may be that of the home directory.
    """
    for folder in (log_path().parent, Path(gettempdir())):
        if path := in_time(partial(_write_in, folder, name, stream)):
            return path
    return None


def _write_in(folder: Path, name: str, stream: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return _write_beside_others(folder / name, stream)


def in_time(write: Callable[[], Kept]) -> Kept | None:
    """Call ``write`` and return its result, or None if it fails or the disk does not answer in time."""
    kept: list[Kept] = []

    def attempt() -> None:
        with suppress(OSError):
            kept.append(write())

    thread = Thread(target=attempt, name="rescue", daemon=True)
    thread.start()
    thread.join(RESCUE_PATIENCE)
    return kept[0] if kept else None


def _write_beside_others(path: Path, stream: bytes) -> Path:
    """Write to ``path``, or if it exists to a numbered name, and return the path used.

    An existing file is never overwritten, because anybody may place files in a shared folder.
    """
    from massstart_tui.stream.durable_files import write_new

    free, number = path, 1
    while True:
        try:
            write_new(free, stream)
        except FileExistsError:
            number += 1
            free = path.with_stem(f"{path.stem}-{number}")
        else:
            return free
