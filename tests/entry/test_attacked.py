"""Hostile and careless lines, found by trying to break live entry: each is refused, questioned or remarked on."""

from __future__ import annotations

import re

import pytest

from massstart_tui.entry.idle_line import idle_line
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code, problem_sentence
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language, words
from tests.entry.races import LAP, after_laps, problem, reads, with_sprints, wrong
from tests.entry.test_preview import previews
from tests.streams import Fields, event

T = 4 * LAP
FINISHES = {"rules": {"lapped": "finishes"}}


def four(*more: Fields, **sheet: object) -> Situation:
    """Return the situation after four laps of the leader."""
    return after_laps(4, *more, **sheet)


RETRACTED = four(event("fall", T + 1, bibs=[2]), event("retract", T + 2, target=6))
BROUGHT_BACK = four(
    event("fall", T + 1, bibs=[2]), event("retract", T + 2, target=6), event("retract", T + 3, target=7)
)
SPRINTED = four(event("sprint", T + 1, lap=4, order=[1, 2, 3]))
LAPPED = four(event("lapped", T + 1, bibs=[1]), **FINISHES)
APART = four(event("groups", T + 1, groups=[[4], [1, 2, 3, 5, 6]], gaps=[None, 4_000]))
AWAY = four(event("attack", T + 1, bibs=[4]))
STOPPED = four(event("stop", T + 1))


