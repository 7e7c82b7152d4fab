"""Tests of how a location in a file and a wrong value are shown to a person."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.faults import SHOWN_INPUT, Flaw, field_name, form_faults, nearest, shown


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((), ""),
        (("order", 2), "order[2]"),
        (("order", 1, "tuple[int, ...]", 0), "order[1][0]"),
        (("race", "rules", "sprints", 0, "lap"), "race.rules.sprints[0].lap"),
        (("bib", "int"), "bib"),
    ],
)
def test_a_place_is_named_as_a_person_would_write_it(place: tuple[str | int, ...], name: str) -> None:
    assert field_name(place) == name


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), ("a", '"a"'), (None, "null"), ("\x1b[31m", '"\\u001b[31m"'), ([1], "[1]")]
)
def test_a_wrong_value_is_shown_as_it_stands_in_the_file_and_acts_on_nothing(value: Any, text: str) -> None:
    assert shown(value) == text


def test_a_long_wrong_value_is_cut_short() -> None:
    assert len(shown("x" * 1000)) == SHOWN_INPUT
    assert shown("x" * 1000).endswith("…")


def test_the_nearest_valid_word_is_told_and_none_where_none_is_like_it() -> None:
    assert nearest("colr", ["bib", "colour", "rule"]) == "colour"
    assert nearest("zzz", ["bib", "colour", "rule"]) == ""


def test_of_a_word_that_is_not_one_of_those_that_can_stand_there_these_are_told() -> None:
    with pytest.raises(ValidationError) as caught:
        decode_event(b'{"seq":1,"t":0,"type":"card","bib":1,"colour":"blue"}')
    (fault,) = form_faults(2, caught.value)
    assert (fault.field, fault.code, fault.values["valid"]) == ("colour", Flaw.NOT_ONE_OF, "warning, yellow, red")


def test_a_type_that_is_also_a_field_is_not_taken_for_one() -> None:
    with pytest.raises(ValidationError) as caught:
        decode_event(b'{"seq":1,"t":0,"type":"lap","lap":"x"}')
    assert [(fault.field, fault.code) for fault in form_faults(2, caught.value)] == [("lap", Flaw.WRONG_TYPE)]
