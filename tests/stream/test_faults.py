"""Tests of how a location in a file and a wrong value are shown to a person."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter

from massstart_tui.race.record import WrongForm
from massstart_tui.race.record_models import wrong_form
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.faults import SHOWN_INPUT, BadData, Fault, Flaw, field_name, form_faults, nearest, shown


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


def test_bad_data_has_a_line_for_each_fault_as_text() -> None:
    faults = [Fault(3, "lap", Flaw.SEQ_HOLE, {"wanted": 2}), Fault(None, "", Flaw.EMPTY)]
    assert str(BadData("race.jsonl", faults)) == "race.jsonl:3: lap: seq_hole (wanted 2)\nrace.jsonl: empty"


def test_a_long_wrong_value_is_cut_short() -> None:
    assert len(shown("x" * 1000)) == SHOWN_INPUT
    assert shown("x" * 1000).endswith("…")


def test_the_nearest_valid_word_is_told_and_none_where_none_is_like_it() -> None:
    assert nearest("colr", ["bib", "colour", "rule"]) == "colour"
    assert nearest("zzz", ["bib", "colour", "rule"]) == ""


def test_of_a_word_that_is_not_one_of_those_that_can_stand_there_these_are_told() -> None:
    with pytest.raises(WrongForm) as caught:
        decode_event(b'{"seq":1,"t":0,"type":"card","bib":1,"colour":"blue"}')
    (fault,) = form_faults(2, caught.value)
    assert (fault.field, fault.code, fault.values["valid"]) == ("colour", Flaw.NOT_ONE_OF, "warning, yellow, red")


@pytest.mark.parametrize(
    ("body", "code", "values"),
    [
        ('"type":"sprint","order":[1]}', Flaw.MISSING, {}),
        ('"lap":1}', Flaw.MISSING, {}),
        ('"type":"lap","lap":"x"}', Flaw.WRONG_TYPE, {"given": '"x"', "type": "integer"}),
        ('"type":"note","text":5}', Flaw.WRONG_TYPE, {"given": "5", "type": "text"}),
        ('"type":"fall","bibs":5}', Flaw.WRONG_TYPE, {"given": "5", "type": "list"}),
        ('"type":"lap","lap":0}', Flaw.OUT_OF_RANGE, {"given": "0", "bound": "≥ 1"}),
        ('"type":"fall","bibs":[]}', Flaw.TOO_SHORT, {"least": 1}),
        ('"type":"lap","lap":}', Flaw.NOT_JSON, {"column": 35}),
    ],
)
def test_what_a_fault_is_told_with(body: str, code: Flaw, values: dict[str, str | int]) -> None:
    with pytest.raises(WrongForm) as caught:
        decode_event(f'{{"seq":1,"t":0,{body}'.encode())
    assert [(fault.line, fault.code, fault.values) for fault in form_faults(7, caught.value)] == [(7, code, values)]


@pytest.mark.parametrize("model", [datetime.date, datetime.datetime, datetime.time], ids=lambda model: model.__name__)
def test_what_is_no_date_or_no_time_is_told_as_it_stands(model: type) -> None:
    with pytest.raises(WrongForm) as caught, wrong_form():
        TypeAdapter(model).validate_python("noon")
    assert [(fault.code, fault.values) for fault in form_faults(None, caught.value)] == [
        (Flaw.NOT_A_DATE, {"given": '"noon"'})
    ]


def test_of_any_other_error_the_rule_is_told_that_was_broken() -> None:
    with pytest.raises(WrongForm) as caught, wrong_form():
        TypeAdapter(dict[str, Annotated[float, Field(multiple_of=2)]]).validate_python({"length": 3})
    assert [(fault.field, fault.code, fault.values) for fault in form_faults(None, caught.value, "race.")] == [
        ("race.length", Flaw.NOT_VALID, {"given": "3", "rule": "multiple_of"})
    ]


def test_a_type_that_is_also_a_field_is_not_taken_for_one() -> None:
    with pytest.raises(WrongForm) as caught:
        decode_event(b'{"seq":1,"t":0,"type":"lap","lap":"x"}')
    assert [(fault.field, fault.code) for fault in form_faults(2, caught.value)] == [("lap", Flaw.WRONG_TYPE)]
