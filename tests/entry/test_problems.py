"""Each problem has a kind, the offsets of what is wrong, and a sentence with what is right, in both languages."""

from __future__ import annotations

import re

import pytest

from massstart_tui.entry.allowed import WHEN
from massstart_tui.entry.line_reading import MOST_CHARACTERS, read_line
from massstart_tui.entry.problems import Code, Problem, ProblemKind, problem_sentence
from massstart_tui.entry.situation import Situation
from massstart_tui.text.catalogue import sentences
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps as after
from tests.entry.races import before_anything, problem, race
from tests.streams import event

OUT = after(
    6,
    event("withdraw", 185_000, bibs=[4]),
    event("dns", 186_000, bibs=[5]),
    event("disqualify", 187_000, bibs=[6]),
    event("attack", 188_000, bibs=[2]),
    event("fall", 189_000, bibs=[3]),
)
OVER = after(16, event("finish", 481_000, order=[4, 6]))


@pytest.mark.parametrize(
    ("situation", "line", "code", "wrong"),
    [
        (OUT, "", Code.EMPTY, ""),
        (OUT, "@4", Code.MOMENT_HAS_NOT_BEEN, "@4"),
        (OUT, "@12", Code.UNFINISHED, ""),
        (OUT, "n " + "x" * MOST_CHARACTERS, Code.TOO_LONG, "xx"),
        (OUT, "n \ud800", Code.NOT_TEXT, "n \ud800"),
        (OUT, 'n "\\ud800"', Code.OUT_OF_RANGE, ""),
        (OUT, "with", Code.VERB_UNFINISHED, "with"),
        (OUT, "fa", Code.VERB_OR_SKATER, "fa"),
        (OUT, "fa 4", Code.VERB_OR_SKATER, "fa"),
        (OUT, "f", Code.UNFINISHED, ""),
        (OUT, "kaart", Code.VERB_UNFINISHED, "kaart"),
        (OUT, "valse start", Code.FALSE_START, ""),
        (OUT, "resume", Code.NOT_STOPPED, ""),
        (OUT, "review 2 lifted", Code.NOBODY_REVIEWED, " 2 lifted"),
        (OUT, "wihtdraw 4", Code.UNKNOWN_WORD, "wihtdraw"),
        (OUT, "with 4", Code.UNKNOWN_WORD, "with"),
        (OUT, "f nobody", Code.UNKNOWN_NAME, "nobody"),
        (OUT, "1 nobody", Code.UNKNOWN_NAME, "nobody"),
        (OUT, "f 1 / 2", Code.UNEXPECTED, "/"),
        (OUT, "u 2", Code.UNEXPECTED, "2"),
        (OUT, "g 1 / -3 2", Code.UNEXPECTED, "-3"),
        (OUT, "g * / *", Code.UNEXPECTED, "*"),
        (OUT, "clock f", Code.UNEXPECTED, "f"),
        (OUT, "f 1234567890123456", Code.OUT_OF_RANGE, "1234567890123456"),
        (OUT, "@t1234567890123:00 f 1", Code.OUT_OF_RANGE, " 1"),
        (OUT, "@t1234567890123456:00 f 1", Code.OUT_OF_RANGE, "@t1234567890123456:00"),
        (OUT, "distance 0", Code.DISTANCE_SKATED, " 0"),
        (OUT, "distance 160", Code.DISTANCE_TOO_LONG, " 160"),
        (OUT, "clock -500", Code.BEFORE_THE_GUN, " -500"),
        (OUT, "@3:9 f 1", Code.NOT_A_MOMENT, "@3:9"),
        (OUT, "@x f 1", Code.NOT_A_MOMENT, "@x"),
        (OUT, "@9:59 f 1", Code.MOMENT_TO_COME, "@9:59"),
        (OUT, "f 77", Code.BIB_NOT_ON_SHEET, "77"),
        (OUT, "f 1 noord", Code.BIB_TWICE, "noord"),
        (OUT, "f 4", Code.IS_OUT, "4"),
        (OUT, "advance 5", Code.IS_OUT, "5"),
        (OUT, "dq 6", Code.DISQUALIFIED_ALREADY, "6"),
        (OUT, "c 1", Code.NOT_AWAY, "1"),
        (OUT, "r 1", Code.NOT_DOWN, "1"),
        (OUT, "f 1 3", Code.DOWN_ALREADY, "3"),
        (OUT, "g 1 2 3 / *", Code.NOBODY_LEFT, " 1 2 3 / *"),
        (OUT, "start", Code.BEGUN_ALREADY, ""),
        (OUT, "go", Code.NOT_NEUTRAL, ""),
        (OUT, "official", Code.NOBODY_IN, ""),
        (OUT, "lap 5 1", Code.LAP_COMPLETED, " 5 1"),
        (OUT, "lap 17", Code.LAP_BEYOND, " 17"),
        (OUT, "lap 2", Code.LAP_OR_BIB, "2"),
        (OUT, "s9 1", Code.NO_SUCH_SPRINT, "9"),
        (OUT, "s2 1", Code.SPRINT_TO_COME, "2 1"),
        (OUT, "p s1 1 2", Code.SPRINT_NOT_IN, " s1 1 2"),
        (OUT, "amend 9 u", Code.NOT_IN_AMEND, ""),
        (OUT, "retract 99", Code.NO_SUCH_EVENT, "99"),
        (before_anything(), "retract 1", Code.NO_EVENTS, "1"),
        (before_anything(), "amend 1 f 1", Code.NO_EVENTS, "1"),
        (race(), "retract 1", Code.NO_EVENTS, "1"),
        (before_anything(), "f 1", Code.NOT_BEGUN, " 1"),
        (before_anything(), "lap", Code.NOT_BEGUN, ""),
        (before_anything(), "@16 f 1", Code.MOMENT_HAS_NOT_BEEN, "@16"),
        (after(3), "c", Code.NOBODY_AWAY, ""),
        (after(3, rules={"sprints": []}), "s 1 2", Code.NO_SPRINTS, " 1 2"),
        (after(3, rules={"sprints": []}), "s1 2", Code.NO_SPRINTS, "1"),
        (after(3), "s", Code.UNFINISHED, ""),
        (after(1), "s 1", Code.SPRINT_TO_COME, " 1"),
        (after(3, event("stop", 100_000)), "stop", Code.NOT_UNDER_WAY, ""),
        (after(16, event("official", 490_000)), "official", Code.OFFICIAL_ALREADY, ""),
        (OVER, "x 4", Code.IS_IN, "4"),
        (OVER, "f 6", Code.IS_IN, "6"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(situation: Situation, line: str, code: Code, wrong: str) -> None:
    found = problem(line, situation)
    assert found.code is code
    assert line[found.start : found.end] == wrong


def test_before_the_gun_there_is_no_race_for_a_verb_to_be_about() -> None:
    lines = [f"{VERBS[verb].english[0]} 1" for verb in sorted(set(WHEN) - {"start", "official", "skater"})]
    codes = {line: problem(line, before_anything()).code for line in lines}
    assert codes == dict.fromkeys(lines, Code.NOT_BEGUN)


@pytest.mark.parametrize("line", ["dns 1", "w 1", "dq 1", "n all here", "distance 12", "start"])
def test_before_the_gun_there_is_something_to_record_all_the_same(line: str) -> None:
    assert len(read_line(line, before_anything()).events) == 1


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        (
            "clock -500",
            "-500 would be before the gun, which was 3:12.0 ago; perhaps clock -5.00",
            "-500 zou vóór het schot zijn, dat 3.12,0 geleden was; misschien klok -5.00",
        ),
        (
            "clock - 5:00",
            "-5:00 would be before the gun, which was 3:12.0 ago; perhaps clock -5.00",
            "-5:00 zou vóór het schot zijn, dat 3.12,0 geleden was; misschien klok -5.00",
        ),
        (
            "clock -1:00:00",
            "-1:00:00 would be before the gun, which was 3:12.0 ago; seconds with a point, such as clock -1.5",
            "-1:00:00 zou vóór het schot zijn, dat 3.12,0 geleden was; seconden met een punt, zoals klok -1.5",
        ),
        (
            "distance 155",
            "155 laps is too much for a race over 16; perhaps distance 15, 42 at most",
            "155 ronden is te veel voor een race over 16; misschien afstand 15, hoogstens 42",
        ),
    ],
)
def test_a_number_that_would_throw_the_race_is_refused_with_what_may_have_been_meant(
    line: str, english: str, dutch: str
) -> None:
    found = problem(line, OUT)
    assert [problem_sentence(found, words(language)) for language in Language] == [english, dutch]


@pytest.mark.parametrize("line", ["clock -3:12", "clock -90", "distance 6", "distance 42", "@t3:00 clock -500"])
def test_a_change_that_a_race_can_have_is_taken(line: str) -> None:
    assert len(read_line(line, OUT).events) == 1


def test_after_a_restart_the_clock_is_not_set_back_before_that() -> None:
    anew = after(6, event("restart", 300_000))
    assert problem("clock -5", anew).code is Code.BEFORE_THE_GUN
    assert read_line("clock -3", anew).events


def test_who_is_out_is_told_with_how_and_with_what_to_take_back() -> None:
    assert problem_sentence(problem("f 4", OUT), words(Language.EN)) == (
        "4 Müller (GER) is out: did not finish; if not so: u, or retract 8"
    )
    assert problem_sentence(problem("val 4", OUT), words(Language.NL)) == (
        "4 Müller (GER) is eruit: uitgevallen; klopt dat niet: u, of intrekken 8"
    )


@pytest.mark.parametrize("language", Language)
def test_a_verb_that_is_not_complete_shows_what_it_goes_like(language: Language) -> None:
    say = words(language)
    told = {verb: problem_sentence(Problem(Code.UNFINISHED, (0, 0), usage=verb), say) for verb in VERBS}
    assert [verb for verb in VERBS if not (say(f"usage.{verb}") and say(f"verb.{verb}"))] == []
    assert [verb for verb in VERBS if say(f"usage.{verb}") not in told[verb]] == []


def test_every_problem_says_in_both_languages_what_is_wrong_and_then_what_would_be_right() -> None:
    said = [sentence for code in Code for sentence in sentences()[f"entry.{code}"]]
    assert [sentence for sentence in said if not re.fullmatch(r"[^;]+; [^;]+", sentence)] == []


@pytest.mark.parametrize(
    ("situation", "line", "one", "een"),
    [
        (after(1), "distance 0", "the leader has completed 1 lap", "de koploper heeft 1 ronde voltooid"),
        (race(event("start"), laps=1), "lap 9", "the race is over 1 lap", "de race gaat over 1 ronde"),
    ],
)
def test_one_lap_is_told_as_one(situation: Situation, line: str, one: str, een: str) -> None:
    said = [problem_sentence(problem(line, situation), words(language)) for language in Language]
    assert [sentence.partition(";")[0] for sentence in said] == [one, een]


def test_a_card_without_its_colour_is_told_with_each() -> None:
    for line in ("kaart 4", "card 4"):
        found = problem(line, OUT)
        assert problem_sentence(found, words(Language.NL)).endswith("misschien gele kaart, rode kaart")
        assert problem_sentence(found, words(Language.EN)).endswith("perhaps yellow card, red card")


def test_the_three_kinds_are_told_apart() -> None:
    kinds = {line: problem(line, OUT).trouble for line in ("wihtdraw 1", "f 4", "lap 2")}
    assert list(kinds.values()) == [ProblemKind.NOT_UNDERSTOOD, ProblemKind.NOT_ALLOWED, ProblemKind.AMBIGUOUS]


def test_a_line_that_is_only_not_complete_is_no_mistake_yet() -> None:
    assert [problem(line, OUT).unfinished for line in ("", "with", "f", "f 4", "lap 2")] == [True] * 3 + [False] * 2


def test_what_was_typed_never_acts_on_the_terminal() -> None:
    found = problem("f \x1b[31mx", OUT)
    assert "\x1b" not in problem_sentence(found, words(Language.EN))
