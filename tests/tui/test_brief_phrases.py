"""Tests of descriptions of events in one line: what gives way first, and that nothing is longer than its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from massstart_tui.race.rules import PRESETS
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.text.words import Language, words
from massstart_tui.tui.brief_phrases import as_many_as_fit, brief
from tests.streams import Fields, event, make_line

NAMES = {13: "Kramer", 9: "Morozov", 15: "Malfatti", 4: "Gélinas-Beaulieu", 2: "Chung"}
TELLING = Telling(words(Language.EN), PRESETS["isu-2018"].rules, NAMES)
SPRINT = event("sprint", 1, seq=1, lap=8, order=[13, 9, 4])


def told(fields: Fields, room: int, marks: Marks | None = None) -> str:
    return brief(decode_event(make_line(fields)), TELLING, marks, room)


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (40, "Kramer 3, Morozov 2, Gélinas-Beaulieu 1"),
        (38, "Kramer, Morozov, Gélinas-Beaulieu"),
        (28, "Kramer, Morozov, Gélinas-."),
        (25, "Kramer, Morozov, Gélina."),
        (20, "13, 9, 4"),
    ],
)
def test_points_give_way_first_then_letters_then_names(room: int, said: str) -> None:
    assert told(SPRINT, room) == said


def test_a_cut_name_keeps_what_tells_it_apart_from_others_with_its_particles() -> None:
    names = {13: "Van den Brinkhof", 9: "Van de Waterput", 4: "De Wit"}
    telling = Telling(words(Language.NL), PRESETS["isu-2018"].rules, names)
    assert brief(decode_event(make_line(SPRINT)), telling, None, 36) == "V.d. Brinkhof, V.d. Waterput, De Wit"
    assert brief(decode_event(make_line(SPRINT)), telling, None, 34) == "V.d. Brinkh., V.d. Waterp., De Wit"


def test_names_that_begin_alike_are_not_cut_to_what_they_share() -> None:
    telling = Telling(words(Language.EN), PRESETS["isu-2018"].rules, NAMES | {5: "Gélinas-Tremblay", 7: "Gélinas-Roy"})
    for written in (SPRINT, event("fall", 1, seq=1, bibs=[4, 15])):
        forms = {brief(decode_event(make_line(written)), telling, None, room) for room in range(60)}
        assert forms
        assert not [said for said in forms if "Gélina." in said or "Gélinas-." in said]


def test_what_is_doubtful_keeps_its_sign_in_every_form() -> None:
    doubt = Provenance(about="sprint orders", kind=Certainty.RECONSTRUCTED, source="a report", bibs=(9,))
    marks = Marks([doubt])
    assert told(SPRINT, 60, marks) == "Kramer 3, Morozov 2~, Gélinas-Beaulieu 1"
    assert told(SPRINT, 10, marks) == "13, 9~, 4"


def test_of_many_finishers_the_first_are_named_and_the_others_counted() -> None:
    finish = event("finish", 1, seq=1, order=[13, 9, 15, 4, 2, 7])
    assert told(finish, 26) == "Kramer, Morozov +4"


@pytest.mark.parametrize(
    ("fields", "room", "said"),
    [
        (event("fall", 1, seq=1, bibs=[4, 15]), 40, "4 Gélinas-Beaulieu, 15 Malfatti"),
        (event("fall", 1, seq=1, bibs=[4, 15]), 26, "4 Gélinas-., 15 Malfatti"),
        (event("fall", 1, seq=1, bibs=[4, 15]), 10, "4, 15"),
    ],
)
def test_bibs_are_kept_longest(fields: Fields, room: int, said: str) -> None:
    assert told(fields, room) == said


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(6, 60))
def test_nobody_is_left_out_without_being_counted(names: list[str], room: int) -> None:
    said = as_many_as_fit(names, room)
    shown, _, more = said.partition("+")
    assert len([name for name in shown.split(",") if name.strip()]) + int(more or 0) == len(names)
    assert cell_len(said) <= max(room, len(names[0]))
