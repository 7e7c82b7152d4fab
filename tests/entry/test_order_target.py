"""The sprint or finish that an order belongs to is never guessed: if there are two, the line is questioned."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.problems import Code, Problem, ProblemKind, problem_sentence, question_alone
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Event
from massstart_tui.race.record import replaced
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import encode_event
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from tests.entry.races import LAP, problem, reads, situation_of, wrong
from tests.entry.races import after_laps as after
from tests.streams import Fields, event, make_stream

FIELD = [8, 38, 51, 75, 107, 114, 119, 166, 200, 201, 202, 203]
SHEET = {"skaters": [{"bib": bib, "name": f"N{bib}"} for bib in FIELD]}


def sprint(lap: int, *order: Any) -> Fields:
    return event("sprint", lap * LAP + 500, lap=lap, order=list(order))


FIRST, SECOND, THIRD = sprint(4, 8, 38, 75), sprint(8, 75, 8, 107), sprint(12, 166, 51, 114)
LACKING = sprint(12, 166, 51)


def at(laps: int, *more: Fields) -> Situation:
    return after(laps, *more, **SHEET)


class TestTheFinishAndASprintThatIsOpen:
    @pytest.mark.parametrize("laps", [15, 16])
    @pytest.mark.parametrize("line", ["114 107 119 8 75", "114", "114 =107 119"])
    def test_bibs_at_the_bell_and_at_the_line_may_be_either_and_both_are_named(self, laps: int, line: str) -> None:
        found = problem(line, at(laps, FIRST, SECOND, LACKING))
        assert (found.code, found.trouble) == (Code.FINISH_OR_SPRINT, ProblemKind.AMBIGUOUS)
        assert found.choices == (f"fin {line}", f"s3 {line}")
        assert problem_sentence(found, words(Language.EN)).startswith("the finish, or sprint 3")

    def test_each_choice_is_one_of_them(self) -> None:
        race = at(15, FIRST, SECOND, LACKING)
        newest, oldest = problem("114 107", race).choices
        assert reads(newest, race) == [{"type": "finish", "order": [114, 107]}]
        assert reads(oldest, race)[0]["order"] == [166, 51, 114, 107]

    def test_the_moment_stays_in_front(self) -> None:
        race = at(16, FIRST, SECOND, LACKING)
        assert problem("@-1 114 107", race).choices == ("@-1 fin 114 107", "@-1 s3 114 107")

    def test_a_place_left_unknown_closes_the_sprint(self) -> None:
        race = at(16, FIRST, SECOND, LACKING)
        assert reads("s3 ?", race)[0]["order"] == [166, 51, None]
        assert reads("114 107", at(16, FIRST, SECOND, sprint(12, 166, 51, None)))[0]["type"] == "finish"

    def test_every_sprint_that_is_open_is_named(self) -> None:
        assert problem("114", at(16, SECOND)).choices == ("fin 114", "s3 114", "s1 114")

    def test_with_every_sprint_in_it_is_the_finish(self) -> None:
        assert reads("114 107 119", at(15, FIRST, SECOND, THIRD)) == [{"type": "finish", "order": [114, 107, 119]}]

    def test_the_skaters_of_the_last_sprint_in_another_order_may_correct_it(self) -> None:
        found = problem("51 166 114", at(16, FIRST, SECOND, THIRD))
        assert found.choices == ("fin 51 166 114", "s3 51 166 114")

    def test_who_cannot_have_finished_is_told_and_the_sprint_is_not_taken_in_its_place(self) -> None:
        race = at(16, FIRST, SECOND, LACKING, event("withdraw", 400_000, bibs=[114]))
        found = problem("114", race)
        assert (found.code, found.trouble, found.choices) == (Code.IS_OUT, ProblemKind.AMBIGUOUS, ("s3 114",))

    def test_the_finish_told_again_is_no_sprint(self) -> None:
        finish = event("finish", 481_000, order=[114, 107, 119])
        assert [found["type"] for found in reads("107 114 119", at(16, FIRST, SECOND, LACKING, finish))] == ["amend"]


class TestTwoSprints:
    def test_just_before_the_lap_key_it_may_be_the_one_to_come(self) -> None:
        race = at(7, sprint(4, 8, 38))
        assert problem("75", race).choices == ("s2 75", "s1 75")
        assert [fields["type"] for fields in reads("s2 75", race)] == ["lap", "sprint"]

    @pytest.mark.parametrize("line", ["s 75", "sprint: 75", "tussensprint 75"])
    def test_the_verb_without_a_number_asks_as_well(self, line: str) -> None:
        assert problem(line, at(9, sprint(4, 8, 38))).choices == ("s2 75", "s1 75")

    def test_a_verb_does_not_add_to_a_sprint_that_is_complete(self) -> None:
        race = at(9, FIRST, SECOND)
        found = problem("s 114 119", race)
        assert (found.code, found.choices) == (Code.SPRINT_FULL, ("s2 114 119", "amend 12 114 119"))
        assert reads(found.choices[0], race)[0]["order"] == [75, 8, 107, 114, 119]
        assert reads(found.choices[1], race)[0]["event"]["order"] == [114, 119]

    def test_nor_do_bibs_alone_and_not_more_of_them_than_places_are_open(self) -> None:
        assert wrong("119", at(13, FIRST, SECOND, THIRD)) is Code.SPRINT_FULL
        assert wrong("119 8", at(13, FIRST, SECOND, LACKING)) is Code.SPRINT_FULL
        assert reads("119", at(13, FIRST, SECOND, LACKING))[0]["order"] == [166, 51, 119]

    def test_at_the_bell_a_verb_that_has_no_sprint_left_may_be_the_finish(self) -> None:
        assert problem("s 8 75", at(15, FIRST, SECOND, THIRD)).choices == ("fin 8 75", "s3 8 75")

    def test_the_order_told_again_with_more_behind_it_goes_on(self) -> None:
        assert reads("75 8 107 114", at(9, FIRST, SECOND))[0]["order"] == [75, 8, 107, 114]

    def test_an_amend_of_an_order_is_that_order(self) -> None:
        assert reads("amend 11 s 38 8 75", at(9, FIRST, SECOND))[0]["event"]["lap"] == 4


class TestTheNumberOfASprint:
    RACE = at(16, FIRST, SECOND, THIRD)

    @pytest.mark.parametrize(
        "line", ["s4 114 107", "s4: 114 107", "sprint 4 114 107", "fin 114 107", "finish: 114 107"]
    )
    def test_one_more_than_there_are_is_the_finish(self, line: str) -> None:
        assert reads(line, self.RACE) == [{"type": "finish", "order": [114, 107]}]

    def test_it_is_not_before_its_time(self) -> None:
        assert wrong("s4 114 107", at(10, FIRST, SECOND)) is Code.FINISH_TO_COME

    def test_it_is_never_a_lap(self) -> None:
        assert wrong("s8 114", self.RACE) is Code.NO_SUCH_SPRINT
        assert wrong("s12: 114", self.RACE) is Code.NO_SUCH_SPRINT

    @pytest.mark.parametrize("line", ["s lap 8 8 75 107", "s lap 8: 8 75 107", "s ronde 8:8 75 107", "s2 8 75 107"])
    def test_a_sprint_is_told_by_its_lap_with_the_word(self, line: str) -> None:
        assert reads(line, self.RACE)[0]["event"]["lap"] == 8

    @pytest.mark.parametrize("line", ["p s4 107 1", "p fin 107 1", "p 107 1 s4"])
    def test_a_place_is_told_alike(self, line: str) -> None:
        race = at(16, FIRST, SECOND, THIRD, event("finish", 481_000, order=[114, 107]))
        assert reads(line, race)[0]["event"]["order"] == [107, 114]
        assert reads("p s lap 8 107 1", race)[0]["event"]["lap"] == 8


# Whole races.


class Meant(NamedTuple):
    """A part of an order, and the lap it is of: that of a sprint, or the distance for the finish."""

    lap: int
    bibs: list[int]


@st.composite
def evenings(draw: st.DrawFn) -> list[int | Meant]:
    """Draw the lines typed in a race: laps as numbers, and orders in parts, none before the lap that ends in it."""
    typed: list[tuple[int, int, int | Meant]] = [(lap, 0, lap) for lap in range(1, 17)]
    for lap in (4, 8, 12, 16):
        order = draw(st.permutations(FIELD))[: draw(st.integers(1, 3)) if lap < 16 else len(FIELD)]
        cut = draw(st.integers(1, len(order)))
        when = draw(st.integers(lap - 1, 16))
        for part in filter(None, (order[:cut], order[cut:])):
            typed.append((when, draw(st.integers(1, 9)), Meant(lap, part)))
            when = draw(st.integers(when, 16))
    return [what for *_, what in sorted(typed, key=lambda each: each[:2])]


def orders(state: RaceState) -> dict[int, list[int]]:
    sprints = {lap: [bib for bibs in result.order for bib in bibs] for lap, result in state.given_sprints.items()}
    return sprints | {16: [bib for place in state.given_finish for bib in place.bibs]}


def recorded(events: list[Event]) -> Situation:
    lines = [encode_event(replaced(each, {"seq": seq})) for seq, each in enumerate(events, 1)]
    stream = make_stream(**SHEET).splitlines(keepends=True)[0] + b"".join(lines)
    return situation_of(Timeline(read_from(io.BytesIO(stream), "race")), 10)


def read_as_meant(meant: Meant, race: Situation) -> tuple[Event, ...]:
    """Return what bare bibs record, choosing the intended reading; raise Problem if it is not among the choices."""
    line = " ".join(map(str, meant.bibs))
    try:
        return read_line(line, race).events
    except Problem as found:
        number = {4: 1, 8: 2, 12: 3}.get(meant.lap)
        choice = f"s{number} {line}" if number else f"fin {line}"
        if choice not in found.choices or found.trouble is not ProblemKind.AMBIGUOUS:
            raise
        return read_line(choice, race).events


@given(evenings())
def test_whatever_is_typed_late_or_early_lands_in_what_was_meant_or_is_asked(typed: list[int | Meant]) -> None:
    events = [*read_line("start", recorded([])).events]
    for what in typed:
        race = recorded(events)
        if isinstance(what, int):
            if race.state.lap < what:
                events += [*read_line(f"lap {what} ?", race).events]
            continue
        before = orders(race.state)
        events += [*read_as_meant(what, race)]
        after_it = orders(recorded(events).state)
        assert after_it == before | {what.lap: [*before.get(what.lap, []), *what.bibs]}


LAPPED = event("lapped", 200_000, bibs=[51])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("race", "line", "code"),
    [
        (at(9, FIRST, SECOND), "8 119", Code.SPRINT_KNOWN_AND_NEW),
        (at(9, FIRST, SECOND), "8 75", Code.SPRINT_SOME_KNOWN),
        (at(9, FIRST, SECOND), "119", Code.SPRINT_FULL),
        (at(9, FIRST, SECOND), "75 8 107", Code.SAME_ORDER),
        (at(9, FIRST, LAPPED), "8 51", Code.LAP_DOWN),
        (at(9, FIRST), "p s2 8 1", Code.SPRINT_NOT_IN),
        (at(13, FIRST, sprint(8, 75)), "119", Code.WHICH_SPRINT),
    ],
)
def test_whatever_is_asked_or_said_of_the_order_of_a_sprint_names_the_sprint(
    race: Situation, line: str, code: Code, language: Language
) -> None:
    found = problem(line, race)
    assert found.code is code
    number = "3" if code is Code.WHICH_SPRINT else "2"
    assert f"sprint {number}" in problem_sentence(found, words(language))
    assert f"sprint {number}" in question_alone(found, words(language))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("line", ["8 119", "8", "8 75 107", "8 51", "119 51"])
def test_and_of_the_finish_says_so(line: str, language: Language) -> None:
    found = problem(line, at(16, FIRST, SECOND, THIRD, LAPPED, event("finish", 481_000, order=[8, 75, 107])))
    assert "finish" in problem_sentence(found, words(language))
