"""A lapped skater in an order is always asked about: they are left out, or stated to have completed all laps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.problems import Code, Problem, ProblemKind
from massstart_tui.entry.supposed_lines import read_what_if
from tests.entry.races import entered_or_problem, problem, reads
from tests.entry.test_order_target import FIELD, FIRST, LACKING, SECOND, THIRD, at
from tests.streams import Fields, event

LAPPED = event("lapped", 400_000, bibs=[51, 200])
RACE = at(16, FIRST, SECOND, THIRD, LAPPED)


def test_it_is_asked_whichever_way_the_order_is_typed() -> None:
    for line in ("114 51 107", "fin 114 51 107", "s4 114 51 107"):
        found = problem(line, RACE)
        assert (found.code, found.trouble) == (Code.LAP_DOWN, ProblemKind.AMBIGUOUS)
        assert found.values["bib"] == 51
    assert problem("fin 114 51 107", RACE).choices == ("fin 114 107", "fin 114 51! 107")
    assert problem("114 51 107", RACE).choices == ("fin 114 107", "fin 114 51! 107")
    assert problem("s4 114 51 107", RACE).choices == ("fin 114 107", "fin 114 51! 107")
    assert problem("fin 114 =51 107", RACE).choices == ("fin 114 107", "fin 114 =51! 107")
    assert problem("fin 51 =114 107", RACE).choices == ("fin 114 107", "fin 51! =114 107")
    assert problem("@-1 51", RACE).choices == ("@-1 fin 51!",)


def test_a_time_goes_with_whom_it_is_of() -> None:
    choices = ("fin 114 7:56.670 107 7:58.000", "fin 114 7:56.670 51! 7:57.000 107 7:58.000")
    assert problem("fin 114 7:56.67 51 7:57.00 107 7:58.00", RACE).choices == choices
    assert problem("fin 114 7:56.67 7:57.00", RACE).code is Code.UNEXPECTED


class TestASprintIsOpenAsWell:
    def test_every_reading_of_the_finish_and_of_the_sprint_has_a_line_of_its_own(self) -> None:
        race = at(16, FIRST, SECOND, LACKING, LAPPED)
        found = problem("114 51 107", race)
        assert (found.code, found.trouble) == (Code.LAP_DOWN, ProblemKind.AMBIGUOUS)
        assert found.choices == ("fin 114 107", "fin 114 51! 107", "s3 114 51 107")

    def test_also_where_the_sprint_asks_as_well(self) -> None:
        race = at(16, FIRST, SECOND, event("lapped", 300_000, bibs=[51]))
        assert problem("114 51", race).choices == ("fin 114", "fin 114 51!", "s3 114", "s3 114 51!")

    def test_and_where_only_the_finish_does(self) -> None:
        race = at(16, FIRST, SECOND, LAPPED)
        assert problem("114 51", race).choices == ("fin 114", "fin 114 51!", "s3 114 51")


@given(
    st.permutations(FIELD).map(lambda bibs: bibs[:4]),
    st.sets(st.sampled_from(FIELD), min_size=1, max_size=4),
    st.sampled_from([(LACKING,), (FIRST,), (FIRST, SECOND), (FIRST, SECOND, LACKING), (FIRST, SECOND, THIRD)]),
    st.tuples(st.sampled_from([15, 16]), st.sampled_from([200_000, 300_000, 400_000])),
    st.sampled_from(["", "@-1 ", "fin ", "s ", "s3 "]),
)
def test_each_choice_means_one_thing(
    bibs: list[int], lapped: set[int], sprints: tuple[Fields, ...], moments: tuple[int, int], before: str
) -> None:
    race = at(moments[0], *sprints, event("lapped", moments[1], bibs=sorted(lapped)))
    found = entered_or_problem(before + " ".join(map(str, bibs)), race)
    if isinstance(found, Problem) and found.code in (Code.LAP_DOWN, Code.FINISH_OR_SPRINT, Code.WHICH_SPRINT):
        recorded = [[str(each) for each in reads(choice, race)] for choice in found.choices]
        assert len({tuple(each) for each in recorded}) == len(recorded)


def test_left_out_no_place_is_used_up() -> None:
    assert reads("fin 114 107", RACE) == [{"type": "finish", "order": [114, 107]}]


def test_with_all_the_laps_they_are_not_lapped_and_the_others_stay_so() -> None:
    correction, finish = reads("fin 114 51! 107", RACE)
    assert (correction["target"], correction["event"]["bibs"]) == (21, [200])
    assert finish["order"] == [114, 51, 107]
    assert [fields["type"] for fields in reads("fin 51! 200!", RACE)] == ["retract", "finish"]


def test_a_sprint_before_they_were_lapped_is_not_asked_about_and_one_after_it_is() -> None:
    early = at(16, FIRST, SECOND, event("lapped", 300_000, bibs=[51]))
    assert problem("s3 51 114", early).code is Code.LAP_DOWN
    assert reads("s2 75 8 107 51", early)[0]["order"] == [75, 8, 107, 51]


def test_what_if_asks_and_takes_the_same() -> None:
    state = read_what_if("fin: 114 51! 200! 107", RACE).state
    assert [place.bibs for place in state.given_finish] == [(114,), (51,), (200,), (107,)]
    assert not state.exits
