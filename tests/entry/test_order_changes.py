"""A new order of a recorded sprint or finish: which events are amended, and the resulting race."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.problems import Code, Problem, problem_sentence
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Event
from massstart_tui.race.record import replaced
from massstart_tui.stream.codec import encode_event
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from tests.entry.races import NOW, entered_or_problem, problem, race, reads, situation_of, wrong
from tests.entry.races import after_laps as after
from tests.streams import Fields, event, make_stream

SPRINT = event("sprint", 121_000, lap=4, order=[1, [2, 3], 4])
PARTS = [
    event("finish", 481_000, order=[1, 2, 3]),
    event("finish", 483_000, order=[4], times=[482_500]),
    event("finish", 485_000, order=[5, 6]),
]


def recorded(situation: Situation, line: str) -> Situation:
    """Return the race after the line is recorded."""
    assert situation.timeline is not None
    before = [situation.timeline.recording.lines.event(seq + 1) for seq in range(situation.recorded)]
    events: list[Event] = [*before, *read_line(line, situation).events]
    lines = [encode_event(replaced(event, {"seq": seq})) for seq, event in enumerate(events, 1)]
    stream = make_stream().splitlines(keepends=True)[0] + b"".join(lines)
    return situation_of(Timeline(read_from(io.BytesIO(stream), "race")), NOW)


def finish(situation: Situation) -> list[Any]:
    return [place.bibs[0] if len(place.bibs) == 1 else list(place.bibs) for place in situation.state.given_finish]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("plaats s1 4 1", [4, 1, [2, 3]]),
        ("p 4 1 s1", [4, 1, [2, 3]]),
        ("p s1 4 2", [1, 4, [2, 3]]),
        ("p s1 3 1", [3, 1, 2, 4]),
        ("p s1 1 4", [[2, 3], 4, 1]),
        ("p s1 1 3", [[2, 3], 1, 4]),
    ],
)
def test_a_skater_is_put_at_another_place_of_a_sprint_and_the_others_move_along(line: str, order: list[Any]) -> None:
    (amend,) = reads(line, after(5, SPRINT))
    assert (amend["target"], amend["event"]["t"], amend["event"]["order"]) == (7, 121_000, order)


def test_without_a_sprint_it_is_the_finish_that_is_meant() -> None:
    assert wrong("p 6 1", after(5, SPRINT)) is Code.NO_FINISH_YET
    assert [fields["type"] for fields in reads("p 4 1", after(16, SPRINT, PARTS[0]))] == ["amend"]


@pytest.mark.parametrize(
    ("situation", "english", "dutch"),
    [
        (
            after(5, SPRINT),
            "nobody is over the finish line yet; at the sprint: p s1 4 1",
            "er is nog niemand over de finish; bij de sprint: p s1 4 1",
        ),
    ],
)
def test_a_place_that_was_meant_at_the_sprint_is_told_as_it_is_typed(
    situation: Situation, english: str, dutch: str
) -> None:
    found = problem("p 4 1", situation)
    assert [problem_sentence(found, words(language)) for language in Language] == [english, dutch]


def test_a_skater_is_put_at_another_place_of_a_finish_in_parts_which_keep_their_moments_and_sizes() -> None:
    situation = after(16, *PARTS)
    assert reads("p 5 2", situation) == [
        {"type": "amend", "target": 18, "event": {"t": 481_000, "type": "finish", "order": [1, 5, 2]}},
        {"type": "amend", "target": 19, "event": {"t": 483_000, "type": "finish", "order": [3], "times": [None]}},
        {
            "type": "amend",
            "target": 20,
            "event": {"t": 485_000, "type": "finish", "order": [4, 6], "times": [482_500, None]},
        },
    ]
    assert finish(recorded(situation, "p 5 2")) == [1, 5, 2, 3, 4, 6]


def test_parts_in_which_nothing_changes_are_left_alone() -> None:
    assert [amend["target"] for amend in reads("p 6 5", after(16, *PARTS))] == [20]


def test_a_part_for_which_no_place_is_left_is_retracted() -> None:
    situation = after(16, *PARTS)
    assert [fields["type"] for fields in reads("1=2=3=4=5 6", situation)] == ["amend", "amend", "retract"]
    assert finish(recorded(situation, "1=2=3=4=5 6")) == [[1, 2, 3, 4, 5], 6]


def test_those_whom_crossings_have_in_front_are_given_their_place() -> None:
    crossed = [event("crossing", 30_000 * lap + bib, bib=bib) for lap in range(1, 3) for bib in (1, 2, 3)]
    timed = race(event("start"), *crossed, event("finish", 61_000, order=[3, 4]), laps=2, rules={"sprints": []})
    assert finish(timed) == [1, 2, 3, 4]
    (amend,) = reads("p 4 1", timed)
    assert amend["event"]["order"] == [4, 1, 2, 3]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("p 4 7", Code.NO_SUCH_PLACE),
        ("p 4 0", Code.NO_SUCH_PLACE),
        ("p 4 4", Code.PLACED_THERE),
        ("p s1 4 1", Code.SPRINT_NOT_IN),
        ("p s7 4 1", Code.NO_SUCH_SPRINT),
        ("p 4", Code.UNFINISHED),
        ("p 4 1 1", Code.UNEXPECTED),
        ("p", Code.UNFINISHED),
    ],
)
def test_what_cannot_be(line: str, code: Code) -> None:
    assert wrong(line, after(16, *PARTS)) is code


@st.composite
def finishes_in_parts(draw: st.DrawFn) -> list[Fields]:
    bibs = draw(st.permutations(range(1, 7)))
    parts: list[Fields] = []
    while bibs:
        together = draw(st.integers(1, len(bibs)))
        part, bibs = bibs[:together], bibs[together:]
        heat = draw(st.integers(0, max(0, together - 1)))
        order = [*part[:heat], part[heat:]] if together - heat > 1 and draw(st.booleans()) else list(part)
        parts.append(event("finish", 481_000 + 1000 * len(parts), order=order))
    return parts


@given(finishes_in_parts(), st.integers(1, 6), st.integers(1, 6))
def test_whoever_is_put_wherever_the_finish_has_the_others_in_the_order_they_were(
    parts: list[Fields], bib: int, place: int
) -> None:
    situation = after(16, *parts)
    line = f"p {bib} {place}"
    if isinstance(entered_or_problem(line, situation), Problem):
        assert wrong(line, situation) is Code.PLACED_THERE
        return
    after_it = recorded(situation, line)

    def others(race: Situation) -> list[set[int]]:
        return [left for place in race.state.given_finish if (left := set(place.bibs) - {bib})]

    assert others(after_it) == others(situation)
    before = next(i for i, p in enumerate(after_it.state.given_finish) if p.bibs == (bib,))
    in_front = sum(len(p.bibs) for p in after_it.state.given_finish[:before])
    assert in_front >= place - 1
    assert in_front - len(after_it.state.given_finish[before - 1].bibs) < place - 1 or not before


@given(finishes_in_parts(), st.permutations(range(1, 7)))
def test_all_of_a_finish_again_gives_just_that_order_however_many_parts_it_came_in(
    parts: list[Fields], order: list[int]
) -> None:
    situation = after(16, *parts)
    line = " ".join(map(str, order))
    if isinstance(entered_or_problem(line, situation), Problem):
        assert wrong(line, situation) is Code.SAME_ORDER
        assert finish(situation) == order
    else:
        assert finish(recorded(situation, line)) == order
