"""Tests of contradictions: each kind is found in a race of its own, and none in a race that is possible."""

from __future__ import annotations

import json
from itertools import accumulate
from random import Random
from typing import Any, Literal

import pytest

from massstart_tui.race.contradictions import Contradiction, Contrary, contradictions
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import decode_event
from tests.race.builders import a_sheet, happens, over

BEFORE, LATE = Contrary.BEFORE_THE_GUN, Contrary.LATE_GUN


def found_in(sheet: Sheet, *happenings: dict[str, Any]) -> list[Contradiction]:
    t, events = 0, []
    for seq, fields in enumerate(happenings, 1):
        t = fields.get("t", t + 1)
        events.append(decode_event(json.dumps({"seq": seq, **fields, "t": t}).encode()))
    return list(contradictions(sheet, events))  # type: ignore[arg-type] # none of them is a correction


def told(sheet: Sheet, *happenings: dict[str, Any]) -> list[tuple[Contrary, int, tuple[int, ...]]]:
    return [(found.code, found.seq, found.bibs) for found in found_in(sheet, *happenings)]


def laps(*seconds: float) -> list[dict[str, Any]]:
    """Return the gun and the leader's laps with these durations."""
    ends = accumulate(int(1000 * lap) for lap in seconds)
    return [happens("start", 0), *(happens("lap", t, lap=lap) for lap, t in enumerate(ends, 1))]


def crossings_of(bib: int, *seconds: float) -> list[dict[str, Any]]:
    return [happens("crossing", t, bib=bib) for t in accumulate(int(1000 * lap) for lap in seconds)]


@pytest.mark.parametrize(
    ("happenings", "expected"),
    [
        ([happens("finish", order=[1, 2, 3], times=[480_500, 480_100, 480_600])], (Contrary.FASTER_BEHIND, 1, (2, 1))),
        (laps(40, 30, 31, 30, 29, 61), (Contrary.LAP_TOO_LONG, 7, ())),
        (laps(40, *[30] * 14, 61), (Contrary.LAP_LONG_AMONG_ALL, 17, ())),
        (laps(40, *[30] * 7, 61, *[30] * 7), (Contrary.LAP_LONG_AMONG_ALL, 10, ())),
        (laps(40, 30, 31, 30, 29, 10), (Contrary.LAP_TOO_SHORT, 7, ())),
        (crossings_of(2, 40, 30, 31, 30, 60), (Contrary.READING_MISSED, 5, (2,))),
        (crossings_of(2, 40, 30, 31, 30, 2), (Contrary.READ_TWICE, 5, (2,))),
        ([happens("finish", order=[1]), happens("finish", order=[2, 1])], (Contrary.FINISHED_TWICE, 2, (1,))),
        ([happens("lap", lap=17)], (Contrary.LAP_BEYOND, 1, ())),
        *(
            ([happens("note", -9, text="cold"), happens(kind, -5, **fields), happens("start", 0)], (BEFORE, 2, ()))
            for kind, fields in (
                ("lap", {"lap": 1}),
                ("sprint", {"lap": 4, "order": [1]}),
                ("finish", {"order": [1]}),
                ("attack", {"bibs": [1]}),
                ("fall", {"bibs": [1]}),
                ("groups", {"groups": [[1], [2]]}),
                ("neutral_end", {}),
            )
        ),
        ([happens("lap", 3000, lap=1), happens("attack", 4000, bibs=[1]), happens("start", 5000)], (LATE, 3, ())),
        ([happens("lap", lap=lap) for lap in (1, 2, 4)], (Contrary.LAP_SKIPPED, 3, ())),
        (
            [happens("withdraw", bibs=[2], laps=3), happens("sprint", lap=4, order=[1, 2, 3])],
            (Contrary.LEFT_BEFORE, 2, (2,)),
        ),
        ([happens("dns", bibs=[2]), happens("finish", order=[1, 2])], (Contrary.LEFT_BEFORE, 2, (2,))),
        (
            [happens("lap", lap=5), happens("lapped", bibs=[2]), happens("sprint", lap=8, order=[1, 2, 3])],
            (Contrary.LAPPED_IN_ORDER, 3, (2,)),
        ),
    ],
    ids=lambda value: value[0].value if isinstance(value, tuple) else "",
)
def test_what_cannot_be_true_is_told_of_the_event_that_it_shows_in(
    happenings: list[dict[str, Any]], expected: tuple[Contrary, int, tuple[int, ...]]
) -> None:
    assert expected in told(a_sheet(), *happenings)


