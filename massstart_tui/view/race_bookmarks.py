"""The bookmarks of races, kept in the database of what was watched: moments that a viewer wants to find again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from massstart_tui.view.watched_races import Beginning, WatchedRaces, beginning_of, is_made, is_the_same, key_of_file

NEAR: Final = 1_000
"""Two moments of a race are one bookmark if they are closer than this, in ms."""
_TABLE: Final = """CREATE TABLE IF NOT EXISTS bookmarks (
    path BLOB NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL, t INTEGER NOT NULL, PRIMARY KEY (path, digest, t)
)"""
_TABLES: Final = "SELECT count(*) FROM sqlite_master WHERE name = 'bookmarks'"


class Bookmarks:
    """The bookmarks of every race; all methods raise NotRemembered if the database cannot be used.

    As what was watched, a bookmark belongs to a path and to how the file there begins: another race in the same file
    has none of them.
    """

    def __init__(self, watched: WatchedRaces) -> None:
        """Keep the bookmarks in the database of ``watched``."""
        self._watched = watched

    def of(self, path: Path) -> tuple[int, ...]:
        """Return the bookmarks of the race at ``path``, in ms since the gun, the earliest first."""
        if not self._watched.path.exists():
            return ()
        with self._watched.opened() as database:
            if not is_made(database) or not database.execute(_TABLES).fetchone()[0]:
                return ()
            found = database.execute(
                "SELECT size, digest, t FROM bookmarks WHERE path = ?", (key_of_file(path),)
            ).fetchall()
        known: dict[Beginning, bool] = {}
        moments = []
        for size, digest, t in found:
            if not isinstance(size, int) or not isinstance(t, int):
                continue
            begins = Beginning(size, str(digest))
            if known.setdefault(begins, is_the_same(path, begins)):
                moments.append(t)
        return tuple(sorted(moments))

    def turn(self, path: Path, t: int) -> bool | None:
        """Set a bookmark at ``t``, in ms since the gun, or remove what is there.

        Return whether one is there now; None if there is no such file any more.
        """
        near = [moment for moment in self.of(path) if abs(moment - t) < NEAR]
        try:
            begins = beginning_of(path)
        except OSError:
            begins = None
        if begins is None:
            return None
        with self._watched.opened(to_write=True) as database:
            database.execute(_TABLE)
            for moment in near:
                database.execute("DELETE FROM bookmarks WHERE path = ? AND t = ?", (key_of_file(path), moment))
            if not near:
                row = (key_of_file(path), *begins, t)
                database.execute("INSERT OR REPLACE INTO bookmarks (path, size, digest, t) VALUES (?, ?, ?, ?)", row)
        return not near