@pytest.mark.parametrize(
    ("situation", "line", "code"),
    [
        (RETRACTED, "retract 6", Code.RETRACTED_ALREADY),
        (RETRACTED, "intrekken 6: no fall", Code.RETRACTED_ALREADY),
        (four(), "x 5 laps 9", Code.LAPS_TO_COME),
        (four(), "x 5 laps 5", Code.LAPS_TO_COME),
        (four(**FINISHES), "l 6 laps 5", Code.LAPS_TO_COME),
        (four(**FINISHES), "l 6 ronden 4", Code.LAPS_TO_COME),
        (SPRINTED, "dns 3", Code.HAS_STARTED),
        (AWAY, "dns 4", Code.HAS_STARTED),
        (four(event("fall", T + 1, bibs=[5])), "dns 5", Code.HAS_STARTED),
        (four(event("crossing", T + 1, bib=5)), "dns 5", Code.HAS_STARTED),
        (LAPPED, "l 1", Code.LAPPED_ALREADY),
        (LAPPED, "l 2 1", Code.LAPPED_ALREADY),
        (LAPPED, "l 1 laps 3", Code.LAPPED_ALREADY),
        (APART, "g -4", Code.IN_NO_OTHER_GROUP),
        (APART, "g 4 / +4 *", Code.SAME_GROUPS),
        (APART, "g 4 / +4 6 5 3 2 1", Code.SAME_GROUPS),
        (AWAY, "g -4", Code.IN_NO_OTHER_GROUP),
        (AWAY, "g 4 / *", Code.SAME_GROUPS),
        (after_laps(16), "bell", Code.BELL_LONG_PAST),
        (STOPPED, "lap", Code.RESUME_OR_RESTART),
        (STOPPED, "lap 5", Code.RESUME_OR_RESTART),
        (STOPPED, "@-1 ronde 5 2", Code.RESUME_OR_RESTART),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_refused_or_asked_about(situation: Situation, line: str, code: Code) -> None:
    assert wrong(line, situation) is code


@pytest.mark.parametrize(
    ("situation", "line"),
    [
        (BROUGHT_BACK, "retract 6"),
        (RETRACTED, "retract 7"),
        (four(), "x 5 laps 4"),
        (four(**FINISHES), "l 6 laps 3"),
        (after_laps(16, **FINISHES), "l 6 laps 16"),
        (after_laps(9), "@lap 4 x 5 laps 4"),
        (four(), "@t2:00.000 x 5 laps 9"),
        (SPRINTED, "dns 5"),
        (LAPPED, "l 1 laps 2"),
        (LAPPED, "l 2"),
        (four(event("lapped", T + 1, bibs=[1]), rules={"lapped": "races"}), "l 1"),
        (APART, "g 4 / *"),
        (APART, "g 4 / +5 *"),
        (APART, "g 4 5 / *"),
        (four(), "g *"),
        (after_laps(16), "@lap 15 bell 2"),
        (after_laps(4, event("stop", T + 1)), "@lap 3 lap 3 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_nearly_so_and_can_be_is_recorded(situation: Situation, line: str) -> None:
    assert reads(line, situation)


@pytest.mark.parametrize("before", [LAP, 5])
@pytest.mark.parametrize(
    ("situation", "line", "english", "dutch"),
    [
        (
            with_sprints(event("finish", 16 * LAP + 1, order=[3, 1]), **FINISHES),
            "l 3",
            "is over the finish",
            "over de finish",
        ),
        (APART, "leader 5", "is in group 2 of 2", "in groep 2 van 2"),
        (APART, "lap 5 5", "is in group 2 of 2", "in groep 2 van 2"),
        (AWAY, "leader 5", "is in group 2 of 2", "in groep 2 van 2"),
    ],
)
def test_it_is_remarked_on(situation: Situation, line: str, english: str, dutch: str, before: int) -> None:
    said = previews(line, situation._replace(t=situation.t + before))
    assert english in said[0]
    assert dutch in said[1]


@pytest.mark.parametrize(
    ("situation", "line"), [(APART, "leader 4"), (four(), "leader 5"), (with_sprints(**FINISHES), "l 3")]
)
def test_what_agrees_with_what_was_said_is_not_remarked_on(situation: Situation, line: str) -> None:
    said = previews(line, situation)[0]
    assert "group" not in said
    assert "over the finish" not in said


@pytest.mark.parametrize(
    ("line", "choices"),
    [("lap", ("resume", "restart")), ("@-1 ronde 5", ("@-1 hervat", "@-1 herstart")), ("bel", ("hervat", "herstart"))],
)
def test_a_lap_of_a_race_that_is_stopped_is_asked_about_as_the_key_is(line: str, choices: tuple[str, ...]) -> None:
    assert problem(line, STOPPED).choices == choices
    assert [reads(choice, STOPPED)[0]["type"] for choice in choices] == ["resume", "restart"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("line", ["bell", "bel"])
@pytest.mark.parametrize("laps", [15, 16])
def test_the_line_that_is_advised_where_the_bell_has_been_can_be_typed(
    laps: int, line: str, language: Language
) -> None:
    situation = after_laps(laps)
    advice = problem_sentence(problem(line, situation), words(language)).rpartition("; ")[2]
    told = re.split(" and a bib| (?:met|en) een nummer", advice)[0]
    (led,) = read_line(f"{told} 2", situation).events
    assert (led.type, getattr(led, "lap", None), getattr(led, "bib", None)) == ("lap", 15, 2)


@pytest.mark.parametrize(
    ("order", "english", "dutch"),
    [
        ([1], "bibs: sprint 1, 2 places open", "nummers: sprint 1, nog 2 plaatsen open"),
        ([1, 2], "bibs: sprint 1, one place open", "nummers: sprint 1, nog één plaats open"),
    ],
)
def test_an_empty_line_says_how_many_places_of_an_order_that_is_partly_in_are_open(
    order: list[int], english: str, dutch: str
) -> None:
    state = four(event("sprint", T + 1, lap=4, order=order)).state
    assert idle_line(state, words(Language.EN)).startswith(english)
    assert idle_line(state, words(Language.NL)).startswith(dutch)


def test_a_restart_forgets_who_was_seen() -> None:
    anew = four(event("sprint", T + 1, lap=4, order=[1, 2, 3]), event("restart", T + 2))
    assert reads("dns 3", anew)[0]["bibs"] == [3]
    assert preview(read_line("dns 3", anew), anew, words(Language.EN))
