"""Tests that a class of named tuples that is created quickly is used as one of `typing` is."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from massstart_tui.named_tuples import FEW, NamedTuple


class Kept(NamedTuple):
    """A class that a pickle finds by its name."""

    bib: int
    name: str = ""


def skater_made_with(base: Any) -> Any:
    """Return a class of named tuples with this base, of which there is no tuple yet."""

    class Skater(base):  # type: ignore[misc] # either base of named tuples
        """A skater on a start sheet."""

        bib: int
        name: str
        laps: tuple[int, ...] = ()

        @property
        def called(self) -> str:
            """The bib with the name."""
            return f"{self.bib} {self.name}"

        @classmethod
        def unnamed(cls, bib: int) -> Skater:
            """Return a skater without a name."""
            return cls(bib, "")

    return Skater


def quick() -> Any:
    """Return a class of this program."""
    return skater_made_with(NamedTuple)


def usual() -> Any:
    """Return the same class, created by Python."""
    return skater_made_with(typing.NamedTuple)


def subclass_of(kind: Any) -> Any:
    """Return a subclass without fields of its own, of which there is no tuple yet."""
    return type("Faster", (kind,), {"speed": 12})


def matched(kind: Any, skater: object) -> object:
    match skater:
        case kind(7, name):
            return name
        case _:
            return None


USES: dict[str, Callable[[Any], object]] = {
    "in order": lambda kind: tuple(kind(7, "Ann", (1,))),
    "by name": lambda kind: tuple(kind(name="Ann", bib=7)),
    "defaults": lambda kind: (kind(7, "Ann").laps, kind._field_defaults),
    "fields": lambda kind: (kind._fields, kind.__match_args__, kind(7, "Ann").bib, kind(7, "Ann")[1]),
    "of its own": lambda kind: (kind(7, "Ann").called, kind.unnamed(3).called, kind.__doc__, kind.bib.__doc__),
    "equal": lambda kind: (kind(7, "Ann") == (7, "Ann", ()), len({kind(7, "Ann"), kind(7, "Ann")})),
    "a tuple": lambda kind: (isinstance(kind(7, "Ann"), tuple), [*kind(7, "Ann")], kind(7, "Ann") < (8, "Ann")),
    "as text": lambda kind: repr(kind(7, "Ann", (1, 2))),
    "as a dict": lambda kind: kind(7, "Ann")._asdict(),
    "changed": lambda kind: tuple(kind(7, "Ann")._replace(bib=8, laps=(1,))),
    "made of values": lambda kind: (tuple(kind._make([7, "Ann", ()])), type(kind._make([7, "Ann", ()])) is kind),
    "matched": lambda kind: matched(kind, kind(7, "Ann")),
    "copied": lambda kind: (type(copy.deepcopy(kind(7, "Ann"))) is kind, copy.copy(kind(7, "Ann"))),
    "small": lambda kind: hasattr(kind(7, "Ann"), "__dict__"),
    "typed": typing.get_type_hints,
    "a subclass": lambda kind: (subclass_of(kind)(7, "Ann").speed, type(subclass_of(kind)(7, "Ann")).__name__),
    "a subclass's base": lambda kind: subclass_of(kind)(7, "Ann") and type(kind(7, "Ann")) is kind,
}
FAULTS: dict[str, Callable[[Any], object]] = {
    "a value too few": lambda kind: kind(7),
    "a value too many": lambda kind: kind(7, "Ann", (), 1),
    "an unknown name": lambda kind: kind(7, "Ann", speed=1),
    "a value twice": lambda kind: kind(7, "Ann", bib=7),
    "another field": lambda kind: kind(7, "Ann")._replace(speed=1),
    "values too few": lambda kind: kind._make([7]),
    "an assignment": lambda kind: setattr(kind(7, "Ann"), "bib", 8),
    "a new name": lambda kind: setattr(kind(7, "Ann"), "speed", 8),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_class_that_is_created_quickly_is_used_as_one_of_typing(use: Callable[[Any], object]) -> None:
    kind, right = quick(), use(usual())
    for _ in range(FEW + 2):
        assert use(kind) == right


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_one_of_typing_refuses_is_refused(fault: Callable[[Any], object]) -> None:
    kind = quick()
    for each in (usual(), *[kind] * (FEW + 2)):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            fault(each)
    assert kind(7, "Ann").name == "Ann"


def test_a_tuple_is_pickled_by_the_name_of_its_class() -> None:
    again = pickle.loads(pickle.dumps(Kept(7)))  # noqa: S301 - written here
    assert (type(again), again) == (Kept, Kept(7))


def test_the_constructor_of_a_class_is_compiled_once_and_when_it_is_needed() -> None:
    kind = quick()
    constructors = []
    for bib in range(FEW + 2):
        kind(bib, "Ann")
        constructors.append(kind.__new__)
    assert len(set(constructors[:FEW])) == 1
    assert len({*constructors}) == 2
