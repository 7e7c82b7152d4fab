"""A line of a stream to an event and back; the header and its versions.

The adapters are built at their first use, so that importing this module costs no more than its imports.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, TypeAdapter, ValidationError
from pydantic.json_schema import SkipJsonSchema

from massstart_tui.race.events import Amend, Event, Known, Unknown
from massstart_tui.race.meeting import Meeting
from massstart_tui.race.rule_checks import wrong_with_sheet
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, form_faults, misfit_faults, not_utf_8
from massstart_tui.stream.partial_sheet import part_of_sheet
from massstart_tui.stream.unknown_keys import unknown_keys

FORMAT: Final = "massstart"
VERSION: Final = 1
_NAMES_FORMAT: Final = re.compile(rf'^\s*{{.*"format"\s*:\s*"{FORMAT}"'.encode())
_NOT_ASCII: Final = re.compile(r"[^\n -~]")


class Certainty(StrEnum):
    """How well a fact is known."""

    OFFICIAL = "official"
    PUBLISHED = "published"
    RECONSTRUCTED = "reconstructed"
    INTERPOLATED = "interpolated"


class Provenance(BaseModel):
    """Where facts come from: ``about`` which, of what ``kind``, from which ``source``.

    ``events`` (by seq) and ``bibs`` narrow it to those; without them it speaks of all. ``source_nl`` is what a Dutch
    reader is told instead of ``source``.
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

    ``race_as_read`` keeps what this version does not know of a start sheet, to write it again.
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
        """Keep the fields that ``race`` was read from, since a start sheet holds only those that it knows."""
        self._as_read = (self.race, race)

    def race_fields(self) -> dict[str, Any]:
        """The start sheet as plain data: as it was read, or that of another in its place."""
        sheet, fields = self._as_read or (None, {})
        return fields if sheet is self.race else encode_sheet(self.race)


@cache
def _known() -> TypeAdapter[Any]:
    # Keys come again on every line; a cache of values, each met once, costs more than it saves.
    return TypeAdapter(Known, config=ConfigDict(cache_strings="keys"))


@cache
def known_decoder() -> Callable[[bytes], Event]:
    """The fastest way from a line to an event of a known type; raises ValidationError, also for an unknown type."""
    adapter = _known()
    adapter.rebuild()
    return adapter.validator.validate_json


@cache
def _sheet() -> TypeAdapter[Sheet]:
    return TypeAdapter(Sheet)


@cache
def _meeting() -> TypeAdapter[Meeting]:
    return TypeAdapter(Meeting)


class BadLine(Exception):
    """A line that is not what it should be, with everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep ``faults`` for whoever reads on."""
        self.faults = faults
        super().__init__(faults)


def decode_header(line: bytes) -> Header:
    """The header in ``line``, which some editors begin with a byte order mark.

    Raises BadLine with every fault, a newer version as the only one.
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
    """The keys of the start sheet in a header that a start sheet does not have: they stay, and can be lived with."""
    return unknown_keys(race, Sheet, ("race",), 1) if isinstance(race, dict) else iter(())


def names_format(line: bytes) -> bool:
    """Whether ``line`` was written as the header of a stream, also where it is damaged."""
    return _NAMES_FORMAT.match(line.removeprefix(BOM_UTF8)) is not None


def not_json(line: bytes, number: int) -> Fault | None:
    """Where the line of this number is not UTF-8, or not JSON; None where it is both, or nested too deeply to tell."""
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
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def encode_header(header: Header) -> bytes:
    """The header as the first line of a stream, with its newline."""
    return _line(header.model_dump(mode="json", exclude_unset=True) | {"race": header.race_fields()})


def encode_sheet(sheet: Sheet) -> dict[str, Any]:
    """A start sheet as plain data, without what it leaves out."""
    fields: dict[str, Any] = _sheet().dump_python(sheet, mode="json", exclude_defaults=True)
    return fields


def sheet_fields(sheet: Sheet) -> dict[str, Any]:
    """The same with its dates as dates, for a format that has them."""
    fields: dict[str, Any] = _sheet().dump_python(sheet, exclude_defaults=True)
    return fields


def decode_sheet(data: bytes) -> Sheet:
    """A start sheet from JSON; raises BadLine with every fault, whose fields name keys of the sheet."""
    try:
        sheet = _sheet().validate_json(data, strict=True)
    except ValidationError as error:
        misfits = misfit_faults(None, wrong_with_sheet(part_of_sheet(_json_object(data))))
        raise BadLine([*form_faults(None, error), *misfits]) from error
    if wrong := list(misfit_faults(None, wrong_with_sheet(sheet))):
        raise BadLine(wrong)
    return sheet


def decode_meeting(data: bytes) -> Meeting:
    """A meeting from JSON; raises BadLine with every fault of its form, whose fields name keys of its file."""
    try:
        return _meeting().validate_json(data, strict=True)
    except ValidationError as error:
        raise BadLine(list(form_faults(None, error))) from error


def decode_event(line: bytes) -> Event:
    """The event in ``line``; one of an unknown type is kept whole. Raises pydantic's ValidationError."""
    try:
        return known_decoder()(line)
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] == "union_tag_invalid":
            return Unknown.model_validate_json(line)
        raise


def decode_amended(amend: Amend) -> Event:
    """What an amended event was instead, under the seq of the event it stands for. Raises ValidationError."""
    return decode_event(json.dumps(amend.event | {"seq": amend.target}).encode())


def when_recorded(wall: str | None) -> datetime | None:
    """The moment in the ``wall`` of an event; None where it has none, or one that is no moment (RFC 3339)."""
    try:
        # RFC 3339 lets the letters be small
        moment = datetime.fromisoformat((wall or "").upper())
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def encode_event(event: Event) -> bytes:
    """The event as a line, with its newline; what this version does not know is written as it was read."""
    fields = event.model_dump(mode="json", exclude_unset=True)
    first = {name: fields[name] for name in ("seq", "t", "type")}
    return _line(first | fields)


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def in_ascii(stream: str) -> str:
    """A stream with all that is not printable ASCII as the escapes of JSON: it reads the same, and acts on nothing."""
    return _NOT_ASCII.sub(lambda character: json.dumps(character[0])[1:-1], stream)


def stream_schema() -> dict[str, Any]:
    """The JSON Schema of a stream: its first line, and every further one."""
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
    """The JSON Schema of a start sheet."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _sheet().json_schema()


def meeting_schema() -> dict[str, Any]:
    """The JSON Schema of a meeting."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _meeting().json_schema()
