"""Files written whole: once a call has come back they are on the disk, and where it fails nothing is left of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from massstart_tui.stream.disk import Disk


def write_new(path: Path, content: bytes) -> None:
    """Write a file where nothing is, not even a link; raises FileExistsError, else OSError."""
    disk = Disk()
    file = disk.create(path, over=False)
    with _removed_on_error(disk, path):
        _fill(disk, file, content)
        disk.sync_folder(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write a file in the place of what is at ``path``, which stays until then; a link stays one. Raises OSError."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    disk = Disk()
    try:
        file = disk.create(beside, over=True)
        with _removed_on_error(disk, beside):
            _fill(disk, file, content)
            disk.replace(beside, target)
    except OSError as error:
        # the file beside it is of no interest to a person, and gone
        raise OSError(error.errno, error.strerror, str(path)) from error
    disk.sync_folder(target.parent)


def _fill(disk: Disk, file: int, content: bytes) -> None:
    """Write it and let go of it: Windows neither moves nor removes a file that is open."""
    try:
        disk.write(file, content, 0)
        disk.sync(file)
    finally:
        disk.close(file)


@contextmanager
def _removed_on_error(disk: Disk, path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            disk.remove(path)
        raise
