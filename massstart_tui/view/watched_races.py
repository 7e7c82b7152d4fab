"""How far each race was watched, remembered between runs in a small database beside the settings.

A race is known by its path and by the beginning of its content: another race at the same path was not watched. Several
programs may write at the same time. A file that cannot be used is reported and left as it is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3

MOST: Final = 500
"""The number of files that are remembered; those opened longest ago are forgotten."""
VERSION: Final = 1
PATIENCE: Final = 2.0
"""Seconds to wait for another program that writes."""
BEGINNING: Final = 1 << 16
"""The number of bytes at most by which a file is recognized.

They have the start sheet and the first laps. The rest of a race under way is still to come.
"""
_TABLE: Final = """CREATE TABLE IF NOT EXISTS watched (
    path BLOB PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL, left_at INTEGER NOT NULL,
    furthest INTEGER NOT NULL, to_go INTEGER NOT NULL, over INTEGER NOT NULL, opened TEXT NOT NULL
)"""
_FORGET: Final = "DELETE FROM watched WHERE path NOT IN (SELECT path FROM watched ORDER BY opened DESC LIMIT ?)"
_COLUMNS: Final = "path, kind, size, digest, left_at, furthest, to_go, over, opened"


class NotRemembered(Exception):
    """Raised if the file cannot be read or written; ``reason`` is in the words of the system."""

    def __init__(self, reason: str) -> None:
        """Store the reason."""
        self.reason = reason
        super().__init__(reason)


class FileKind(StrEnum):
    """What an opened file is."""

    RACE = "race"
    MEETING = "meeting"


class Beginning(NamedTuple):
    """The first ``size`` bytes of a file, as a digest."""

    size: int
    digest: str


class SeenSoFar(NamedTuple):
    """How far a race was watched.

    ``left_at`` is the t in ms since the gun at which it was left. ``furthest`` is the latest t that was shown; there
    were ``to_go`` laps to go then, and the race was ``over`` or not.
    """

    left_at: int
    furthest: int
    to_go: int
    over: bool


NOTHING: Final = SeenSoFar(-1, -1, 0, over=False)
"""Nothing of the race was watched."""


class Watched(NamedTuple):
    """One file that was opened, and when; ``begins`` is its content at that time."""

    path: Path
    kind: FileKind
    begins: Beginning
    seen: SeenSoFar
    opened: datetime


def beginning_of(path: Path, size: int = BEGINNING) -> Beginning | None:
    """Return how the file at ``path`` begins, by ``size`` bytes at most; None if it is no regular file.

    Raises OSError.
    """
    import hashlib  # noqa: PLC0415 - nothing of it is needed for the first picture

    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        content = file.read(size)
    return Beginning(len(content), hashlib.sha256(content).hexdigest())


def is_the_same(path: Path, begins: Beginning) -> bool:
    """Return whether the file at ``path`` begins with this content; it may have grown since."""
    try:
        return beginning_of(path, begins.size) == begins
    except OSError:
        return False


class WatchedRaces:
    """The remembered files. All methods raise NotRemembered if the database cannot be used."""

    def __init__(self, path: Path) -> None:
        """Use the database at ``path``, which is created when there is something to remember."""
        self.path = path

    def seen_of(self, path: Path) -> SeenSoFar | None:
        """Return how far the race at ``path`` was watched; None if this race was not opened before."""
        known = self._known(path)
        return known.seen if known is not None and is_the_same(path, known.begins) else None

    def _known(self, path: Path) -> Watched | None:
        if not self.path.exists():
            return None
        with self.opened() as database:
            return _row_of(database, path) if is_made(database) else None

    def recent(self, most: int) -> list[Watched]:
        """Return the files that were opened last, the latest first, and ``most`` at most."""
        if not self.path.exists():
            return []
        with self.opened() as database:
            if not is_made(database):
                return []
            found = database.execute(f"SELECT {_COLUMNS} FROM watched ORDER BY opened DESC LIMIT ?", (most,))  # noqa: S608 - the columns are a constant
            return [_watched(row) for row in found]

    def note(self, path: Path, kind: FileKind, begins: Beginning, seen: SeenSoFar, now: datetime) -> None:
        """Remember that the file at ``path`` was opened at ``now``, and how far it was watched.

        What was watched of the same race before is kept, also if another program noted it meanwhile.
        """
        with self.opened(to_write=True) as database:
            before = _row_of(database, path)
            if before is not None and is_the_same(path, before.begins):
                seen = _joined(before.seen, seen)
            database.execute(
                f"INSERT OR REPLACE INTO watched ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - as above
                (key_of_file(path), kind.value, *begins, *seen, now.isoformat()),
            )
            database.execute(_FORGET, (MOST,))

    @contextmanager
    def opened(self, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
        """Yield the database within a transaction; what goes wrong in it is raised as NotRemembered."""
        try:
            import sqlite3  # noqa: PLC0415 - nothing of it is needed for the first picture
        except ImportError as error:  # a Python that was built without it
            raise NotRemembered(str(error)) from error
        try:
            if to_write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                yield from _transaction(database, to_write=to_write)
            finally:
                database.close()
        except (sqlite3.Error, OSError, ValueError) as error:
            raise NotRemembered(_reason(error)) from error


def _transaction(database: sqlite3.Connection, *, to_write: bool) -> Iterator[sqlite3.Connection]:
    """Yield the connection; what is written is committed afterwards, or none of it after an error."""
    database.execute("BEGIN IMMEDIATE" if to_write else "BEGIN")
    with database:
        if not is_made(database) and to_write:
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {VERSION}")
        yield database


def is_made(database: sqlite3.Connection) -> bool:
    """Return whether the database has its table; an empty one was left by a program that ended too early.

    Raises ValueError if it is a database of something else, or of a later version.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version > VERSION or (tables and version != VERSION):
        raise ValueError(f"user_version {version}")
    return bool(version)


def _joined(before: SeenSoFar, now: SeenSoFar) -> SeenSoFar:
    """Return the later progress, with what was seen further before; nothing watched now leaves all as it was."""
    if now == NOTHING:
        return before
    return now if now.furthest >= before.furthest else before._replace(left_at=now.left_at)


def key_of_file(path: Path) -> bytes:
    """Return the whole path as bytes, because a name need not be text."""
    return os.fsencode(path.resolve())


def _row_of(database: sqlite3.Connection, path: Path) -> Watched | None:
    row = database.execute(f"SELECT {_COLUMNS} FROM watched WHERE path = ?", (key_of_file(path),)).fetchone()  # noqa: S608 - as above
    return None if row is None else _watched(row)


def _watched(row: tuple[Any, ...]) -> Watched:
    """Return a row of the database; raises ValueError if a value in it is of another kind."""
    path, kind, size, digest, left_at, furthest, to_go, over, opened = row
    if not isinstance(path, bytes) or not all(isinstance(number, int) for number in (size, left_at, furthest, to_go)):
        raise ValueError(str(row))
    seen = SeenSoFar(left_at, furthest, to_go, bool(over))
    beginning = Beginning(size, str(digest))
    return Watched(Path(os.fsdecode(path)), FileKind(kind), beginning, seen, datetime.fromisoformat(str(opened)))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
