"""One change of who skates together: who drops out of a group, and the gap of one group."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code, ProblemKind
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Groups
from massstart_tui.race.groups import groups_on_the_ice
from massstart_tui.text.words import Language, words
from tests.entry.races import LAP, after_laps, before_anything, problem, race, reads, wrong
from tests.streams import Fields, event, make_skaters

NAMES = {1: "Al", 2: "Bo", 3: "Cas", 4: "Di", 5: "Ed", 6: "Flo", 7: "Gus", 75: "Kim", 107: "Park", 114: "Lee"}
TWELVE = {
    "skaters": make_skaters(*((bib, name, "NED") for bib, name in [*NAMES.items(), (119, "Sato"), (120, "Hill")]))
}


def at(*more: Fields) -> Situation:
    return after_laps(6, *more, **TWELVE)


SAID = at(event("groups", 185_000, groups=[[75, 114], [107, 3], [1, 2, 4, 5]], gaps=[None, 4500, 8000]))
"""Three groups as said, and behind them the four who were not named."""
ONE = at()
AWAY = at(event("attack", 185_000, bibs=[75, 107]))
SHOWN = [[75, 114], [107, 3], [1, 2, 4, 5], [6, 7, 119, 120]]


def said(groups: list[list[int]], gaps: list[int | None] | None = None) -> list[Fields]:
    return [{"type": "groups", "groups": groups, **({} if gaps is None else {"gaps": gaps})}]


@pytest.mark.parametrize(
    ("situation", "line", "groups", "gaps"),
    [
        (SAID, "g -75", [[114], [75], *SHOWN[1:]], [None, None, None, 8000, None]),
        (SAID, "groepen - 75", [[114], [75], *SHOWN[1:]], [None, None, None, 8000, None]),
        (SAID, "g -kim", [[114], [75], *SHOWN[1:]], [None, None, None, 8000, None]),
        (SAID, "g -2 and 5", [*SHOWN[:2], [1, 4], [2, 5], SHOWN[3]], [None, 4500, 8000, None, None]),
        (SAID, "g -120", [*SHOWN[:3], [6, 7, 119], [120]], [None, 4500, 8000, None, None]),
        # Out of two groups, the new one is behind the hindmost: nobody moves forward.
        (SAID, "g -75 2", [[114], [107, 3], [1, 4, 5], [75, 2], SHOWN[3]], [None, 4500, 8000, None, None]),
        (SAID, "g -75 114 3", [[107], [75, 114, 3], *SHOWN[2:]], None),
        (ONE, "g -75", [[1, 2, 3, 4, 5, 6, 7, 107, 114, 119, 120], [75]], None),
        (AWAY, "g -75", [[107], [75], [1, 2, 3, 4, 5, 6, 7, 114, 119, 120]], None),
        (SAID, "gap group 2 +12", SHOWN, [None, 12_000, 8000, None]),
        (SAID, "gat groep 4 +1:02.5", SHOWN, [None, 4500, 8000, 62_500]),
        (SAID, "gap bib 2 +9.5", SHOWN, [None, 4500, 9500, None]),
        (SAID, "gap 107 +5", SHOWN, [None, 5000, 8000, None]),
        (SAID, "gat cas +5", SHOWN, [None, 5000, 8000, None]),
        (SAID, "gap group 3 ?", SHOWN, [None, 4500, None, None]),
        (SAID, "gap group 3 +?", SHOWN, [None, 4500, None, None]),
        (AWAY, "gap +12", [[75, 107], [1, 2, 3, 4, 5, 6, 7, 114, 119, 120]], [None, 12_000]),
        (AWAY, "gap 2 +12", [[75, 107], [1, 2, 3, 4, 5, 6, 7, 114, 119, 120]], [None, 12_000]),
    ],
)
def test_the_whole_that_it_becomes_is_recorded(
    situation: Situation, line: str, groups: list[list[int]], gaps: list[int | None] | None
) -> None:
    assert reads(line, situation) == said(groups, gaps)


@pytest.mark.parametrize(
    ("situation", "line", "code"),
    [
        (ONE, "gap +12", Code.NO_SUCH_GAP),
        (SAID, "gap group 1 +12", Code.NO_SUCH_GAP),
        (SAID, "gap 75 +12", Code.NO_SUCH_GAP),
        (SAID, "gap group 5 +12", Code.NO_SUCH_GAP),
        (SAID, "gap group 2 -12", Code.UNEXPECTED),
        (SAID, "gap group 2 12", Code.UNEXPECTED),
        (SAID, "gap 107 +12 5", Code.UNEXPECTED),
        (SAID, "gap", Code.UNFINISHED),
        (SAID, "gap 107", Code.UNFINISHED),
        (SAID, "g -", Code.UNFINISHED),
        (SAID, "g -75 / 2", Code.UNEXPECTED),
        (SAID, "g -75 -2", Code.UNEXPECTED),
        (SAID, "g -75 75", Code.BIB_TWICE),
        (SAID, "g -88", Code.BIB_NOT_ON_SHEET),
        (SAID, "g -75 114", Code.IN_NO_OTHER_GROUP),
        (SAID, "amend 8 g -75", Code.NOT_IN_AMEND),
        (SAID, "amend 8 gap group 2 +5", Code.NOT_IN_AMEND),
        (at(event("withdraw", 186_000, bibs=[75])), "g -75", Code.IS_OUT),
        (at(event("withdraw", 186_000, bibs=[75])), "@t3:07.000 g -75", Code.IN_NO_GROUP),
        (before_anything(), "gap 2 +5", Code.NOT_BEGUN),
    ],
)
def test_what_cannot_be_is_told(situation: Situation, line: str, code: Code) -> None:
    assert problem(line, situation).code is code


@pytest.mark.parametrize(
    ("line", "code", "choices"),
    [
        ("gap 2 +12", Code.GROUP_OR_BIB, ("gap group 2 +12", "gap bib 2 +12")),
        ("gap 1 +12", Code.GROUP_OR_BIB, ("gap bib 1 +12",)),
        ("gap +12", Code.WHICH_GAP, ("gap group 2 +12", "gap group 3 +12", "gap group 4 +12")),
        ("@-1 g 2 +12", Code.GAP_OR_GROUPS, ("@-1 gap group 2 +12", "@-1 gap bib 2 +12", "@-1 g 2 / +12 *")),
        ("g 3 +12", Code.GAP_OR_GROUPS, ("gap group 3 +12", "gap bib 3 +12", "g 3 / +12 *")),
        ("g 107 +12", Code.GAP_OR_GROUPS, ("gap bib 107 +12", "g 107 / +12 *")),
        ("g 1 + 4", Code.GAP_OR_GROUPS, ("gap bib 1 + 4", "g 1 / + 4 *", "g 1 4")),
    ],
)
def test_a_number_that_may_be_a_bib_or_a_group_is_asked_about(line: str, code: Code, choices: tuple[str, ...]) -> None:
    found = problem(line, SAID)
    assert (found.code, found.trouble, found.choices) == (code, ProblemKind.AMBIGUOUS, choices)
    recorded = [str(reads(choice, SAID)) for choice in choices]
    assert len(set(recorded)) == len(recorded)


def test_a_bib_in_front_has_no_gap_and_is_not_asked_about() -> None:
    ahead = at(event("attack", 185_000, bibs=[2, 75]))
    assert reads("gap 2 +12", ahead) == reads("gap group 2 +12", ahead)


def test_a_number_that_is_no_bib_is_the_group() -> None:
    field = {"skaters": make_skaters(*((bib, f"N{bib}", "NED") for bib in (13, 45, 66, 78)))}
    race = after_laps(6, event("attack", 185_000, bibs=[45]), **field)
    assert reads("g 2 +12", race) == reads("gap 2 +12", race) == said([[45], [13, 66, 78]], [None, 12_000])


@pytest.mark.parametrize(
    ("situation", "line", "english", "dutch"),
    [
        (
            AWAY,
            "g -75",
            "a group of their own, 2nd of 3: 75 Kim (NED), gap ? · Groups: 107 Park / 75 Kim / 1 Al, ",
            "een eigen groep, 2e van 3: 75 Kim (NED), gat ? · Groepen: 107 Park / 75 Kim / 1 Al, ",
        ),
        (
            SAID,
            "gap group 3 +9.5",
            "gap of group 3: 9.5, was 8.0 · Groups: 75 Kim, 114 Lee / (+4.5 s) 107 Park, 3 Cas / (+9.5 s) 1 ",
            "gat van groep 3: 9,5, was 8,0 · Groepen: 75 Kim, 114 Lee / (+4,5 s) 107 Park, 3 Cas / (+9,5 s) 1 ",
        ),
        (
            SAID,
            "g -114",
            "a group of their own, 2nd of 5: 114 Lee (NED), gap ? · gap of group 3: ?, was 4.5 · Groups: 75 ",
            "een eigen groep, 2e van 5: 114 Lee (NED), gat ? · gat van groep 3: ?, was 4,5 · Groepen: 75 ",
        ),
        (SAID, "g 75 3 / *", "Groups: 75 ", "Groepen: 75 "),
    ],
)
def test_what_changes_is_told_and_then_the_whole(situation: Situation, line: str, english: str, dutch: str) -> None:
    entered = read_line(line, situation)
    told = [preview(entered, situation, words(language)) for language in Language]
    assert told[0].startswith(english)
    assert told[1].startswith(dutch)


@given(st.sets(st.sampled_from([*range(1, 8), 75, 107, 114, 119, 120]), min_size=1), st.sampled_from([ONE, AWAY, SAID]))
def test_whoever_drops_skates_behind_all_they_were_with_and_the_others_stay_as_they_were(
    bibs: set[int], race: Situation
) -> None:
    before = [group.bibs for group in groups_on_the_ice(race.state)]
    assume(bibs not in map(set, before))
    (recorded,) = read_line(f"g -{' '.join(map(str, bibs))}", race).events
    assert isinstance(recorded, Groups)
    now = [set(group) for group in recorded.groups]
    own = now.index(bibs)
    assert now[:own] + now[own + 1 :] == [set(group) - bibs for group in before if set(group) - bibs]
    hindmost = max(at for at, group in enumerate(before) if bibs & set(group))
    assert own == sum(bool(set(group) - bibs) for group in before[: hindmost + 1])
    gaps = recorded.gaps or (None,) * len(now)
    assert gaps[own] is None
    assert gaps[own + 1 : own + 2] in ((), (None,))


def by_chips(*apart: tuple[int, int], **sheet: Any) -> Situation:
    """Return the situation after three laps in which each of these bibs is so many ms behind the leader at the line."""
    crossings = [event("crossing", lap * LAP + ms, bib=bib) for lap in (1, 2, 3) for bib, ms in apart]
    return race(event("start"), *crossings, **sheet)


FIELD_OF_SIX: Final = ((4, 0), (6, 200), (1, 6_000), (2, 6_300), (3, 6_600), (5, 6_900))


def test_caught_alone_is_of_the_front_group_that_only_crossings_show() -> None:
    assert reads("c", by_chips(*FIELD_OF_SIX)) == [{"type": "caught", "bibs": [4, 6]}]
    assert reads("c 4", by_chips(*FIELD_OF_SIX)) == [{"type": "caught", "bibs": [4]}]
    assert wrong("c 1", by_chips(*FIELD_OF_SIX)) is Code.NOT_AWAY


def test_and_of_whoever_is_away_where_somebody_said_so() -> None:
    crossings = [event("crossing", lap * LAP + ms, bib=bib) for lap in (1, 2, 3) for bib, ms in FIELD_OF_SIX]
    said = race(event("start"), *crossings, event("attack", 3 * LAP + 9_000, bibs=[6]))
    assert reads("c", said) == [{"type": "caught", "bibs": [6]}]


def test_nobody_is_caught_in_a_bunch_that_crosses_the_line_together() -> None:
    assert wrong("c", by_chips(*((bib, 100 * bib) for bib in range(1, 7)))) is Code.NOBODY_AWAY
