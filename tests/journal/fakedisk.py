"""A disk in memory that fails when told to, and knows what a power cut would leave of it.

It is as unreliable as disks are allowed to be. What was not synced is lost, partly lost, or kept. After a failed sync,
the data is shown as if nothing had happened, but no later sync writes it. A name is durable once its folder is synced,
and may be durable before.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from massstart_tui.stream.disk import Disk, FileStatus


class Failure(NamedTuple):
    """A failure of an operation with the errno ``code``; a write fails after ``part`` bytes."""

    code: int
    part: int = 0


def error(code: int) -> OSError:
    """Return the exception that the system raises for ``code``."""
    return OSError(code, os.strerror(code))


class Node:
    """A file: its visible content, and what a power cut may leave of it."""

    def __init__(self, data: bytes = b"") -> None:
        """Create a file that is on disk as it is."""
        self.data = bytearray(data)
        self.durable = bytes(data)
        self.dirty: set[int] = set()
        self.shortest = len(data)

    def write(self, data: bytes, at: int) -> None:
        """Overwrite the visible content."""
        self.data[at : at + len(data)] = data
        self.dirty.update(range(at, at + len(data)))

    def truncate(self, size: int) -> None:
        """Truncate the visible content."""
        del self.data[size:]
        self.dirty = {at for at in self.dirty if at < size}
        self.shortest = min(self.shortest, size)

    def sync(self) -> None:
        """Make durable what was written since the last attempt."""
        old = self.durable[: self.shortest].ljust(len(self.data), b"\0")
        self.durable = bytes(new if at in self.dirty else old[at] for at, new in enumerate(self.data))
        self.dirty.clear()
        self.shortest = len(self.data)

    def left_by_a_power_cut(self) -> list[bytes]:
        """Return the contents that a power cut may leave."""
        written = bytes(self.data)
        torn = self.durable + written[len(self.durable) : (len(self.durable) + len(written)) // 2]
        return [self.durable, self.durable[: self.shortest], torn, written]


class FakeDisk(Disk):
    """One folder of files; ``at_each_step`` is called before and after each operation.

    ``failures`` are by the number of the operation, counted from when they were set. If ``folder_there`` is false no
    name is found, but open files stay open.
    """

    def __init__(self, at_each_step: Callable[[], None] = lambda: None) -> None:
        """Create an empty folder."""
        self.names: dict[Path, Node] = {}
        self.durable_names: dict[Path, Node] = {}
        self.folder_there = True
        self._open: dict[int, Node] = {}
        self._opened = 0
        self._failures: Mapping[int, Failure] = {}
        self._operations = 0
        self._at_each_step = at_each_step

    def fail(self, failures: Mapping[int, Failure]) -> None:
        """Fail at these operations; the next one has the number 0."""
        self._failures = failures
        self._operations = 0

    def put(self, path: Path, data: bytes) -> None:
        """Create a file durably, as another program does."""
        self.names[path] = self.durable_names[path] = Node(data)

    def forget_open_files(self) -> None:
        """Close all files, as the end of the program does."""
        self._open.clear()

    def _failure(self) -> Failure | None:
        self._at_each_step()
        self._operations += 1
        return self._failures.get(self._operations - 1)

    def _may_fail(self) -> None:
        if failure := self._failure():
            raise error(failure.code)

    def _node(self, path: Path) -> Node:
        if not self.folder_there or path not in self.names:
            raise error(errno.ENOENT)
        return self.names[path]

    def _opens(self, node: Node) -> int:
        self._opened += 1
        self._open[self._opened] = node
        return self._opened

    def open(self, path: Path) -> int:
        self._may_fail()
        return self._opens(self._node(path))

    def create(self, path: Path, *, over: bool) -> int:
        self._may_fail()
        if not self.folder_there:
            raise error(errno.ENOENT)
        if path in self.names:
            if not over:
                raise error(errno.EEXIST)
            self.names[path].truncate(0)
        else:
            self.names[path] = Node()
        return self._opens(self.names[path])

    def read(self, file: int) -> bytes:
        self._may_fail()
        return bytes(self._open[file].data)

    def write(self, file: int, data: bytes, at: int) -> None:
        failure = self._failure()
        self._open[file].write(data[: failure.part] if failure else data, at)
        self._at_each_step()
        if failure:
            raise error(failure.code)

    def truncate(self, file: int, size: int) -> None:
        self._may_fail()
        self._open[file].truncate(size)
        self._at_each_step()

    def sync(self, file: int) -> None:
        node = self._open[file]
        if failure := self._failure():
            node.dirty.clear()
            raise error(failure.code)
        node.sync()
        self._at_each_step()

    def sync_folder(self, folder: Path) -> None:
        self._may_fail()
        if not self.folder_there:
            raise error(errno.ENOENT)
        elsewhere = {path: node for path, node in self.durable_names.items() if path.parent != folder}
        self.durable_names = elsewhere | {path: node for path, node in self.names.items() if path.parent == folder}
        self._at_each_step()

    def replace(self, beside: Path, path: Path) -> None:
        self._may_fail()
        self._node(beside)
        self.names[path] = self.names.pop(beside)
        self._at_each_step()

    def remove(self, path: Path) -> None:
        self._may_fail()
        self._node(path)
        del self.names[path]

    def status(self, file: int | Path) -> FileStatus:
        self._may_fail()
        node = self._node(file) if isinstance(file, Path) else self._open[file]
        return FileStatus((0, id(node)), len(node.data))

    def close(self, file: int) -> None:
        self._may_fail()
        del self._open[file]
