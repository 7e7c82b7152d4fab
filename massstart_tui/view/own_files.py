"""The races, start sheets and meetings in a folder, as a quick look at each file shows them.

Only the beginning of a race is read. Nothing is checked: a file is checked when it is opened.
"""

from __future__ import annotations

import json
import stat
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from massstart_tui.journal.writer_lock import is_held
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.quick_look import LONGEST_HEADER

MOST_FILES: Final = 300
"""The number of files of a folder that are looked at; those changed last."""
_LARGEST: Final = 1 << 20
"""The size in bytes of the largest TOML file that is looked at: a start sheet of a hundred skaters has a tenth."""


class FileSort(StrEnum):
    """What is in a file."""

    RACE = "race"
    SHEET = "sheet"
    MEETING = "meeting"


class OwnFile(NamedTuple):
    """A file: its ``title`` as it is written, and how many ``entries`` it lists: skaters, or races if it is a meeting.

    ``recording`` says whether the race is being recorded now.
    """

    path: Path
    sort: FileSort
    title: str
    entries: int
    recording: bool = False


def own_files(folder: Path) -> list[OwnFile]:
    """Return the files of massstart in ``folder``, those changed last first. Raises OSError."""
    named = [path for path in folder.iterdir() if path.suffix.lower() in _SORTS and not path.name.startswith(".")]
    dated = sorted(((_changed(path), path) for path in named), reverse=True)
    return [found for changed, path in dated[:MOST_FILES] if changed and (found := looked_at(path))]


def _changed(path: Path) -> int:
    """Return when a regular file was changed, in ns; 0 if it is none."""
    try:
        found = path.stat()
    except OSError:
        return 0
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else 0


def looked_at(path: Path) -> OwnFile | None:
    """Return what is in the file at ``path``; None if it is no file of massstart, or cannot be read."""
    if not _changed(path):
        return None
    try:
        return _SORTS[path.suffix.lower()](path)
    except (OSError, ValueError, RecursionError, KeyError):
        return None


def _race(path: Path) -> OwnFile | None:
    with path.open("rb") as file:
        header = json.loads(file.readline(LONGEST_HEADER))
    if not isinstance(header, dict) or header.get("format") != "massstart":
        return None
    race = header.get("race")
    if not isinstance(race, dict):
        return None
    return OwnFile(path, FileSort.RACE, _title(race), _counted(race, "skaters"), is_held(path))


def _table(path: Path) -> OwnFile | None:
    if path.stat().st_size > _LARGEST:
        return None
    table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    if "skaters" in table:
        return OwnFile(path, FileSort.SHEET, _title(table), _counted(table, "skaters"))
    return OwnFile(path, FileSort.MEETING, _title(table), _counted(table, "races")) if "races" in table else None


def _title(table: dict[str, Any]) -> str:
    title = table.get("title", "")
    return title if isinstance(title, str) else ""


def _counted(table: dict[str, Any], key: str) -> int:
    listed = table.get(key)
    return len(listed) if isinstance(listed, list) else 0


_SORTS: Final = {".jsonl": _race, ".toml": _table}
