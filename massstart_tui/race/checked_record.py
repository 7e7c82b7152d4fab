"""Records whose fields are checked when they are made in the program, as those on a line are when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from massstart_tui.race.plain_fields import plain_fields
from massstart_tui.race.record import Record, made

R = TypeVar("R", bound="CheckedRecord")


class CheckedRecord(Record):
    """A record whose fields are checked; raises WrongForm if they are wrong."""

    def __init__(self, **fields: Any) -> None:
        """Check the fields; raises WrongForm."""
        super().__init__(**_checked(type(self), fields))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return the schema with which pydantic checks a field whose value is a record of this class."""
        from massstart_tui.race.record_models import core_schema_of  # noqa: PLC0415 - it loads pydantic

        return core_schema_of(cls, handler)


def record_of(kind: type[R], fields: Mapping[str, Any]) -> R:
    """Return a record with these fields, also with ones that this version does not know; raises WrongForm."""
    return made(kind, _checked(kind, fields))


def _checked(kind: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    found = plain_fields(kind, fields)
    if found is None:
        from massstart_tui.race.record_models import validated  # noqa: PLC0415 - it loads pydantic

        found = validated(kind, fields)
    return found
