"""Pydantic's types of the lines of a stream, of start sheets and of meetings; also their JSON Schemas.

The types are built at first use.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from massstart_tui.race.events import EVENT_KINDS, Event, Unknown
from massstart_tui.race.record import WrongForm, made
from massstart_tui.race.record_models import one_of, validated_json, wrong_form
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.header_names import FORMAT, VERSION
from massstart_tui.stream.provenance_entry import Provenance

if TYPE_CHECKING:
    from massstart_tui.race.meeting import Meeting

_DAYS: Final = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_TIME: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_DAY: Final = f"(?:{_DAYS}|02-(?:0[1-9]|1[0-9]|2[0-8]))"
PLAIN_WALL: Final = f"^20[0-9]{{2}}-{_DAY}T{_TIME}(?:[.][0-9]{{1,6}})?(?:Z|[+]0[0-9]:00)$"
"""Moments by RFC 3339, though not all: most of those that somebody writes in this century."""
_ONCE: Final = ConfigDict(cache_strings="none")
"""A cache of strings costs more than it saves."""
UNKNOWN_TAG: Final = "union_tag_invalid"
"""The code of pydantic's error for an event of a type that this version does not know."""


class HeaderLine(BaseModel):
    """The first line of a stream. ``race`` is the start sheet, ``created`` when the file was made."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True, title="Header")

    format: Literal["massstart"]
    version: Annotated[int, Field(ge=1)]
    race: Sheet
    created: datetime | None = None
    provenance: tuple[Provenance, ...] = ()

    def others(self) -> dict[str, Any]:
        """Return the fields that this version does not know."""
        return dict(self.model_extra or {})


@cache
def _known() -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(one_of(EVENT_KINDS.values()), config=_ONCE)


@cache
def fields_decoder() -> Callable[[bytes], dict[str, Any]]:
    """Return the fastest function from a line to the fields of an event.

    It raises ValidationError, also for an event of an unknown type, and for a ``wall`` that is not `PLAIN_WALL`.
    """
    wall = Annotated[str, Field(pattern=PLAIN_WALL)] | None
    adapter: TypeAdapter[Any] = TypeAdapter(one_of(EVENT_KINDS.values(), {"wall": wall}), config=_ONCE)
    adapter.rebuild()
    return adapter.validator.validate_json


def event(line: bytes) -> Event:
    """Decode the event in ``line``; one of an unknown type is kept whole. Raises WrongForm."""
    try:
        fields = _known().validate_json(line)
    except ValidationError as error:
        details = error.errors(include_url=False)
        if details[0]["type"] == UNKNOWN_TAG:
            return made(Unknown, validated_json(Unknown, line))
        raise WrongForm(details) from error
    return made(EVENT_KINDS[fields["type"]], fields)


def header_line(line: bytes) -> HeaderLine:
    """Decode a header; raises WrongForm."""
    with wrong_form():
        return HeaderLine.model_validate_json(line, strict=True)


@cache
def sheet_adapter() -> TypeAdapter[Sheet]:
    """Return pydantic's type of a start sheet."""
    return TypeAdapter(Sheet)


@cache
def _meeting() -> TypeAdapter[Meeting]:
    from massstart_tui.race.meeting import Meeting  # noqa: PLC0415 - a stream has no meeting

    return TypeAdapter(Meeting)


def sheet(data: bytes) -> Sheet:
    """Decode a start sheet from JSON; raises WrongForm."""
    with wrong_form():
        return sheet_adapter().validate_json(data, strict=True)


def meeting(data: bytes) -> Meeting:
    """Decode a meeting from JSON; raises WrongForm."""
    with wrong_form():
        return _meeting().validate_json(data, strict=True)


def stream_schema() -> dict[str, Any]:
    """Return the JSON Schema of a stream: of its first line and of every further one."""
    header = TypeAdapter(HeaderLine).json_schema(ref_template="#/$defs/{model}")
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
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | sheet_adapter().json_schema()


def meeting_schema() -> dict[str, Any]:
    """Return the JSON Schema of a meeting."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _meeting().json_schema()
