"""Generate random small races at some moment: any rules, dead heats, some skaters out, some over the line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Any

from massstart_tui.race.rules import PRESETS, RulesTable, Sprint
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState
from tests.race.builders import a_sheet, crossings, fold, happens
from tests.strategies import MASS_START, Fields

LAPS = 16


def a_race_under_way(random: Random, most: int = 4, more: Sequence[Fields] = ()) -> RaceState:
    """Return a race of two to ``most`` skaters, before, between or after sprints or at the finish; then ``more``."""
    skaters = random.randint(2, most)
    bibs = list(range(1, skaters + 1))
    rules = some_rules(random)
    cut = random.choice([None, *range(1, skaters + 2)])
    out = {
        bib: kind for bib in bibs if (kind := random.choice(["", "", "", "withdraw", "lapped", "dns", "disqualify"]))
    }
    told = [happens("start")]
    started = [bib for bib in bibs if out.get(bib) != "dns"]
    held = random.randint(0, 4)
    for lap in (4, 8, 12)[:held]:
        told += [happens("lap", lap=lap)]
        if random.random() < 0.9 and started and lap in at(rules):
            told += [happens("sprint", lap=lap, order=an_order(random, started))]
    told += [happens("dns", bibs=[bib]) for bib, kind in out.items() if kind == "dns"]
    told += [
        happens(kind, random.randint(1, 3) * 1000, bibs=[bib], laps=random.randint(0, 15))
        for bib, kind in out.items()
        if kind in ("withdraw", "lapped")
    ]
    in_it = [bib for bib in started if out.get(bib, "disqualify") == "disqualify" or out[bib] == "lapped"]
    if held == 4 and in_it and random.random() < 0.7:
        order = an_order(random, in_it)
        # a lap takes 500 ms on average
        times = list(accumulate((random.choice([0, 1, 400, 600]) for _ in order), initial=8000))[1:]
        timed = {"times": times} if random.random() < 0.5 else {}
        told += [happens("finish", 9000, order=order, **timed)]
    told += [happens("disqualify", 9001, bibs=[bib]) for bib, kind in out.items() if kind == "disqualify"]
    if random.random() < 0.15:
        told += [happens("advance", 9002, bibs=[random.choice(bibs)])]
    if random.random() < 0.05:
        told += [happens("official", 9003)]
    return fold(a_sheet(skaters, laps=LAPS, qualify=cut, rules=rules), *told, *more)


def a_timed_race(random: Random, most: int = 4) -> RaceState:
    """Return a race from crossings, over four laps with sprints at the second and third, cut off anywhere."""
    skaters = random.randint(2, most)
    sprints = tuple(Sprint(lap, some_points(random)) for lap in (2, 3))
    rules = RulesTable(sprints=sprints, finish=some_points(random), lapped=random.choice(["out", "finishes"]))
    order: list[int] = []
    for _ in range(4):
        order += random.sample(range(1, skaters + 1), skaters)
    told = crossings(*order[: random.randint(0, len(order))])
    return fold(a_sheet(skaters, laps=4, qualify=random.choice([None, 1, 2, 3]), rules=rules), *told)


def at(rules: RulesTable) -> tuple[int, ...]:
    """Return the laps with a sprint."""
    return tuple(sprint.lap for sprint in rules.sprints) if rules.sprints is not None else (4, 8, 12)


def some_rules(random: Random) -> RulesTable:
    """Return a preset, or a table of its own, sometimes one in which a place further back gives more points."""
    if random.random() < 0.4:
        preset = random.choice(MASS_START)
        # isu-junior has its second sprint at lap 7, which a race over 16 laps can have as well as any other.
        return (
            RulesTable(preset)
            if preset != "isu-junior"
            else RulesTable(preset, sprints=_at(PRESETS[preset].rules.sprints))
        )
    sprints = tuple(Sprint(lap, some_points(random)) for lap in random.sample((4, 8, 12), random.randint(0, 3)))
    return RulesTable(sprints=sprints, finish=some_points(random), lapped=random.choice(["out", "finishes"]))


def _at(sprints: tuple[Sprint, ...]) -> tuple[Sprint, ...]:
    return tuple(Sprint(lap, sprint.points) for lap, sprint in zip((4, 8), sprints, strict=True))


def some_points(random: Random) -> tuple[int, ...]:
    """Return up to three prizes, mostly falling, and small enough for sprints to matter."""
    points = [random.randint(0, 5) for _ in range(random.randint(1, 3))]
    return tuple(points if random.random() < 0.2 else sorted(points, reverse=True))


def an_order(random: Random, bibs: list[int]) -> list[Any]:
    """Return some of ``bibs`` in order, now and then with a dead heat or an unknown place."""
    left = random.sample(bibs, random.randint(1, len(bibs)))
    order: list[Any] = []
    while left:
        together = random.choice([1, 1, 1, 2])
        heat, left = left[:together], left[together:]
        order += [heat if len(heat) > 1 else heat[0]] + [None] * (random.random() < 0.1)
    return order


def a_race_with_gaps(random: Random, most: int = 5) -> RaceState:
    """Return a race that is over and of which not everything was recorded."""
    sheet, told = told_with_gaps(random, most)
    return fold(sheet, *told)


def told_with_gaps(random: Random, most: int = 5) -> tuple[Sheet, list[Fields]]:
    """Return an incomplete recording of a race: sprints with gaps or short, sums, places at the finish.

    It is made by leaving things out of a race that did take place; therefore the sums agree with it.
    """
    skaters = random.randint(3, most)
    bibs = list(range(1, skaters + 1))
    laps = (4, 8, 12)[: random.randint(1, 3)]
    sprints = tuple(
        Sprint(lap, random.choice([(3, 2, 1), (5, 3, 1), (2, 1), (1,), some_points(random)])) for lap in laps
    )
    finish = random.choice([(6, 4, 2), (3, 2, 1), (), some_points(random)])
    rules = RulesTable(sprints=sprints, finish=finish, lapped=random.choice(["out", "finishes"]))
    out = {bib: random.randint(1, 15) for bib in bibs if random.random() < 0.2}
    told = [happens("start"), *_sprints_with_gaps(random, bibs, sprints, out)]
    told += [
        happens(random.choice(["withdraw", "lapped"]), 20_000 + lap, bibs=[bib], laps=lap) for bib, lap in out.items()
    ]
    if random.random() < 0.8:
        told += [happens("lap", 40_000, lap=16)]
        order: list[Any] = random.sample([bib for bib in bibs if bib not in out], skaters - len(out))
        known = [None if random.random() < 0.3 else bib for bib in order]
        whole = random.choice([order, known, known[: random.randint(0, len(known))]])
        told += [happens("finish", 50_000, order=whole)] if whole else []
        told += [happens("official", 60_000)] if random.random() < 0.8 else []
    return a_sheet(skaters, laps=LAPS, qualify=random.choice([None, *range(1, skaters)]), rules=rules), told


def _sprints_with_gaps(
    random: Random, bibs: list[int], sprints: tuple[Sprint, ...], out: dict[int, int]
) -> list[Fields]:
    """Return what was recorded of the sprints, and sums of some skaters, which are right with a few exceptions."""
    told, won = [], dict.fromkeys(bibs, 0)
    for sprint in sprints:
        there = [bib for bib in bibs if out.get(bib, LAPS) >= sprint.lap]
        order: list[Any] = random.sample(there, len(there))
        for bib, points in zip(order, sprint.points, strict=False):
            won[bib] += points
        told += [happens("lap", sprint.lap * 1000, lap=sprint.lap)]
        known = [bib if random.random() < 0.5 else None for bib in order[: random.randint(0, len(order))]]
        told += [happens("sprint", sprint.lap * 1000, lap=sprint.lap, order=known)] if known else []
    sums = [[bib, points + (random.random() < 0.1)] for bib, points in won.items() if random.random() < 0.3]
    return [*told, happens("points", 13_000, points=sums)] if sums and random.random() < 0.6 else told
