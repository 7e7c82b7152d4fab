"""Read and write a start sheet as a TOML file: the race, its rules, and a table for each skater."""

from __future__ import annotations

import json
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from itertools import count
from pathlib import Path
from typing import Any, Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import BadLine, decode_sheet, sheet_fields
from massstart_tui.stream.durable_files import write_new, write_over
from massstart_tui.stream.faults import BadData, Fault, Flaw, not_utf_8, unreadable
from massstart_tui.stream.regular_files import LONGEST_LINE, content_of
from massstart_tui.stream.toml_depth import DEEPEST, too_deep
from massstart_tui.stream.unknown_keys import unknown_keys

SUFFIX: Final = ".toml"
LARGEST_SHEET: Final = LONGEST_LINE // 2
"""The most bytes of a start sheet: it becomes the first line of a stream, where a character may take twice as many."""
_AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
"""The end of tomllib's messages; before Python 3.14 its exceptions have no line attribute."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A start sheet that was read; ``faults`` are the harmless ones, such as an unknown key."""

    sheet: Sheet
    faults: tuple[Fault, ...]


def read_sheet(path: Path | str) -> SheetFile:
    """Read the start sheet in the TOML file at ``path``; raises BadData with all faults."""
    try:
        content = content_of(path)
    except OSError as error:
        raise BadData(str(path), [unreadable(error)]) from error
    try:
        return sheet_from_toml(content)
    except BadLine as error:
        raise BadData(str(path), error.faults) from error


def sheet_from_toml(content: bytes) -> SheetFile:
    """Parse a start sheet from TOML; raises BadLine with all faults, at a line if it is no TOML, else at keys."""
    if len(content) > LARGEST_SHEET:
        raise BadLine([Fault(None, "", Flaw.FILE_TOO_LARGE, {"most": LARGEST_SHEET})])
    table = toml(content)
    strange = tuple(unknown_keys(table, Sheet))
    try:
        return SheetFile(decode_sheet(as_json(table)), strange)
    except BadLine as error:
        raise BadLine([*error.faults, *strange]) from error


def toml(content: bytes) -> dict[str, Any]:
    """Parse TOML, which may begin with a byte order mark, as some editors write it; raises BadLine with the line."""
    content = content.removeprefix(BOM_UTF8)
    if (line := too_deep(content)) is not None:
        raise BadLine([Fault(line, "", Flaw.TOO_DEEP, {"most": DEEPEST})])
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise BadLine([not_utf_8(content, error)]) from error
    except (ValueError, RecursionError) as error:
        raise BadLine([_not_toml(content, str(error))]) from error


def _not_toml(content: bytes, message: str) -> Fault:
    match = _AT_LINE.search(message)
    if match is None:
        return Fault(None, "", Flaw.NOT_TOML, {"reason": message})
    line = int(match[1]) if match[1] else max(1, len(content.splitlines()))
    return Fault(line, "", Flaw.NOT_TOML, {"reason": message[: match.start()]})


def as_json(table: Mapping[str, Any]) -> bytes:
    """Return the table as the JSON of a header, with dates as text.

    Raises BadLine for an integer with more digits than Python converts, which TOML allows.
    """
    try:
        return json.dumps(table, default=_date_as_text).encode()
    except ValueError as error:
        raise BadLine([Fault(None, "", Flaw.NOT_TOML, {"reason": str(error)})]) from error


def _date_as_text(value: date | time) -> str:
    return value.isoformat()


SKATER: Final = "\n[[skaters]]\n"


def sheet_as_toml(sheet: Sheet) -> str:
    """Return ``sheet`` as TOML, with dates as TOML dates and without fields that have their default."""
    import tomli_w  # noqa: PLC0415 - reading a sheet needs no writer

    fields = sheet_fields(sheet)
    skaters = fields.pop("skaters")
    return tomli_w.dumps(fields) + "".join(SKATER + tomli_w.dumps(skater) for skater in skaters)


def write_new_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` to ``path``, where nothing may exist.

    Raises FileExistsError, else OSError; after an error nothing is left.
    """
    write_new(path, sheet_as_toml(sheet).encode())


class ChangedMeanwhile(Exception):
    """Raised if another program has written the file of a start sheet."""


class SheetOnDisk:
    """The file of a start sheet that is edited here, and that another program may write as well.

    It is written only if its content is what was read or written here, or if it no longer exists. Comments and unknown
    keys are not kept.
    """

    def __init__(self, path: Path) -> None:
        """Store what is in the file now; create it before reading the sheet, so that no change goes unnoticed."""
        self.path = path
        # Several contents, since after a failed write either the old or the new one may be there.
        self._known: set[bytes | None] = {None}
        # A file that cannot be read is reported when the sheet is read.
        with suppress(OSError):
            self._known.add(_content(path))

    def write(self, sheet: Sheet) -> None:
        """Replace the file by ``sheet``, as a whole or not at all; raises ChangedMeanwhile, or OSError."""
        if _content(self.path) not in self._known:
            raise ChangedMeanwhile
        content = sheet_as_toml(sheet).encode()
        self._known.add(content)
        write_over(self.path, content)


def _content(path: Path) -> bytes | None:
    """Return the content of the file, None if there is none; raises OSError."""
    try:
        return content_of(path)
    except FileNotFoundError:
        return None


def write_anew(path: Path, on_disk: SheetOnDisk, sheet: Sheet) -> Path:
    """Replace the file at ``path`` by ``sheet``, keep the old one beside it, and return the path of that.

    Raises ChangedMeanwhile if the file is not what ``on_disk`` knows, or OSError.
    """
    kept = _kept_beside(path, content_of(path))
    try:
        on_disk.write(sheet)
    except (ChangedMeanwhile, OSError):
        kept.unlink()
        raise
    return kept


def _kept_beside(path: Path, content: bytes) -> Path:
    """Write a copy under a free name: ``final.before.toml``, ``final.before-2.toml`` …"""
    for number in count(1):
        kept = path.with_name(f"{path.stem}.before{f'-{number}' if number > 1 else ''}{path.suffix}")
        with suppress(FileExistsError):
            write_new(kept, content)
            return kept
    raise FileExistsError(path)
