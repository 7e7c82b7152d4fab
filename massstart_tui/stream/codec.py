"""Encode and decode the lines of a stream: the header and the events; also start sheets and meetings.

A plain line is decoded without pydantic, which `line_models` loads for any other one, and to say what is wrong.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import EVENT_KINDS, Amend, Event, Unknown
from massstart_tui.race.plain_dates import moment_in
from massstart_tui.race.plain_fields import json_object, plain_fields
from massstart_tui.race.record import WrongForm, made, plain_data
from massstart_tui.race.rule_checks import wrong_with_sheet
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, form_faults, misfit_faults, not_utf_8
from massstart_tui.stream.header_names import FORMAT, VERSION, Certainty
from massstart_tui.stream.plain_sheet import is_list_of, plain_sheet
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.stream.sheet_data import moment_as_text, sheet_data
from massstart_tui.stream.unknown_keys import unknown_keys

if TYPE_CHECKING:
    from massstart_tui.race.meeting import Meeting

_NAMES_FORMAT: Final = re.compile(rf'^\s*{{.*"format"\s*:\s*"{FORMAT}"'.encode())
_NOT_ASCII: Final = re.compile(r"[^\n -~]")


@dataclass(frozen=True)
class Header:
    """The first line of a stream. ``race`` is the start sheet, ``created`` when the file was made.

    ``race_as_read`` has the fields from which ``race`` was read, empty if it was not read: a start sheet holds only
    those it knows. ``others`` are the fields of the header that this version does not know. Both are written again.
    """

    race: Sheet
    created: datetime | None = None
    provenance: tuple[Provenance, ...] = ()
    race_as_read: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def with_race(self, race: Sheet) -> Header:
        """Return this header with another start sheet."""
        return Header(race, self.created, self.provenance, {}, self.others)


class BadLine(Exception):
    """Raised for a line that is wrong, with all its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        """Store the ``faults``."""
        self.faults = faults
        super().__init__(faults)


def decode_header(line: bytes) -> Header:
    """Decode the header in ``line``, which may begin with a byte order mark, as some editors write it.

    Raises BadLine with every fault; if the version is newer than this one, with that fault only.
    """
    line = line.removeprefix(BOM_UTF8)
    header = plain_header(line) or _judged_header(line)
    if wrong := list(misfits_of_race(header.race)):
        raise BadLine([*wrong, *strange_keys(header.race_as_read)])
    return header


def _judged_header(line: bytes) -> Header:
    raw = _json_object(line)
    if raw is None and names_format(line) and (fault := not_json(line, 1)):
        raise BadLine([fault])
    if raw is None or raw.get("format") != FORMAT:
        raise BadLine([Fault(1, "format", Flaw.NOT_A_STREAM)])
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadLine([Fault(1, "version", Flaw.NEWER_VERSION, {"version": version, "reads": VERSION})])
    from massstart_tui.stream import line_models  # noqa: PLC0415 - it loads pydantic
    from massstart_tui.stream.partial_sheet import part_of_sheet  # noqa: PLC0415 - the same

    try:
        read = line_models.header_line(line)
    except WrongForm as wrong:
        misfits = misfits_of_race(part_of_sheet(raw.get("race")))
        raise BadLine([*form_faults(1, wrong), *misfits, *strange_keys(raw.get("race"))]) from wrong
    return Header(read.race, read.created, read.provenance, raw["race"], read.others())


def plain_header(line: bytes) -> Header | None:
    """Return the header in a line that is plainly one, as pydantic takes it; None for any other line."""
    raw = json_object(line, fractions=True)
    if raw is None or not raw.keys() <= _HEADER_KEYS or raw.get("format") != FORMAT:
        return None
    if type(raw.get("version")) is not int or raw["version"] != VERSION:
        return None
    race, created = raw.get("race"), raw.get("created")
    sheet, moment = plain_sheet(race), moment_in(created)
    entries = raw.get("provenance", [])
    provenance = [_plain_provenance(entry) for entry in entries] if isinstance(entries, list) else [None]
    if not isinstance(race, dict) or sheet is None or (created is not None and moment is None) or None in provenance:
        return None
    return Header(sheet, moment, tuple(entry for entry in provenance if entry is not None), race)


_HEADER_KEYS: Final = frozenset({"format", "version", "race", "created", "provenance"})


def _plain_provenance(entry: object) -> Provenance | None:
    if not isinstance(entry, dict) or not entry.keys() <= Provenance.FIELDS.keys():
        return None
    texts = [entry.get("about"), *(entry[name] for name in ("source", "source_nl") if name in entry)]
    listed = [entry[name] for name in ("events", "bibs") if entry.get(name) is not None]
    kind = entry.get("kind")
    if kind not in list(Certainty) or not is_list_of(texts, str) or not all(is_list_of(each, int) for each in listed):
        return None
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return made(Provenance, fields | {"kind": Certainty(kind)})


def misfits_of_race(sheet: Sheet) -> Iterator[Fault]:
    """Yield what is wrong with the start sheet in a header by the rules of the sport."""
    return misfit_faults(1, wrong_with_sheet(sheet), "race.")


def strange_keys(race: object) -> Iterator[Fault]:
    """Yield unknown keys of the start sheet in a header; they are kept, and harmless."""
    return unknown_keys(race, Sheet, ("race",), 1) if isinstance(race, dict) else iter(())