GUN = happens("start", 10_000)


@pytest.mark.parametrize(
    ("happenings", "found"),
    [
        (
            [GUN, *laps(50, 30, 31, 30, 29, 61)[1:]],
            Contradiction(
                Contrary.LAP_TOO_LONG,
                7,
                "t",
                (),
                {"lap": 6, "time": 61_000, "other_time": 30_000, "seq": 7, "at": 190_500},
            ),
        ),
        (
            [GUN, *crossings_of(2, 50, 30, 31, 30, 60)],
            Contradiction(
                Contrary.READING_MISSED,
                6,
                "t",
                (2,),
                {"bib": 2, "lap": 5, "time": 60_000, "other_time": 30_000, "seq": 6, "at": 161_000},
            ),
        ),
        ([happens("lap", lap=17)], Contradiction(Contrary.LAP_BEYOND, 1, "lap", (), {"lap": 17, "laps": 16})),
        (
            [happens("lap", lap=lap) for lap in (1, 2, 5)],
            Contradiction(Contrary.LAP_SKIPPED, 3, "lap", (), {"lap": 5, "wanted": 3}),
        ),
        (
            [happens("finish", order=[1]), happens("finish", order=[2, 1])],
            Contradiction(Contrary.FINISHED_TWICE, 2, "order", (1,), {"bib": 1, "seq": 1}),
        ),
        (
            [happens("note", text=""), happens("dns", bibs=[2]), happens("sprint", lap=4, order=[1, 2])],
            Contradiction(Contrary.LEFT_BEFORE, 3, "order", (2,), {"bib": 2, "seq": 2}),
        ),
        (
            [happens("lap", lap=5), happens("lapped", bibs=[2]), happens("sprint", lap=8, order=[1, 2, 3])],
            Contradiction(Contrary.LAPPED_IN_ORDER, 3, "order", (2,), {"bib": 2}),
        ),
        (
            [happens("lap", lap=14), happens("lapped", bibs=[2]), happens("finish", order=[1, 2, 3])],
            Contradiction(Contrary.LAPPED_IN_FINISH, 3, "order", (2,), {"bib": 2, "laps": 16}),
        ),
    ],
    ids=lambda value: value.code.value if isinstance(value, Contradiction) else "",
)
def test_a_contradiction_has_the_numbers_that_its_sentence_tells(
    happenings: list[dict[str, Any]], found: Contradiction
) -> None:
    assert found_in(a_sheet(), *happenings) == [found]


def test_each_time_in_the_finish_is_held_against_the_slowest_before_it() -> None:
    finish = happens("finish", order=[1, 2, [3, 4], 5, 6], times=[500, 300, 400, None, 500])
    assert [(one.code, one.field, one.bibs, one.values) for one in found_in(a_sheet(), finish)] == [
        (
            Contrary.FASTER_BEHIND,
            "times",
            (bib, 1),
            {"bib": bib, "time": time, "other": 1, "other_time": 500},
        )
        for bib, time in ((2, 300), (3, 400), (4, 400))
    ]


def test_a_time_is_held_against_those_of_an_earlier_finish_and_after_a_slower_one_against_that() -> None:
    first = happens("finish", order=[1, 2], times=[300, 500])
    found = found_in(a_sheet(), first, happens("finish", order=[3, 4], times=[400, 600]))
    assert [(one.seq, one.bibs, one.values["other_time"]) for one in found] == [(2, (3, 2), 500)]


