"""Write files as a whole: on return they are on the disk, and after an error nothing of them is left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from massstart_tui.stream.disk import Disk


def write_new(path: Path, content: bytes) -> None:
    """Write a file where nothing exists, not even a link; raises FileExistsError, else OSError."""
    disk = Disk()
    file = disk.create(path, over=False)
    with _removed_on_error(disk, path):
        _fill(disk, file, content)
        disk.sync_folder(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Replace the file at ``path`` in one step; a link stays a link. Raises OSError."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    disk = Disk()
    try:
        file = disk.create(beside, over=True)
        with _removed_on_error(disk, beside):
            _fill(disk, file, content)
            disk.replace(beside, target)
    except OSError as error:
        # Name the file that the caller gave: the temporary one beside it means nothing to a person, and is gone.
        raise OSError(error.errno, error.strerror, str(path)) from error
    disk.sync_folder(target.parent)


def _fill(disk: Disk, file: int, content: bytes) -> None:
    """Write the content and close the file, since Windows neither moves nor removes an open file."""
    try:
        disk.write(file, content, 0)
        disk.sync(file)
    finally:
        disk.close(file)


@contextmanager
def _removed_on_error(disk: Disk, path: Path) -> Iterator[None]:
    """Remove ``path`` if the body raises."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            disk.remove(path)
        raise
