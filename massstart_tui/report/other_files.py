"""Recognise a file of another kind than was expected, so that a person is told which command takes it."""

from __future__ import annotations

import tomllib
from shlex import quote
from typing import Final

from massstart_tui.imports.chip_lists import chips_in_csv
from massstart_tui.imports.isu_entries import is_json, json_result_in
from massstart_tui.imports.pdf_words import MAGIC
from massstart_tui.imports.printed_result import is_printed
from massstart_tui.imports.skater_list import list_from_csv
from massstart_tui.imports.starting_lists import is_xml
from massstart_tui.imports.table_rows import rows_of
from massstart_tui.imports.text_encoding import decoded
from massstart_tui.stream.codec import BadLine, names_format
from massstart_tui.stream.faults import BadData, Fault, Flaw
from massstart_tui.stream.meeting_file import RACES
from massstart_tui.stream.regular_files import LARGEST, open_regular
from massstart_tui.timing.feed_reader import recognised as recognised_feed
from massstart_tui.timing.passing_columns import PASSING_COLUMNS, begins_passings

BEGINNING: Final = 1 << 16
"""How many bytes of a table are enough to recognise it."""
UNRECOGNISED: Final = (Flaw.NOT_A_STREAM, Flaw.NOT_TOML, Flaw.NOT_UTF_8)
"""The faults of a file that may be of another kind."""


def recognised(error: BadData) -> BadData:
    """Return bad data with what the file is, if it is of another kind than was expected; else ``error`` itself."""
    if not any(fault.code in UNRECOGNISED and fault.line in (None, 1) for fault in error.faults):
        return error
    try:
        with open_regular(error.path) as file:
            kind = kind_of(file.read(LARGEST)) if file.seekable() else None
    except (OSError, ValueError):
        return error
    # What was read as a stream, and begins like one, has another fault.
    if kind is Flaw.IS_A_STREAM and all(fault.code is not Flaw.NOT_TOML for fault in error.faults):
        return error
    return error if kind is None else BadData(error.path, [Fault(None, "", kind, {"file": quote(error.path)})])


def kind_of(content: bytes) -> Flaw | None:
    """Return as a fault what kind of file has this content; None if it resembles none."""
    if names_format(content[:BEGINNING].partition(b"\n")[0]):
        return Flaw.IS_A_STREAM
    if content.startswith(MAGIC):
        return Flaw.IS_A_PDF
    if is_xml(content):
        return Flaw.IS_A_START_LIST
    try:
        if feed := _of_feed(content):
            return feed
        return _of_json(content) if is_json(content) else _of_toml(content) or _of_text(content)
    except BadLine:
        return None


def _of_json(content: bytes) -> Flaw | None:
    """Return what entries of the ISU are: a result, or who starts."""
    try:
        json_result_in(content)
    except BadLine as error:
        no_result = any(fault.code is Flaw.NO_RESULT_YET for fault in error.faults)
        return Flaw.IS_A_START_LIST if no_result else None
    return Flaw.IS_A_RESULT


def _of_toml(content: bytes) -> Flaw | None:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if "skaters" in table:
        return Flaw.IS_A_SHEET
    return Flaw.IS_A_MEETING if RACES in table else None


def _of_feed(content: bytes) -> Flaw | None:
    """Return whether these are passings in a format that is recognised by more than being a table."""
    feed = recognised_feed(content)
    if feed is None or feed is PASSING_COLUMNS:
        return None
    return Flaw.IS_PASSINGS_OF_HEATS if feed.has_start_lists else Flaw.IS_PASSINGS


def _of_text(content: bytes) -> Flaw | None:
    # The last line of the beginning may be cut short.
    whole = len(content) <= BEGINNING
    text, _ = decoded(content if whole else content[:BEGINNING].rpartition(b"\n")[0])
    if is_printed(text):
        return Flaw.IS_A_RESULT
    columns = rows_of(text).columns
    if columns.has("name") and columns.headings:
        return Flaw.IS_A_RESULT if columns.of_a_result else Flaw.IS_A_START_LIST
    passings = begins_passings(text.strip().partition("\n")[0])
    # A number of a list of transponders without headings could be a time as well.
    if not (passings and columns.headings) and chips_in_csv(text) is not None:
        return Flaw.IS_A_CHIP_LIST
    if passings:
        return Flaw.IS_PASSINGS
    return Flaw.IS_A_START_LIST if list_from_csv(text.encode()).skaters else None