def test_an_order_that_the_crossings_contradict_is_told() -> None:
    line = [happens("crossing", 30_000, bib=1), happens("crossing", 30_100, bib=2), happens("crossing", 30_200, bib=3)]
    finish = happens("finish", 31_000, order=[2, 1, 3])
    assert told(over(1, neutral=False), *line, finish) == [(Contrary.OTHER_CROSSINGS, 4, (2, 1))]
    assert not told(over(1, neutral=False), *line, happens("finish", 31_000, order=[[2, 1], 3]))


def with_the_bunch(own: list[float], bunch: list[list[float]]) -> list[tuple[Contrary, int]]:
    """Return what is found about bib 2 among others, by the number of the lap it is about."""
    crossed = crossings_of(2, *own)
    for bib, theirs in zip((1, 3, 4, 5, 6), bunch, strict=False):
        crossed += crossings_of(bib, *theirs)
    crossed.sort(key=lambda crossing: crossing["t"])
    found = found_in(a_sheet(), *crossed)
    assert {each.bibs for each in found} <= {(2,)}
    return [(each.code, each.values["lap"]) for each in found]


EVEN = [40.0, 30.0, 31.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("own", "bunch", "expected"),
    [
        ([40, 30, 31, 30, 60, 30], [EVEN] * 4, [(Contrary.READING_MISSED, 5)]),
        ([40.2, 30, 31, 30, 2, 28, 30], [EVEN] * 4, [(Contrary.READ_TWICE, 5)]),
        ([40.2, 61, 30, 30], [EVEN] * 4, [(Contrary.READING_MISSED, 2)]),
        ([40.2, 2, 28, 31, 30], [EVEN] * 4, [(Contrary.READ_TWICE, 2)]),
        ([40.2, 61, 30, 30], [], []),
        ([40.2, 30, 31, 30, 60, 30], [[40 + n / 10, 30, 31, 30, 60, 30] for n in range(4)], []),
        ([39.9, 30, 31, 30, 60], [[40 + n / 10, 30, 31, 30, 60] for n in range(4)], []),
        ([40.2, 30, 31, 30, 14, 30], [[40 + n / 10, 30, 31, 30, 14, 30] for n in range(4)], []),
        ([40.2, 30, 31, 30, 60, 30], [EVEN] * 2, [(Contrary.READING_MISSED, 5)]),
        ([39.9, 30, 31, 30, 60], [[40 + n / 10, 30, 31, 30] for n in range(4)], []),
        ([39.9, 30, 31, 30, 2], [[40 + n / 10, 30, 31, 30] for n in range(4)], [(Contrary.READ_TWICE, 5)]),
    ],
    ids=[
        *("missed", "double", "missed in the second lap", "double in the second lap", "alone in the second lap"),
        *("the bunch is as slow", "the bunch, behind, is as slow", "the bunch is as fast", "two are no bunch"),
        *("the bunch is still in a lap as slow", "the bunch is still in its lap"),
    ],
)
def test_a_lap_is_told_that_is_far_off_the_skaters_own_and_those_of_the_bunch(
    own: list[float], bunch: list[list[float]], expected: list[tuple[Contrary, int]]
) -> None:
    assert with_the_bunch(own, bunch) == expected


LAPPED = (happens("lap", 400_000, lap=14), happens("lapped", 400_001, bibs=[2]))


