"""Tests of the race bar: what is behind the position and ahead of it, and that nothing of the future is on it."""

from __future__ import annotations

import itertools

import pytest

from massstart_tui.race.state import RaceState
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.race_bar import RaceBar
from tests.race.builders import fold, happens, over
from tests.tui.drawn_lines import lines_of, strips_of

SPRINTS = (4, 8, 12)


def after(laps: int, *, distance: int = 16, sprints: tuple[int, ...] = SPRINTS) -> RaceState:
    """Return the state of a race after so many laps."""
    done = [happens("lap", 30_000 * lap, lap=lap) for lap in range(1, laps + 1)]
    return fold(over(distance, sprints=sprints), happens("start"), *done)


def bar(state: RaceState, at: float | None, *marks: tuple[float, str], reading: float | None = None) -> RaceBar:
    """Return a bar that shows this."""
    made = RaceBar()
    made.show(state, at, marks, reading=reading)
    return made


def signs(drawn: str) -> str:
    """Return the signs of a bar without the track and the text."""
    return "".join(sign for sign in drawn if sign in "◇◆●□■▲◀▼×")


@pytest.mark.parametrize(
    ("laps", "expected"),
    [(0, "●◇◇◇□"), (3, "●◇◇◇□"), (4, "◆●◇◇□"), (8, "◆◆●◇□"), (12, "◆◆◆●□"), (15, "◆◆◆●□"), (16, "◆◆◆●")],
)
def test_sprints_are_open_until_they_are_behind_and_nothing_else_is_ahead(laps: int, expected: str) -> None:
    (drawn,) = lines_of(bar(after(laps), laps / 16), 80, 1)
    assert signs(drawn) == expected
    head = drawn.index("●")
    assert "╌" not in drawn[:head]
    assert "━" not in drawn[head:]
    assert drawn.endswith(f"lap {min(laps + 1, 16)}/16")


def test_what_happened_has_its_sign_where_it_happened() -> None:
    (drawn,) = lines_of(bar(after(9), 9.5 / 16, (7.4 / 16, "attack"), (8 / 16, "sprint"), (9.2 / 16, "caught")), 120, 1)
    assert signs(drawn) == "◆▲◆◀●◇□"
    length = drawn.index("□") - 2
    assert abs(drawn.index("▲") - 2 - length * 7.4 / 16) <= 1


@pytest.mark.parametrize("sprint", [4, 8, 12])
@pytest.mark.parametrize("later", [0, 0.01, 0.04])
def test_a_sprint_keeps_its_cell_and_what_happened_there_steps_aside(sprint: int, later: float) -> None:
    (drawn,) = lines_of(bar(after(13), 13 / 16, (sprint / 16, "sprint"), ((sprint + later) / 16, "fall")), 80, 1)
    assert drawn.count("◆") == 3
    assert drawn.count("▼") == 1


def test_what_happened_stands_behind_the_position_at_every_width_and_moment() -> None:
    """Sprints may be in every lap, as in a tempo race, so that no cell beside what happened is free."""
    for every, laps in itertools.product((1, 3, 40), range(0, 40, 3)):
        state, at = after(laps, distance=40, sprints=tuple(range(every, 40, every))), (laps + 0.9) / 40
        for width, part in itertools.product((20, 40, 60, 80, 200), (0.2, 0.7, 0.9, 1)):
            (drawn,) = lines_of(bar(state, at, (at * part, "attack"), (laps / 40, "fall")), width, 1)
            assert not set("▲▼◆") & set(drawn[drawn.index("●") :])


def test_where_every_lap_is_a_sprint_what_happened_is_at_most_a_cell_from_where_it_did() -> None:
    state = after(38, distance=40, sprints=tuple(range(1, 40)))
    for lap in range(1, 38):
        (drawn,) = lines_of(bar(state, 38 / 40, (lap / 40, "fall")), 60, 1)
        length = drawn.index("□") - 2
        assert abs(drawn.index("▼") - 2 - length * lap / 40) <= 1.5


def test_without_a_position_nothing_that_happened_stands_in_the_part_to_come() -> None:
    (drawn,) = lines_of(bar(after(5), None, (5.5 / 16, "attack")), 80, 1)
    assert "╌" not in drawn[: drawn.index("▲")]


def test_of_two_signs_in_a_cell_a_fall_is_drawn_and_no_sign_moves_with_the_text() -> None:
    one, other = (lines_of(bar(after(9), 0.6, *marks), 60, 1)[0] for marks in PAIRS)
    assert one == other
    assert "▼" in one
    assert "▲" not in one


PAIRS = (((0.3, "attack"), (0.3, "fall")), ((0.3, "fall"), (0.3, "attack")))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", list(Language))
def test_the_end_of_the_bar_never_moves(width: int, language: Language) -> None:
    ends = set()
    for laps in range(17):
        made = bar(after(laps), None)
        made.words = words(language)
        made.show(after(laps), laps / 16)
        (strip,) = strips_of(made, width, 1)
        assert strip.cell_length == width
        ends.add(max(strip.text.rfind("□"), strip.text.rfind("●") if laps == 16 else -1))
    assert len(ends) == 1


def test_live_the_bar_has_no_position_and_ends_where_the_race_is() -> None:
    (drawn,) = lines_of(bar(after(6), None), 80, 1)
    assert signs(drawn) == "◆◇◇□"
    assert drawn.count("━") + 1 == pytest.approx(drawn.index("□") * 6 / 16, abs=2)


def test_eliminations_to_come_are_on_the_bar_and_those_behind_are_not_unless_they_happened() -> None:
    state = after(5, sprints=())
    state = state._replace(rules=state.rules._replace(eliminations=(4, 8, 12)))
    (drawn,) = lines_of(bar(state, 5 / 16), 80, 1)
    assert signs(drawn) == "●××□"
    (drawn,) = lines_of(bar(state, 5 / 16, (4 / 16, "eliminated")), 80, 1)
    assert signs(drawn) == "×●××□"


@pytest.mark.parametrize("laps", [0, 1, 60, 119, 120])
def test_a_race_of_120_laps_with_400_marks_is_drawn_within_its_width(laps: int) -> None:
    state = after(laps, distance=120, sprints=tuple(range(10, 120, 10)))
    marks = [(laps / 120 * at / 400, ("fall", "attack", "caught", "lapped")[at % 4]) for at in range(400)]
    made = bar(state, laps / 120, *marks)
    assert [strips_of(made, width, 1)[0].cell_length for width in (1, 5, 20, 60, 200)] == [1, 5, 20, 60, 200]
    assert lines_of(made, 60, 1)[0].endswith(f"lap {min(laps + 1, 120)}/120")


def test_while_a_stream_is_read_the_bar_says_how_far() -> None:
    parts = {part: lines_of(bar(after(0), 0.0, reading=part), 60, 1)[0] for part in (0.42, 0.84)}
    assert all(f"reading {round(part * 100)}%" in drawn for part, drawn in parts.items())
    assert abs(2 * parts[0.42].count("━") - parts[0.84].count("━")) <= 1
    assert "●" not in parts[0.42]