def names_format(line: bytes) -> bool:
    """Return whether ``line`` was written as the header of a stream, even if it is damaged."""
    return _NAMES_FORMAT.match(line.removeprefix(BOM_UTF8)) is not None


def not_json(line: bytes, number: int) -> Fault | None:
    """Return the fault if the line of this number is not UTF-8 or not JSON; else None.

    It is also None if the line is nested too deeply to tell.
    """
    try:
        json.loads(line.rstrip().decode())
    except UnicodeDecodeError as error:
        return not_utf_8(line, error, number)
    except json.JSONDecodeError as error:
        return Fault(number, "", Flaw.NOT_JSON, {"column": error.colno})
    except (ValueError, RecursionError):
        return None
    return None


def _json_object(line: bytes) -> dict[str, Any] | None:
    """Return the JSON object in ``line``; None if it has none."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def encode_header(header: Header) -> bytes:
    """Encode the header as the first line of a stream, with its newline."""
    fields: dict[str, Any] = {"format": FORMAT, "version": VERSION, "race": header.race_as_read}
    if not header.race_as_read:
        fields["race"] = encode_sheet(header.race)
    if header.created is not None:
        fields["created"] = moment_as_text(header.created)
    if header.provenance:
        fields["provenance"] = [plain_data(entry) for entry in header.provenance]
    return _line(fields | header.others)


def encode_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a start sheet as plain data, without fields that have their default."""
    return sheet_data(sheet, moment_as_text)


def sheet_fields(sheet: Sheet) -> dict[str, Any]:
    """Return the same with dates as date objects, for a format that has them."""
    return sheet_data(sheet, lambda moment: moment)


def decode_sheet(data: bytes) -> Sheet:
    """Decode a start sheet from JSON; raises BadLine with every fault, whose fields are keys of the sheet."""
    sheet = plain_sheet(json_object(data, fractions=True)) or _judged_sheet(data)
    if wrong := list(misfit_faults(None, wrong_with_sheet(sheet))):
        raise BadLine(wrong)
    return sheet


def _judged_sheet(data: bytes) -> Sheet:
    from massstart_tui.stream import line_models  # noqa: PLC0415 - it loads pydantic
    from massstart_tui.stream.partial_sheet import part_of_sheet  # noqa: PLC0415 - the same

    try:
        return line_models.sheet(data)
    except WrongForm as wrong:
        misfits = misfit_faults(None, wrong_with_sheet(part_of_sheet(_json_object(data))))
        raise BadLine([*form_faults(None, wrong), *misfits]) from wrong


def decode_meeting(data: bytes) -> Meeting:
    """Decode a meeting from JSON; raises BadLine with every fault of form, whose fields are keys of its file."""
    from massstart_tui.stream import line_models  # noqa: PLC0415 - it loads pydantic

    try:
        return line_models.meeting(data)
    except WrongForm as wrong:
        raise BadLine(list(form_faults(None, wrong))) from wrong


def decode_event(line: bytes) -> Event:
    """Decode the event in ``line``; one of an unknown type is kept whole. Raises WrongForm."""
    event = plain_event(line)
    if event is None:
        from massstart_tui.stream import line_models  # noqa: PLC0415 - it loads pydantic

        event = line_models.event(line)
    return event


def event_with(fields: dict[str, Any]) -> Event:
    """Return the event with these fields, which are right, and which belong to it from now on."""
    kind: type[Event] = EVENT_KINDS.get(fields["type"], Unknown)
    return made(kind, fields)


def plain_event(line: bytes) -> Event | None:
    """Decode the event in ``line`` without pydantic; None if the line is not plain."""
    found = json_object(line)
    if found is None or type(tag := found.get("type")) is not str:
        return None
    kind: type[Event] = EVENT_KINDS.get(tag, Unknown)
    fields = plain_fields(kind, found)
    return None if fields is None else made(kind, fields)


def decode_amended(amend: Amend) -> Event:
    """Decode what an amended event was instead, with the seq of the event it replaces. Raises WrongForm."""
    return decode_event(json.dumps(amend.event | {"seq": amend.target}).encode())


def when_recorded(wall: str | None) -> datetime | None:
    """Parse the ``wall`` of an event; None if it has none, or if it is no moment by RFC 3339."""
    try:
        # RFC 3339 allows lower case letters, fromisoformat() does not.
        moment = datetime.fromisoformat((wall or "").upper())
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def encode_event(event: Event) -> bytes:
    """Encode the event as a line, with its newline; unknown fields are written as they were read."""
    fields = plain_data(event)
    # A person who reads the file finds these first in every line.
    first = {name: fields[name] for name in ("seq", "t", "type")}
    return _line(first | fields)


def encode_crossings(run: CrossingRun) -> bytes:
    """Encode crossings as the lines that `encode_event` makes of their events."""
    loop = "" if run.loop is None else f',"loop":{json.dumps(run.loop, ensure_ascii=False)}'
    line = f'{{"seq":%d,"t":%d,"type":"crossing","by":"{TIMING}","bib":%d{loop.replace("%", "%%")}}}\n'
    seqs = range(run.seq, run.seq + len(run))
    return "".join([line % fields for fields in zip(seqs, run.times, run.bibs, strict=True)]).encode()


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def in_ascii(stream: str) -> str:
    """Escape all that is not printable ASCII in a stream, as JSON does: it reads the same and is safe to print."""
    return _NOT_ASCII.sub(lambda character: json.dumps(character[0])[1:-1], stream)