@pytest.mark.parametrize(
    ("lapped", "before", "finish", "told_of"),
    [
        ("out", LAPPED, {"order": [1, 3, 2]}, True),
        ("finishes", LAPPED, {"order": [1, 2, 3]}, True),
        ("finishes", LAPPED, {"order": [1, 2, 3], "times": [480_000, 490_000, 520_000]}, True),
        ("finishes", LAPPED, {"order": [1, 3, 2], "times": [480_000, 481_000, 490_000]}, True),
        ("finishes", LAPPED, {"order": [1, 2, 3], "times": [480_000, 515_000, 520_000]}, False),
        ("finishes", LAPPED, {"order": [1, 3, 2]}, False),
        ("finishes", (*LAPPED[:1], happens("lapped", 400_001, bibs=[2], laps=16)), {"order": [1, 2, 3]}, False),
        ("races", LAPPED, {"order": [1, 2, 3]}, False),
        ("out", LAPPED[:1], {"order": [1, 2, 3]}, False),
    ],
)
def test_who_was_lapped_has_no_place_in_the_finish_unless_they_completed_the_distance(
    lapped: Literal["out", "finishes", "races"],
    before: tuple[dict[str, Any], ...],
    finish: dict[str, Any],
    told_of: bool,
) -> None:
    sheet = a_sheet(rules=RulesTable(lapped=lapped))
    found = told(sheet, *before, happens("finish", 520_001, **finish))
    assert found == [(Contrary.LAPPED_IN_FINISH, 3, (2,))] * told_of


def test_what_would_mend_a_lap_that_was_missed_is_halfway() -> None:
    (found,) = found_in(a_sheet(), *laps(40, 30, 30, 30, 30, 60))
    assert found.values["at"] == 190_000
    assert (found.values["time"], found.values["other_time"]) == (60_000, 30_000)


@pytest.mark.parametrize(
    "between",
    [[happens("fall", 131_000, bibs=[2])], [happens("stop", 131_000), happens("resume", 150_000)]],
    ids=["fell", "stopped"],
)
def test_a_long_lap_with_a_reason_is_no_contradiction(between: list[dict[str, Any]]) -> None:
    before, late = crossings_of(2, 40, 30, 31, 29), happens("crossing", 200_000, bib=2)
    assert not told(a_sheet(), *before, *between, late)


STOPPED = [happens("stop", 131_000), happens("resume", 190_000)]


@pytest.mark.parametrize(
    "passes",
    [
        [*crossings_of(2, 40, 30, 31, 29), happens("crossing", 150_000, bib=2), happens("crossing", 235_000, bib=2)],
        [*laps(40, 30, 31, 29), happens("lap", 150_000, lap=5), happens("lap", 235_000, lap=6)],
    ],
    ids=["crossings", "laps"],
)
def test_a_lap_that_ends_while_the_race_is_stopped_makes_neither_it_nor_the_next_one_doubtful(
    passes: list[dict[str, Any]],
) -> None:
    assert not told(a_sheet(), *sorted([*passes, *STOPPED], key=lambda event: event["t"]))


@pytest.mark.parametrize("recorded", [[4], [4, 8, 12, 16], [1, 4, 8]])
def test_a_stream_that_has_only_a_few_of_the_laps_skips_none(recorded: list[int]) -> None:
    assert not told(a_sheet(), *(happens("lap", lap * 30_000, lap=lap) for lap in recorded))


def test_before_a_restart_and_after_it_are_two_races() -> None:
    first = [*laps(40, 30, 30, 30), happens("finish", order=[1], times=[500_000]), happens("restart", 300_000)]
    assert not told(a_sheet(), *first, happens("lap", 340_000, lap=1), happens("finish", order=[1], times=[400_000]))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_told_of_a_race_that_agrees_with_itself(seed: int) -> None:
    random = Random(seed)
    distance, bibs = 8, [1, 2, 3, 4, 5]
    passings = []
    for bib in bibs:
        ends = accumulate(random.randint(27_000, 44_000) for _ in range(distance))
        passings += [(t, bib, lap) for lap, t in enumerate(ends, 1)]
    passings.sort()
    crossed = [happens("crossing", t, bib=bib) for t, bib, _ in passings]
    over_the_line = [(t, bib) for t, bib, lap in passings if lap == distance]
    order, times = [bib for _, bib in over_the_line], [t for t, _ in over_the_line]
    led = [happens("lap", min(t for t, _, at in passings if at == lap), lap=lap) for lap in range(1, distance + 1)]
    finish = happens("finish", times[-1] + 1, order=order, times=times)
    sheet = over(distance, skaters=5, neutral=False)
    assert not told(sheet, happens("start", 0), *crossed, finish)
    assert not told(sheet, happens("start", 0), *led, finish)
