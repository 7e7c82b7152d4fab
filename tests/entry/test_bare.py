"""Bare bibs are recorded as what the race calls for: whole orders, parts of orders, dead heats and corrections."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.entry.expected import Expected, ExpectedKind, expected
from massstart_tui.entry.problems import Code, ProblemKind
from massstart_tui.entry.situation import Situation
from tests.entry.races import after_laps as after
from tests.entry.races import before_anything, problem, race, reads, with_sprints, wrong
from tests.streams import Fields, event, laps_of_thirty_seconds


def sprint(t: int, lap: int, order: list[Any]) -> Fields:
    return event("sprint", t, lap=lap, order=order)


FIRST = sprint(121_000, 4, [1, 2, 3])


class TestSprint:
    @pytest.mark.parametrize(
        ("line", "order"),
        [
            ("5 1 2", [5, 1, 2]),
            ("5 =1 2", [[5, 1], 2]),
            ("5=1=2", [[5, 1, 2]]),
            ("5 ? 2", [5, None, 2]),
            ("sato noord vik", [5, 1, 2]),
            ("s 5 1 2", [5, 1, 2]),
            ("s1 5 1 2", [5, 1, 2]),
            ("s1:5 1 2", [5, 1, 2]),
            ("sprint 1: 5 1 2", [5, 1, 2]),
            ("tussensprint lap 4: 5 1 2", [5, 1, 2]),
            ("s ronde 4 5 1 2", [5, 1, 2]),
            ("s lap 4:5 1 2", [5, 1, 2]),
            ("s: 2 1", [2, 1]),
        ],
    )
    def test_it_is_the_one_just_passed(self, line: str, order: list[Any]) -> None:
        assert reads(line, after(4)) == [{"type": "sprint", "lap": 4, "order": order}]

    def test_a_number_glued_to_the_verb_and_two_digits_behind_a_colon_are_no_time(self) -> None:
        teens = [{"bib": bib, "name": f"N{bib}"} for bib in range(10, 16)]
        assert reads("s1:13 10", after(4, skaters=teens))[0]["order"] == [13, 10]

    def test_in_parts_it_is_the_whole_order_so_far(self) -> None:
        part, some = after(5, sprint(151_000, 4, [5])), after(5, sprint(151_000, 4, [5, [1, 2]]))
        assert reads("2 3", part) == [{"type": "sprint", "lap": 4, "order": [5, 2, 3]}]
        assert reads("5 2=1 3 4", some) == [{"type": "sprint", "lap": 4, "order": [5, [2, 1], 3, 4]}]

    def test_a_part_entered_for_an_earlier_moment_still_counts(self) -> None:
        some = after(5, sprint(151_000, 4, [5]))
        assert reads("@12 3", some) == [{"type": "sprint", "t": 151_000, "lap": 4, "order": [5, 3]}]

    def test_all_of_it_again_in_another_order_is_a_correction_that_keeps_its_moment(self) -> None:
        assert reads("2 1 3", after(5, FIRST | {"t": 151_000})) == [
            {
                "type": "amend",
                "target": 7,
                "event": {"t": 151_000, "type": "sprint", "lap": 4, "order": [2, 1, 3]},
            }
        ]

    def test_with_the_verb_it_is_the_whole_order_whatever_was_in(self) -> None:
        assert reads("s1 1 4 2", after(5, FIRST))[0]["event"]["order"] == [1, 4, 2]

    def test_some_in_and_some_not_is_ambiguous_and_says_what_to_type(self) -> None:
        found = problem("2 5", after(5, FIRST))
        assert (found.code, found.trouble) == (Code.SPRINT_KNOWN_AND_NEW, ProblemKind.AMBIGUOUS)
        assert found.values["known"] == "2 Vik (NOR)"
        assert (found.values["new"], found.values["number"]) == ("5", 1)

    def test_some_of_those_in_is_ambiguous(self) -> None:
        assert wrong("2 1", after(5, FIRST)) is Code.SPRINT_SOME_KNOWN

    def test_the_same_again_is_nothing_to_record(self) -> None:
        assert wrong("1 2 3", after(5, FIRST)) is Code.SAME_ORDER

    def test_in_the_lap_that_ends_in_one_the_lap_is_recorded_with_it(self) -> None:
        recorded = reads("5 1 2", after(7, FIRST))
        assert recorded == [{"type": "lap", "lap": 8}, {"type": "sprint", "lap": 8, "order": [5, 1, 2]}]
        assert reads("s2 5 1 2", after(7, FIRST)) == recorded
        assert reads("1 2 3", after(7, FIRST))[1]["lap"] == 8
        assert reads("5 1 2", after(3))[0] == {"type": "lap", "lap": 4}

    def test_in_that_lap_the_skaters_of_the_sprint_before_in_another_order_may_be_either(self) -> None:
        found = problem("3 2 1", after(7, FIRST))
        assert (found.code, found.choices) == (Code.WHICH_SPRINT, ("s2 3 2 1", "s1 3 2 1"))
        assert reads("s1 3 2 1", after(7, FIRST))[0]["type"] == "amend"
        assert [fields["type"] for fields in reads("s2 3 2 1", after(7, FIRST))] == ["lap", "sprint"]

    def test_before_the_first_there_is_nothing_to_place(self) -> None:
        found = problem("1 2", after(1))
        assert (found.code, found.trouble) == (Code.NOTHING_TO_PLACE, ProblemKind.NOT_ALLOWED)
        assert found.values == {"number": 1, "lap": 4, "count": 3}
        assert wrong("1 2", before_anything()) is Code.NOT_BEGUN
        assert wrong("1 2", after(1, rules={"sprints": []})) is Code.FINISH_TO_COME

    def test_one_that_the_distance_does_not_reach_is_none(self) -> None:
        three = [event("start"), *laps_of_thirty_seconds(3)]
        assert wrong("1 2", race(*three[:2], laps=4)) is Code.FINISH_TO_COME
        assert reads("1 2", race(*three, laps=4)) == [{"type": "finish", "order": [1, 2]}]

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("s2 1 2", Code.SPRINT_TO_COME),
            ("s5 1 2", Code.NO_SUCH_SPRINT),
            ("s lap 5 1 2", Code.NO_SPRINT_AT_LAP),
            ("s 2 1", Code.SPRINT_OR_BIB),
            ("5 7:56.6", Code.SPRINT_HAS_NO_TIMES),
            ("= 5", Code.UNEXPECTED),
            ("5 =", Code.UNFINISHED),
            ("? = 5", Code.UNEXPECTED),
            ("5 1 5", Code.BIB_TWICE),
            ("s1:13:05 2", Code.UNEXPECTED),
            ("s1:13,5 2", Code.UNEXPECTED),
        ],
    )
    def test_what_cannot_be(self, line: str, code: Code) -> None:
        assert wrong(line, after(4)) is code

    def test_who_had_left_before_it_cannot_be_in_it_and_who_left_after_it_can(self) -> None:
        assert wrong("6 1", after(4, event("withdraw", 95_000, bibs=[6], laps=3))) is Code.IS_OUT
        assert reads("6 1", after(5, event("withdraw", 155_000, bibs=[6])))[0]["order"] == [6, 1]


class TestFinish:
    IN = with_sprints(event("finish", 481_000, order=[4, [6, 1]], times=[480_000, 480_120]))

    def test_it_is_the_finish_when_the_distance_is_done(self) -> None:
        assert reads("4 6 =1", with_sprints()) == [{"type": "finish", "order": [4, [6, 1]]}]

    def test_it_is_the_finish_with_one_to_go_and_no_sprint_open(self) -> None:
        three = (FIRST, sprint(241_000, 8, [1, 2, 3]), sprint(361_000, 12, [1, 2, 3]))
        assert reads("3 2", after(15, *three)) == [{"type": "finish", "order": [3, 2]}]

    def test_as_they_come_in(self) -> None:
        assert reads("2", self.IN) == [{"type": "finish", "order": [2]}]
        assert reads("4 1=6 2", self.IN) == [{"type": "finish", "order": [2]}]

    def test_with_times(self) -> None:
        assert reads("2 8:00.5 3 5 8:01,25", self.IN) == [
            {"type": "finish", "order": [2, 3, 5], "times": [480_500, None, 481_250]}
        ]
        assert reads("finish 2 - 3 -", self.IN)[0]["times"] == [None, None]

    def test_all_of_it_again_in_another_order_is_a_correction_that_keeps_moment_and_times(self) -> None:
        assert reads("4 1 6", self.IN) == [
            {
                "type": "amend",
                "target": 21,
                "event": {
                    "t": 481_000,
                    "type": "finish",
                    "order": [4, 1, 6],
                    "times": [480_000, 480_120, 480_120],
                },
            }
        ]

    def test_what_is_ambiguous_says_so(self) -> None:
        assert wrong("6 2", self.IN) is Code.FINISH_KNOWN_AND_NEW
        assert wrong("6", self.IN) is Code.FINISH_SOME_KNOWN
        assert wrong("4 6=1", self.IN) is Code.SAME_ORDER

    def test_it_is_not_before_its_time(self) -> None:
        found = problem("finish 4 5", after(10))
        assert (found.code, found.values) == (Code.FINISH_TO_COME, {"count": 6, "lap": 15})

    def test_who_is_out_does_not_finish(self) -> None:
        found = problem("3", with_sprints(event("dns", 481_000, bibs=[3])))
        assert (found.code, found.values["status"]) == (Code.IS_OUT, "dns")

    def test_a_lapped_skater_finishes_where_the_rules_let_them(self) -> None:
        lapped = event("lapped", 470_000, bibs=[2])
        assert wrong("2", with_sprints(lapped)) is Code.LAP_DOWN
        assert wrong("2", with_sprints(lapped, rules={"preset": "isu-2014"})) is Code.IS_OUT


@pytest.mark.parametrize(
    ("situation", "wanted"),
    [
        (before_anything(), Expected(ExpectedKind.GUN)),
        (race(event("start")), Expected(ExpectedKind.LAP, 1)),
        (after(3), Expected(ExpectedKind.LAP, 4)),
        (after(4), Expected(ExpectedKind.SPRINT, 4, 1)),
        (after(5, sprint(121_000, 4, [[1, 2]])), Expected(ExpectedKind.SPRINT, 4, 1, ((1, 2),))),
        (after(5, FIRST), Expected(ExpectedKind.LAP, 6)),
        (after(9), Expected(ExpectedKind.SPRINT, 8, 2)),
        (after(16), Expected(ExpectedKind.FINISH, 16)),
        (after(16, event("finish", 481_000, order=[4, None])), Expected(ExpectedKind.FINISH, 16, order=(4, None))),
        (after(2, event("stop", 70_000)), Expected(ExpectedKind.STOPPED)),
        (after(16, event("official", 490_000)), Expected(ExpectedKind.NOTHING)),
    ],
)
def test_what_the_moment_calls_for(situation: Situation, wanted: Expected) -> None:
    assert expected(situation.state) == wanted


def test_a_sprint_is_complete_with_all_who_are_left() -> None:
    two_left = after(4, event("withdraw", 100_000, bibs=[3, 4, 5, 6], laps=3), sprint(121_000, 4, [1, 2]))
    assert expected(two_left.state).kind is ExpectedKind.LAP
