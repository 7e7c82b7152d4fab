"""Reads a start sheet from a TOML file and writes one: the race, its rules, and a table for each skater."""

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
from massstart_tui.stream.unknown_keys import unknown_keys

SUFFIX: Final = ".toml"
_AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
"""How tomllib ends its messages, before Python 3.14 gave them a line of their own."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A start sheet that was read; ``faults`` are those that can be lived with, such as a key nobody knows."""

    sheet: Sheet
    faults: tuple[Fault, ...]


def read_sheet(path: Path | str) -> SheetFile:
    """The start sheet in the TOML file at ``path``; raises BadData with everything that is wrong with it."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise BadData(str(path), [unreadable(error)]) from error
    try:
        return sheet_from_toml(content)
    except BadLine as error:
        raise BadData(str(path), error.faults) from error


def sheet_from_toml(content: bytes) -> SheetFile:
    """The start sheet in TOML text; raises BadLine with every fault: a line where it is no TOML, else the key."""
    table = toml(content)
    strange = tuple(unknown_keys(table, Sheet))
    try:
        return SheetFile(decode_sheet(as_json(table)), strange)
    except BadLine as error:
        raise BadLine([*error.faults, *strange]) from error


def toml(content: bytes) -> dict[str, Any]:
    """The table in TOML text, which some editors begin with a byte order mark; raises BadLine with the line."""
    content = content.removeprefix(BOM_UTF8)
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
    """The table as the JSON of a header; its dates as text, its integers of any length as TOML allows them."""
    try:
        return json.dumps(table, default=_date_as_text).encode()
    except ValueError as error:
        raise BadLine([Fault(None, "", Flaw.NOT_TOML, {"reason": str(error)})]) from error


def _date_as_text(value: date | time) -> str:
    return value.isoformat()


SKATER: Final = "\n[[skaters]]\n"


def sheet_as_toml(sheet: Sheet) -> str:
    """``sheet`` as TOML, its dates as dates of TOML, without what it leaves out."""
    import tomli_w  # noqa: PLC0415 - reading a sheet needs no writer

    fields = sheet_fields(sheet)
    skaters = fields.pop("skaters")
    return tomli_w.dumps(fields) + "".join(SKATER + tomli_w.dumps(skater) for skater in skaters)


def write_new_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` to ``path``, where nothing may be; raises FileExistsError, else OSError, and leaves nothing."""
    write_new(path, sheet_as_toml(sheet).encode())


class ChangedMeanwhile(Exception):
    """The file of a start sheet is not what it was: another program has written it."""


class SheetOnDisk:
    """The file of a start sheet that is edited here, and that another program may write as well.

    It is written only while it is what was read or written here, or is no longer there. Comments, and keys that no
    start sheet has, are not kept.
    """

    def __init__(self, path: Path) -> None:
        """The file at ``path`` as it is now; made before the sheet is read, so that no change comes in between."""
        self.path = path
        # more than one: where writing failed, either may be there
        self._known: set[bytes | None] = {None}
        # what cannot be read is no sheet to edit, which reading it tells
        with suppress(OSError):
            self._known.add(_content(path))

    def write(self, sheet: Sheet) -> None:
        """Write ``sheet`` in the place of what is there, whole or not at all; raises ChangedMeanwhile, or OSError."""
        if _content(self.path) not in self._known:
            raise ChangedMeanwhile
        content = sheet_as_toml(sheet).encode()
        self._known.add(content)
        write_over(self.path, content)


def _content(path: Path) -> bytes | None:
    """What is in the file, None where there is none; raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_anew(path: Path, on_disk: SheetOnDisk, sheet: Sheet) -> Path:
    """Write ``sheet`` in the place of what is at ``path``, which is kept beside it; gives where.

    Raises ChangedMeanwhile where that is not what ``on_disk`` knows, or OSError.
    """
    kept = _kept_beside(path, path.read_bytes())
    try:
        on_disk.write(sheet)
    except (ChangedMeanwhile, OSError):
        kept.unlink()
        raise
    return kept


def _kept_beside(path: Path, content: bytes) -> Path:
    """The file under a name that nothing has: ``final.before.toml``, ``final.before-2.toml`` …"""
    for number in count(1):
        kept = path.with_name(f"{path.stem}.before{f'-{number}' if number > 1 else ''}{path.suffix}")
        with suppress(FileExistsError):
            write_new(kept, content)
            return kept
    raise FileExistsError(path)
