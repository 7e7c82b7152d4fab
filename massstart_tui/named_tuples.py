"""`NamedTuple` as `typing` has it, whose classes are quick to create.

`typing.NamedTuple` compiles every annotation and a constructor when it creates a class. A screen needs about a hundred
of these classes before its first picture; it asks none for its annotations, and creates tuples of a third of them. Here
annotations stay text, and the constructor of a class is compiled once more than a few of its tuples are created: a
class takes 0.01 ms instead of 0.14. Modules that a first picture needs use this one; `tests/cli/test_doors.py` finds
those that do not.
"""

from __future__ import annotations

from collections import Counter, namedtuple
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Self

__all__ = ["NamedTuple"]

_compiled: Final[Any] = namedtuple
"""Untyped: mypy knows only named tuples whose fields it can read where they are made."""
_Getter: Final[Any] = type(vars(namedtuple("_Getter", "field"))["field"])
"""The type of the attributes of a named tuple; one is made of the position of its field and a docstring."""
FEW: Final = 3
"""How many tuples of a class are created before its constructor is compiled: many classes never have more."""
_created: Final = Counter[type]()
"""How many tuples were created so far of each class whose constructor is not compiled yet."""
_NO_FIELDS: Final[tuple[str, ...]] = ()
_NO_DEFAULTS: Final[dict[str, Any]] = {}


class _Fields(tuple[Any, ...]):
    """A tuple with names for its fields; what `collections.namedtuple` gives each class stands here once for all."""

    __slots__ = ()
    # without annotations, which each class would inherit
    _fields = _NO_FIELDS
    _field_defaults = _NO_DEFAULTS

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """Create a tuple; after the first `FEW` of a class its own constructor, compiled then, replaces this one."""
        own: Any = next(each for each in cls.__mro__ if "_fields" in vars(each))
        given = dict(zip(own._fields, values, strict=False)) | named
        found = own._field_defaults | given
        is_right = len(given) == len(values) + len(named) and found.keys() == set(own._fields)
        if is_right and _created[own] < FEW:
            _created[own] += 1
            return tuple.__new__(cls, map(found.__getitem__, own._fields))
        compiled = _compiled(own.__name__, own._fields, defaults=own._field_defaults.values())
        own.__new__ = staticmethod(compiled.__new__)
        _created.pop(own, None)
        made: Self = own.__new__(cls, *values, **named)  # which also says what is wrong with the arguments
        return made

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        """Create a tuple of these values; raises TypeError if there are not as many as fields."""
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, **changes: Any) -> Self:
        """Return a copy with other values in these fields; raises TypeError if one is no field."""
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"Got unexpected field names: {list(changes)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        """Return the values by the names of their fields."""
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what a copy is constructed from."""
        return tuple(self)


class _Creation(type):
    """Creates a class of named tuples from a class statement, as the metaclass of `NamedTuple`."""

    def __new__(cls, name: str, bases: tuple[type, ...], content: dict[str, Any]) -> Any:
        """Return a subclass of tuple whose fields are the annotated names."""
        if not bases:
            return super().__new__(cls, name, bases, content)
        fields = tuple(content.get("__annotations__", ()))
        defaults = {field: content[field] for field in fields if field in content}
        getters = {field: _Getter(at, f"Alias for field number {at}") for at, field in enumerate(fields)}
        made = {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
        return type(name, (_Fields,), content | getters | made)


if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class NamedTuple(metaclass=_Creation):
        """The base of a class of named tuples."""
