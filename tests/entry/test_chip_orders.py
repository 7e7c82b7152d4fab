"""Tests of the orders that only chips give: which are offered, when they are whole, and the line that records them."""

from __future__ import annotations

from typing import Any

import pytest

from massstart_tui.entry.chip_orders import chip_orders, line_at_its_moment
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.situation import Situation
from massstart_tui.text.words import Language, words
from tests.entry.races import LAP, race, reads
from tests.streams import Fields, event

FIRST = 4
"""The lap of the first sprint."""


def lap_of(*bibs: int, lap: int) -> list[Fields]:
    """Return crossings that complete ``lap``, in this order, 0.1 s apart."""
    return [event("crossing", lap * LAP + 100 * place, bib=bib) for place, bib in enumerate(bibs)]


def timed(completed: int, *more: Fields, last: tuple[int, ...] = (1, 2, 3, 4, 5, 6), **sheet: Any) -> Situation:
    """Return the situation after so many laps of six skaters by chips; ``last`` is who has completed the last one."""
    before = [fields for lap in range(1, completed) for fields in lap_of(1, 2, 3, 4, 5, 6, lap=lap)]
    return race(event("start"), *before, *lap_of(*last, lap=completed), *more, **sheet)


def offers(situation: Situation) -> list[str]:
    return [order.told(words(Language.EN)) for order in chip_orders(situation.state)]


def sprint(*order: int, lap: int = FIRST) -> Fields:
    return event("sprint", lap * LAP + 900, lap=lap, order=order)


@pytest.mark.parametrize(
    ("situation", "told"),
    [
        pytest.param(timed(3), [], id="no sprint was passed"),
        pytest.param(timed(4, last=(3, 1)), ["sprint 1 by chips so far: 3 1"], id="a place is still to come"),
        pytest.param(timed(4, last=(3, 1, 2)), ["sprint 1 by chips: 3 1 2, Enter takes it"], id="whole"),
        pytest.param(timed(4, last=(3, 1, 2, 4, 5, 6)), ["sprint 1 by chips: 3 1 2, Enter takes it"], id="only points"),
        pytest.param(timed(4, sprint(3, 2, 1)), [], id="a person has said it"),
        pytest.param(timed(4, sprint(3)), [], id="a person has begun to say it"),
        pytest.param(
            timed(8),
            ["sprint 2 by chips: 1 2 3, Enter takes it", "sprint 1 by chips: 1 2 3, Enter takes it"],
            id="the newest first",
        ),
        pytest.param(timed(8, sprint(1, 2, 3, lap=8)), ["sprint 1 by chips: 1 2 3, Enter takes it"], id="the older"),
        pytest.param(
            timed(8, laps=8, last=(2, 1)),
            ["finish by chips: 2 1, Enter takes it", "sprint 1 by chips: 1 2 3, Enter takes it"],
            id="the finish, as they come in",
        ),
        pytest.param(
            timed(8, event("finish", 8 * LAP + 300, order=[2, 1]), sprint(1, 2, 3), laps=8, last=(2, 1, 3)),
            ["finish by chips: 3, Enter takes it"],
            id="those behind who was recorded",
        ),
    ],
)
def test_what_chips_have_is_offered(situation: Situation, told: list[str]) -> None:
    assert offers(situation) == told


def test_who_was_told_late_in_front_of_somebody_recorded_is_put_nowhere_by_a_key() -> None:
    late = event("crossing", 8 * LAP + 50, bib=4)
    taken = event("finish", 8 * LAP + 700, order=[1, 2, 3])
    situation = timed(8, taken, late, sprint(1, 2, 3), laps=8, last=(1, 2, 3))
    assert offers(situation) == ["finish by chips: 4 among those recorded; type the order"]


def order_of(situation: Situation, unread: dict[int, int]) -> list[tuple[str, bool]]:
    return [(order.told(words(Language.EN)), order.can_be_taken) for order in chip_orders(situation.state, unread)]


def test_no_key_takes_an_order_in_which_somebody_may_be_missing() -> None:
    """Skater 4 passed at the end of lap 2, and then perhaps unread: they may have won the sprint of lap 4."""
    before, after = {4: 2 * LAP}, {4: 4 * LAP + 500}
    told = "sprint 1 by chips: 3 1 2, but a passing of 4 may be missing; type the order"
    assert order_of(timed(4, last=(3, 1, 2)), before) == [(told, False)]
    assert order_of(timed(4, last=(3, 1, 2)), after) == [("sprint 1 by chips: 3 1 2, Enter takes it", True)]
    finished = timed(8, sprint(1, 2, 3), laps=8, last=(2, 1))
    assert order_of(finished, after) == [
        ("finish by chips: 2 1, but a passing of 4 may be missing; type the order", False)
    ]
    out = timed(8, sprint(1, 2, 3), event("withdraw", 7 * LAP, bibs=[4]), laps=8, last=(2, 1))
    assert order_of(out, after) == [("finish by chips: 2 1, Enter takes it", True)]


def test_the_line_records_what_is_offered() -> None:
    (order,) = chip_orders(timed(4, last=(3, 1, 2)).state)
    assert reads(order.line, timed(4, last=(3, 1, 2)))[0]["order"] == [3, 1, 2]
    situation = timed(8, sprint(1, 2, 3), laps=8, last=(2, 1))
    (finish,) = chip_orders(situation.state)
    (recorded,) = reads(finish.line, situation)
    assert (recorded["order"], recorded["times"]) == ([2, 1], [8 * LAP, 8 * LAP + 100])


@pytest.mark.parametrize("gun", [0, 500_000])
@pytest.mark.parametrize("laps_later", [0, 1, 3])
def test_it_is_recorded_at_the_moment_when_the_last_of_it_crossed_the_line(laps_later: int, gun: int) -> None:
    laps = [fields for lap in range(1, 4) for fields in lap_of(1, 2, 3, 4, 5, 6, lap=lap)]
    laps += lap_of(3, 1, 2, 4, 5, 6, lap=4)
    laps += [fields for lap in range(5, 5 + laps_later) for fields in lap_of(1, 2, 3, 4, 5, 6, lap=lap)]
    anew = [event("crossing", 20_000, bib=1), event("restart", gun)] if gun else []
    later = [{**fields, "t": int(str(fields["t"])) + gun} for fields in laps]
    situation = race(event("start"), *anew, *later)
    assert situation.timeline is not None
    (order,) = chip_orders(situation.state)
    (recorded,) = read_line(line_at_its_moment(order, situation.timeline, situation.t), situation).events
    assert (recorded.type, recorded.t) == ("sprint", gun + 4 * LAP + 200)


def test_the_finish_as_well_also_if_more_are_in_by_then() -> None:
    situation = timed(8, sprint(1, 2, 3), event("fall", 8 * LAP + 3_000, bibs=[4]), laps=8, last=(2, 1))
    assert situation.timeline is not None
    (order,) = chip_orders(situation.state)
    (recorded,) = read_line(line_at_its_moment(order, situation.timeline, situation.t), situation).events
    assert (recorded.type, recorded.t) == ("finish", 8 * LAP + 100)


def test_a_moment_that_the_race_clock_has_not_reached_is_left_out() -> None:
    situation = timed(4, last=(3, 1, 2))
    assert situation.timeline is not None
    (order,) = chip_orders(situation.state)
    assert line_at_its_moment(order, situation.timeline, 4 * LAP + 100) == order.line
