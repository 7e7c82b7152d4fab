"""Encode and decode the lines of a stream: the header and the events; also start sheets and meetings, and JSON Schemas.

The type adapters are built at first use, so that importing this module costs no more than its imports.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, TypeAdapter, ValidationError
from pydantic.json_schema import SkipJsonSchema

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend, Event, Known, Unknown
from massstart_tui.race.rule_checks import wrong_with_sheet
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, form_faults, misfit_faults, not_utf_8
from massstart_tui.stream.header_names import FORMAT, VERSION, Certainty
from massstart_tui.stream.partial_sheet import part_of_sheet
from massstart_tui.stream.unknown_keys import unknown_keys

if TYPE_CHECKING:
    from massstart_tui.race.meeting import Meeting

_NAMES_FORMAT: Final = re.compile(rf'^\s*{{.*"format"\s*:\s*"{FORMAT}"'.encode())
_NOT_ASCII: Final = re.compile(r"[^\n -~]")


class Provenance(BaseModel):
    """The origin of facts: what they are ``about``, of what ``kind`` they are, and the ``source``.

    ``events`` (by seq) and ``bibs`` limit it to those; without them it covers all. ``source_nl`` is the Dutch version
    of ``source``.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    about: str
    kind: Certainty
    source: str = ""
    events: tuple[int, ...] | None = None
    bibs: tuple[int, ...] | None = None
    source_nl: str = ""


class Header(BaseModel):
    """The first line of a stream. ``race`` is the start sheet, ``created`` when the file was made.

    ``race_as_read`` keeps fields of the start sheet that this version does not know, so that they are written again.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    format: Literal["massstart"]
    version: Annotated[int, Field(ge=1)]
    race: Sheet
    created: datetime | None = None
    provenance: tuple[Provenance, ...] = ()
    race_as_read: SkipJsonSchema[dict[str, Any]] = Field(default_factory=dict, exclude=True)
    _as_read: tuple[Sheet, dict[str, Any]] | None = PrivateAttr(default=None)

    def keep(self, race: dict[str, Any]) -> None:
        """Store the fields from which ``race`` was read, since a start sheet holds only those it knows."""
        self._as_read = (self.race, race)

    def race_fields(self) -> dict[str, Any]:
        """Return the start sheet as plain data: as it was read, unless another one has replaced it."""
        sheet, fields = self._as_read or (None, {})
        return fields if sheet is self.race else encode_sheet(self.race)


@cache
def _known() -> TypeAdapter[Any]:
    # Keys come again on every line; a cache of values, each met once, costs more than it saves.
    return TypeAdapter(Known, config=ConfigDict(cache_strings="keys"))


@cache
def known_decoder() -> Callable[[bytes], Event]:
    """Return the fastest function from a line to an event.

    It raises ValidationError, also for an event of an unknown type.
    """
    adapter = _known()
    adapter.rebuild()
    return adapter.validator.validate_json


@cache
def _sheet() -> TypeAdapter[Sheet]:
    return TypeAdapter(Sheet)


@cache
def _meeting() -> TypeAdapter[Meeting]:
    from massstart_tui.race.meeting import Meeting  # noqa: PLC0415 - a stream has no meeting

    return TypeAdapter(Meeting)


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
    raw = _json_object(line)
    if raw is None and names_format(line) and (fault := not_json(line, 1)):
        raise BadLine([fault])
    if raw is None or raw.get("format") != FORMAT:
        raise BadLine([Fault(1, "format", Flaw.NOT_A_STREAM)])
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadLine([Fault(1, "version", Flaw.NEWER_VERSION, {"version": version, "reads": VERSION})])
    try:
        header = Header.model_validate_json(line, strict=True)
    except ValidationError as error:
        misfits = _misfits_of_race(part_of_sheet(raw.get("race")))
        raise BadLine([*form_faults(1, error), *misfits, *strange_keys(raw.get("race"))]) from error
    if wrong := list(_misfits_of_race(header.race)):
        raise BadLine([*wrong, *strange_keys(raw["race"])])
    header.keep(raw["race"])
    return header.model_copy(update={"race_as_read": raw["race"]})


def _misfits_of_race(sheet: Sheet) -> Iterator[Fault]:
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
    return _line(header.model_dump(mode="json", exclude_unset=True) | {"race": header.race_fields()})


def encode_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a start sheet as plain data, without fields that have their default."""
    fields: dict[str, Any] = _sheet().dump_python(sheet, mode="json", exclude_defaults=True)
    return fields


def sheet_fields(sheet: Sheet) -> dict[str, Any]:
    """Return the same with dates as date objects, for a format that has them."""
    fields: dict[str, Any] = _sheet().dump_python(sheet, exclude_defaults=True)
    return fields


def decode_sheet(data: bytes) -> Sheet:
    """Decode a start sheet from JSON; raises BadLine with every fault, whose fields are keys of the sheet."""
    try:
        sheet = _sheet().validate_json(data, strict=True)
    except ValidationError as error:
        misfits = misfit_faults(None, wrong_with_sheet(part_of_sheet(_json_object(data))))
        raise BadLine([*form_faults(None, error), *misfits]) from error
    if wrong := list(misfit_faults(None, wrong_with_sheet(sheet))):
        raise BadLine(wrong)
    return sheet


def decode_meeting(data: bytes) -> Meeting:
    """Decode a meeting from JSON; raises BadLine with every fault of form, whose fields are keys of its file."""
    try:
        return _meeting().validate_json(data, strict=True)
    except ValidationError as error:
        raise BadLine(list(form_faults(None, error))) from error


def decode_event(line: bytes) -> Event:
    """Decode the event in ``line``; one of an unknown type is kept whole. Raises ValidationError."""
    try:
        return known_decoder()(line)
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] == "union_tag_invalid":
            return Unknown.model_validate_json(line)
        raise


def decode_amended(amend: Amend) -> Event:
    """Decode what an amended event was instead, with the seq of the event it replaces. Raises ValidationError."""
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
    fields = event.model_dump(mode="json", exclude_unset=True)
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


def stream_schema() -> dict[str, Any]:
    """Return the JSON Schema of a stream: of its first line and of every further one."""
    header = TypeAdapter(Header).json_schema(ref_template="#/$defs/{model}")
    event = _known().json_schema(ref_template="#/$defs/{model}")
    definitions = header.pop("$defs", {}) | event.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{FORMAT} stream, version {VERSION}: a header line, then a line an event",
        "$defs": definitions | {"header": header, "event": event},
        "anyOf": [{"$ref": "#/$defs/header"}, {"$ref": "#/$defs/event"}],
    }


def sheet_schema() -> dict[str, Any]:
    """Return the JSON Schema of a start sheet."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _sheet().json_schema()


def meeting_schema() -> dict[str, Any]:
    """Return the JSON Schema of a meeting."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _meeting().json_schema()
