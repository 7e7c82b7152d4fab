"""Every question about an ambiguous line has choices: complete lines, each of which is exactly one of its readings."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.problems import Code, Problem, ProblemKind
from massstart_tui.entry.situation import Situation
from tests.entry.races import after_laps, entered_or_problem, problem, reads, with_sprints
from tests.streams import event, make_skaters

NAMED: Final = after_laps(
    6,
    skaters=make_skaters(
        (1, "Kim Novak", "USA"),
        (2, "Kim Bo-reum", "KOR"),
        (3, "Li En", "CHN"),
        (4, "Neda Holm", "SWE"),
        (5, "Jan Hof", "NED"),
        (12, "Ot Zes", "BEL"),
        (7, "Fay Bell", "GBR"),
        (114, "Bea Long", "NED"),
        (214, "Cas Vijf", "NED"),
        (38, "Evi Acht", "NED"),
    ),
)
PLAIN: Final = after_laps(6)
HALF: Final = after_laps(5, event("sprint", 120_500, lap=4, order=[1, 2]))
IN: Final = with_sprints(event("finish", 481_000, order=[4, 6]))
CHANGED: Final = after_laps(
    6,
    event("skater", 181_000, skater={"bib": 41, "name": "Jan Hof"}, replaces=14),
    event("skater", 182_000, skater={"bib": 43, "name": "Ot Zes"}, replaces=12),
    event("skater", 183_000, skater={"bib": 45, "name": "Ot Zes"}, replaces=43),
    skaters=make_skaters((14, "Jan Hof", "NED"), (12, "Ot Zes", "BEL"), (114, "Bea Long", "NED")),
)
"""Bibs that skaters had before a correction, and that nobody has now."""


class Question(NamedTuple):
    """An ambiguous line at a moment, and the lines to choose from."""

    code: Code
    line: str
    answers: tuple[str, ...]
    at: Situation = NAMED


QUESTIONS: Final = (
    Question(Code.BIB_CHANGED, "f 12", ("f 45 ",), CHANGED),
    Question(Code.BIB_CHANGED, "f 14: ill", ("f 41: ill", "f 114: ill"), CHANGED),
    Question(Code.BIB_CHANGED, "lap 7 14", ("lap 7 41 ", "lap 7 114 "), CHANGED),
    Question(Code.SEVERAL_BIBS, "f 14", ("f 114 ", "f 214 ")),
    Question(Code.SEVERAL_BIBS, "x 14 8: ill", ("x 114 8: ill", "x 214 8: ill")),
    Question(Code.SEVERAL_BIBS, "x 114 14", ("x 114 214 ",)),
    Question(Code.SEVERAL_SKATERS, "f kim", ("f 1 ", "f 2 ")),
    Question(Code.SEVERAL_SKATERS, "@-10 f kim 5", ("@-10 f 1 5", "@-10 f 2 5")),
    Question(Code.SEVERAL_SKATERS, "lap kim", ("lap 7 1 ", "lap 7 2 ")),
    Question(Code.SEVERAL_SKATERS, "s kim 5", ("s : 1 5", "s : 2 5")),
    Question(Code.SEVERAL_SKATERS, "amend 1 f kim", ("amend 1 f 1 ", "amend 1 f 2 ")),
    Question(Code.NATION_OR_SKATER, "f hof ned", ("f 5 ", "f 5 4 ")),
    Question(Code.AND_OR_SKATER, "f 5 en 38", ("f 5 & 38", "f 5 3 38")),
    Question(Code.NOTE_ABOUT_SEVERAL, "n kim: pace", ("n 1: pace", "n 2: pace", 'n "kim: pace"')),
    Question(Code.NOTE_ABOUT_SEVERAL, "n 5 kim: pace", ("n 5 1: pace", "n 5 2: pace", 'n "5 kim: pace"')),
    Question(Code.LAP_OR_BIB, "lap 12", ("lap 12 ? ", "lap 7 12 ")),
    Question(Code.LAP_OR_BIB, "lap 38", ("lap 7 38 ",)),
    Question(Code.LAP_OR_BIB, "ronde 2", ("ronde 7 2 ",)),
    Question(Code.SPRINT_OR_BIB, "s 1 2", ("s 1: 2", "s: 1 2")),
    Question(Code.VERB_OR_SKATER, "fa", ("fall ", "7 ")),
    Question(Code.VERB_OR_SKATER, "fa 5", ("fall 5", "7 5")),
    Question(Code.ON_SHEET_ALREADY, "skater 5 Jan van Hof", ("skater 5 name Jan van Hof",)),
    Question(Code.ON_SHEET_ALREADY, "rijder 5 Jan Hoff BEL", ("rijder 5 naam Jan Hoff land BEL",)),
    Question(Code.SPRINT_KNOWN_AND_NEW, "1 3", ("s1 3", "s1 1 3"), HALF),
    Question(Code.WHICH_CLOCK, "clock now 10", ("clock now +10",)),
    Question(Code.WHICH_CLOCK, "klok nu 300", ("klok nu +300", "klok nu 5:00")),
    Question(Code.WHICH_SHIFT, "clock 1:30", ("clock +1:30", "clock -1:30")),
    Question(Code.WHICH_SHIFT, "klok 6.30", ("klok +6.30", "klok -6.30", "klok nu 6:30")),
    Question(Code.FINISH_KNOWN_AND_NEW, "@-1 4 1", ("@-1 fin 1",), IN),
    Question(Code.FINISH_KNOWN_AND_NEW, "finish 4 1 =2", ("finish 1 =2",), IN),
)
ELSEWHERE: Final = {
    *(Code.WHICH_GAP, Code.GROUP_OR_BIB, Code.GAP_OR_GROUPS),
    *(Code.WHICH_SPRINT, Code.FINISH_OR_SPRINT, Code.SPRINT_FULL, Code.LAP_DOWN, Code.RESUME_OR_RESTART),
}
"""Questions about groups, orders, lapped skaters and the lap key, which other modules test."""
NO_ANSWER: Final = {Code.SPRINT_SOME_KNOWN, Code.FINISH_SOME_KNOWN, Code.FALSE_START}
"""Questions without choices: the right line is a different one, or needs a skater or a place that the line lacks."""


def test_every_question_has_answers_or_there_is_none_that_the_line_could_be() -> None:
    asked = {code for code in Code if Problem(code, (0, 0)).trouble is ProblemKind.AMBIGUOUS}
    assert asked == {question.code for question in QUESTIONS} | ELSEWHERE | NO_ANSWER


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.line)
def test_a_question_is_answered_by_whole_lines_that_ask_nothing_any_more(question: Question) -> None:
    found = problem(question.line, question.at)
    assert (found.code, found.trouble) == (question.code, ProblemKind.AMBIGUOUS)
    assert found.choices == question.answers
    read = [answered(line, question.at) for line in found.choices]
    assert all(read.count(one) == 1 for one in read)


def answered(line: str, at: Situation) -> Entered | Problem:
    """Return what a line records, or what an incomplete one still lacks."""
    found = entered_or_problem(line, at)
    assert isinstance(found, Entered) or found.unfinished, (line, found)
    return found


def test_an_answer_names_the_skater_and_no_lap_or_sprint() -> None:
    assert reads("lap 7 2 ", NAMED) == [{"type": "lap", "lap": 7, "bib": 2}]
    assert reads("s : 2 5", NAMED)[0]["order"] == [2, 5]
    assert reads("s 1: 2", NAMED)[0]["order"] == [2]
    assert reads("s: 1 2", NAMED)[0]["order"] == [1, 2]


@pytest.mark.parametrize("step", ["u", "undo", "U", "opnieuw"])
@pytest.mark.parametrize("moment", ["@0:10", "@-5", "@12", "@t0:10.000"])
def test_a_step_back_is_of_no_moment(moment: str, step: str) -> None:
    found = problem(f"{moment} {step}", PLAIN)
    assert (found.code, found.values["text"]) == (Code.UNEXPECTED, f"{moment} {step}")
