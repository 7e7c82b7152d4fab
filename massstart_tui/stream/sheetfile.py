"""A start sheet in a TOML file."""

from __future__ import annotations

import json
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import BadLine, decode_sheet
from massstart_tui.stream.faults import BadData, Fault, Flaw, not_utf_8, unreadable
from massstart_tui.stream.unknownkeys import unknown_keys

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
