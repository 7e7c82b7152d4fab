"""Pydantic's types of the records, which judge every value and say what is wrong with it.

Each record becomes a typed dictionary, which holds the fields that were given. A nested record is made of its
dictionary.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any, Final, NotRequired, Union, get_type_hints

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core.core_schema import (
    CoreSchema,
    is_instance_schema,
    json_or_python_schema,
    no_info_after_validator_function,
    union_schema,
)
from typing_extensions import TypedDict  # pydantic refuses that of `typing` before Python 3.12

from massstart_tui.race.record import Record, WrongForm, as_data, made

_MAKE_TYPED_DICT: Any = TypedDict
_NOTHING: Final[dict[str, Any]] = {}


def typed_dict(kind: type[Record], narrower: Mapping[str, Any] = _NOTHING) -> Any:
    """Return the typed dictionary of a kind of record; fields that it does not know are kept.

    The fields in ``narrower`` have the type that is given there.
    """
    hints = {**get_type_hints(kind, include_extras=True), **narrower}
    fields = {
        name: NotRequired[Annotated[hints[name], Field(json_schema_extra={"default": kind.DEFAULTS[name]})]]
        if name in kind.DEFAULTS
        else hints[name]
        for name in kind.FIELDS
    }
    made_type = _MAKE_TYPED_DICT(kind.__name__, fields)
    made_type.__doc__ = kind.__doc__
    made_type.__pydantic_config__ = ConfigDict(extra="allow", strict=True)
    return made_type


def core_schema_of(kind: type[Record], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a field whose value is such a record: an object in JSON; in Python a record or a dict."""
    read = no_info_after_validator_function(partial(made, kind), handler(typed_dict(kind)))
    return json_or_python_schema(read, union_schema([is_instance_schema(kind), read]))


def _adapter(kind: type[Record]) -> TypeAdapter[dict[str, Any]]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(typed_dict(kind))
    return _ADAPTERS[kind]


_ADAPTERS: Final[dict[type[Record], TypeAdapter[dict[str, Any]]]] = {}


def validated(kind: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record of this kind as pydantic takes them from JSON; raises WrongForm."""
    return validated_json(kind, json.dumps(dict(fields), default=as_data).encode())


def validated_json(kind: type[Record], text: bytes) -> dict[str, Any]:
    """Return the fields of a record that is given as JSON; raises WrongForm."""
    with wrong_form():
        return _adapter(kind).validate_json(text)


@contextmanager
def wrong_form() -> Iterator[None]:
    """Raise WrongForm where pydantic finds an error in the context."""
    try:
        yield
    except ValidationError as error:
        raise WrongForm(error.errors(include_url=False)) from error


def one_of(kinds: Iterable[type[Record]], narrower: Mapping[str, Any] = _NOTHING) -> Any:
    """Return the type of a record that is one of these, as its ``type`` says; ``narrower`` as for `typed_dict`."""
    return Annotated[Union[tuple(typed_dict(kind, narrower) for kind in kinds)], Field(discriminator="type")]  # noqa: UP007 - of a tuple
