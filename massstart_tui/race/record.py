"""Records: the facts on a line of a stream as frozen objects, with the fields that this version does not know.

A record holds the fields that were given, no others: what is left out has its default, and is not written. Unlike a
model of pydantic it takes no time to define, so that a screen can show a race before pydantic is loaded.
`race.record_models` makes the types of pydantic from these classes. They judge every value that is not plain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

_LITERAL: Final = "Literal["

R = TypeVar("R", bound="Record")


class WrongForm(ValueError):
    """Raised for fields that are no record; ``details`` are the errors as pydantic gives them."""

    def __init__(self, details: list[Any]) -> None:
        """Store the ``details``."""
        self.details = details
        super().__init__(details)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """The base class of records; a subclass declares its fields as a dataclass does.

    ``KINDS`` are the subclasses by name. ``FIELDS`` are the annotations of the fields by name, and ``DEFAULTS`` the
    values of those that can be left out. A record has no methods, since a field of the same name that this version does
    not know would hide them.
    """

    KINDS: ClassVar[dict[str, type[Record]]] = {}
    FIELDS: ClassVar[Mapping[str, str]] = {}
    DEFAULTS: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the fields."""
        Record.KINDS[cls.__name__] = cls
        own = {name: text for name, text in cls.__annotations__.items() if not text.startswith("ClassVar")}
        cls.FIELDS = {**cls.FIELDS, **own}
        cls.DEFAULTS = {name: getattr(cls, name) for name in cls.FIELDS if hasattr(cls, name)}

    def __init__(self, **fields: Any) -> None:
        """Store the fields."""
        object.__setattr__(self, "__dict__", fields)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record does not change."""
        raise AttributeError(name)

    def __delattr__(self, name: str) -> None:
        """Refuse: a record does not change."""
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same type with the same fields; one left out equals its default."""
        if type(self) is not type(other):
            return NotImplemented
        ours, theirs = self.__dict__, other.__dict__
        return ours == theirs or {**type(self).DEFAULTS, **ours} == {**type(self).DEFAULTS, **theirs}

    def __hash__(self) -> int:
        """Return a hash of the known fields."""
        known = {**type(self).DEFAULTS, **self.__dict__}
        return hash((type(self), *(known[name] for name in type(self).FIELDS)))

    def __repr__(self) -> str:
        """Return the record as the call that makes it."""
        given = ", ".join(f"{name}={self.__dict__[name]!r}" for name in _names(self))
        return f"{type(self).__name__}({given})"


def literal_in(annotation: str) -> str:
    """Return the text in the annotation ``Literal['text']``; an empty string for any other annotation."""
    return annotation[len(_LITERAL) + 1 : -2] if annotation.startswith(_LITERAL) else ""


def made(kind: type[R], fields: dict[str, Any]) -> R:
    """Return a record with these fields, which are right, and which belong to it from now on."""
    record = object.__new__(kind)
    object.__setattr__(record, "__dict__", fields)
    return record


def replaced(record: R, changes: Mapping[str, Any]) -> R:
    """Return a copy of the record with other values, which are right."""
    return made(type(record), {**record.__dict__, **changes})


def unknown_fields(record: Record) -> dict[str, Any]:
    """Return the fields that this version does not know."""
    known = type(record).FIELDS
    return {name: value for name, value in record.__dict__.items() if name not in known}


def plain_data(record: Record, *, without: Collection[str] = (), nothing: bool = True) -> dict[str, Any]:
    """Return the fields that were given as JSON has them, but those in ``without``; unknown ones come last.

    Fields that were given as None are included unless ``nothing`` is false.
    """
    given = record.__dict__
    names = [name for name in _names(record) if name not in without]
    return {name: as_data(given[name]) for name in names if nothing or given[name] is not None}


def _names(record: Record) -> list[str]:
    """Return the names of the fields that were given, those that this version does not know last."""
    known = [name for name in type(record).FIELDS if name in record.__dict__]
    return [*known, *unknown_fields(record)]


def as_data(value: Any) -> Any:
    """Return a value of a record as JSON has it."""
    if isinstance(value, Record):
        return plain_data(value)
    if isinstance(value, tuple | list):
        return [as_data(part) for part in value]
    to_text: Callable[[], str] | None = getattr(value, "isoformat", None)
    return value if to_text is None else to_text()
