"""What a report says about ranks, points and the cut is true for every way of filling the unrecorded places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.standings import Standing
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import All, Briefly, Count, Nth, Sentence, Story, Who
from massstart_tui.report.story.tell import telling
from massstart_tui.stream.codec import decode_sheet
from tests.race.builders import fold, happens
from tests.race.builders import rows as rows_by_bib
from tests.report.story.stories import timeline_of
from tests.strategies import Fields, lines_of

BIBS = (1, 2, 3, 4)
SPRINT, SECOND, LAPS = 2, 4, 5
Order = list[int | None]


@dataclass(frozen=True)
class Half:
    """A race of which not every place was recorded: the known places, and what else is known."""

    sheet: Fields
    sprint: Order
    second: Order
    finish: Order
    withdrew: int | None
    disqualified: int | None
    total_of: tuple[int, int] | None
    gained: int | None
    over: bool

    def events(self, sprint: Order, finish: Order) -> list[Fields]:
        """Return the events of the race with these places."""
        told = [happens("start"), happens("lap", lap=SPRINT)]
        told += [happens("sprint", lap=SPRINT, order=sprint)] if sprint else []
        told += [happens("lap_gained", bibs=[self.gained])] if self.gained else []
        told += [happens("lap", lap=SPRINT + 1)]
        told += [happens("withdraw", bibs=[self.withdrew], laps=SPRINT + 1)] if self.withdrew else []
        told += [happens("points", points=[list(self.total_of)])] if self.total_of else []
        if not self.over:
            return told
        told += [happens("lap", lap=SECOND)]
        told += [happens("sprint", lap=SECOND, order=self.second)] if self.second else []
        told += [happens("finish", order=finish)] if finish else []
        told += [happens("disqualify", bibs=[self.disqualified])] if self.disqualified else []
        return [*told, happens("official")]

    def story(self) -> Story:
        """Return the report of it."""
        events = [{"seq": n, **event, "t": n} for n, event in enumerate(self.events(self.sprint, self.finish), 1)]
        timeline = timeline_of(lines_of(self.sheet, events))
        return telling(Chronicle(timeline, len(timeline)))

    def each_way(self) -> Iterator[dict[int, Standing]]:
        """Yield the standings by bib for every way of filling all places."""
        sheet = decode_sheet(json.dumps(self.sheet).encode())
        gone = [self.withdrew] if self.withdrew else []
        came_in = [bib for bib in BIBS if bib not in gone and bib != self.disqualified]
        finishes = list(filled(self.finish, came_in)) if self.over else [self.finish]
        # A disqualified skater is assumed at an unknown place only if nobody else can have it.
        unplaced = [bib for bib in came_in if bib not in self.finish]
        if self.over and self.disqualified and self.finish.count(None) > len(unplaced):
            finishes += filled(self.finish, [*came_in, self.disqualified])
        for sprint, finish in product(filled(self.sprint, list(BIBS)), finishes):
            rows = rows_by_bib(fold(sheet, *self.events(sprint, finish)))
            if self.total_of is None or rows[self.total_of[0]].sprints[0] == self.total_of[1]:
                yield rows


def filled(order: Order, bibs: list[int]) -> Iterator[Order]:
    """Yield every way of giving ``bibs`` the unknown places of an order, and those behind it."""
    missing = [bib for bib in bibs if bib not in order]
    for held in permutations(missing):
        following = iter(held)
        whole = [next(following, None) if bib is None else bib for bib in order]
        if None not in whole:
            yield [*whole, *following]


@st.composite
def partly(draw: st.DrawFn, whole: list[int]) -> Order:
    """Draw the first places of an order, some of them unknown."""
    known = draw(st.lists(st.booleans(), max_size=len(whole)))
    return [bib if told else None for bib, told in zip(whole, known, strict=False)]


@st.composite
def halves(draw: st.DrawFn) -> Half:
    """Draw a race of four skaters with at least one unknown place, in which what is known can be true."""
    table = draw(st.sampled_from([[3, 2, 1], [5, 1]]))
    rules = {
        "preset": draw(st.sampled_from(["isu-2018", "isu-2014", "track-points", "scratch"])),
        "sprints": [{"lap": lap, "points": table} for lap in (SPRINT, SECOND)],
        "finish": draw(st.sampled_from([[6, 4, 2, 1], [3, 2, 1], [2], []])),
    }
    sheet: Fields = {"id": "made-up", "title": "Made up", "laps": LAPS, "rules": rules}
    sheet["skaters"] = [{"bib": bib, "name": f"Skater {bib}"} for bib in BIBS]
    sheet |= draw(st.sampled_from([{}, {"qualify": 2}]))
    one = st.none() | st.sampled_from(BIBS)
    withdrew, disqualified = draw(one), draw(one)
    disqualified = None if disqualified == withdrew else disqualified
    sprint = draw(st.permutations(BIBS))
    second: Order = [bib for bib in draw(st.permutations(BIBS)) if bib != withdrew]
    finish = [bib for bib in draw(st.permutations(BIBS)) if bib not in (withdrew, disqualified)]
    summed, won = draw(one), dict(zip(sprint, table, strict=False))
    total_of = None if summed is None else (summed, won.get(summed, 0))
    known = draw(partly(list(sprint))), draw(partly(finish))
    over, gained = draw(st.booleans() | st.just(value=True)), draw(st.none() | st.just(finish[0]))
    return Half(sheet, known[0], second, known[1], withdrew, disqualified, total_of, gained, over)


class Claim(NamedTuple):
    """A statement about a skater; ``kind`` is a fact that `holds` can check."""

    kind: str
    bib: int
    value: Any = None


def claims_of(story: Story) -> Iterator[Claim]:
    """Return everything that a story says about ranks, points and the cut."""
    for sentence in story.sentences():
        yield from _claims(sentence, ())


def _claims(sentence: Sentence, around: tuple[int, ...]) -> Iterator[Claim]:
    code, who = sentence.code, bibs_of(sentence) or around
    if code.startswith("headline.") and "winner" in sentence.values:
        yield Claim("rank", bibs_of(sentence, "winner")[0], 1)
        kind = Claim("through", 0) if code == "headline.on_points" else Claim("rank", 0, 2)
        yield from (kind._replace(bib=bib) for bib in bibs_of(sentence))
    if code.startswith("story.podium"):
        parts = [part for value in sentence.values.values() for part in parts_of(value)]
        yield from (Claim("rank", skater_of(part), rank) for rank, part in enumerate(parts, 1))
    if code.startswith("story.slipped") and isinstance(rank := sentence.values["rank"], Nth):
        yield Claim("rank", who[0], rank.place)
    if code.startswith(("story.through_by", "story.through_as", "deed.through")):
        yield from (Claim("through", bib) for bib in who)
    if code.startswith(("story.missed", "story.shut_out", "deed.not_through")):
        yield from (Claim("not through", bib) for bib in who)
        yield from (Claim("through", bib) for bib in bibs_of(sentence, "other"))
    if code.startswith(("headline.leader", "part.leads", "now.level")):
        yield from (Claim("leads", bib) for bib in who)
    if "without_a_point" in code:
        yield from (Claim("total", bib, 0) for bib in (*who, *bibs_of(sentence, "other")))
    yield from _counts(sentence, who)
    for value in sentence.values.values():
        for part in parts_of(value):
            yield from _claims(part, who)


def _counts(sentence: Sentence, who: tuple[int, ...]) -> Iterator[Claim]:
    code = sentence.code
    for name, value in sentence.values.items():
        least = isinstance(value, Sentence) and value.code == "part.at_least"
        count = value.values["points"] if isinstance(value, Sentence) and least else value
        if (
            name == "points"
            and isinstance(count, Count)
            and code.startswith(("part.", "now.", "deed.", "story.missed"))
        ):
            kind = "lost" if code.startswith("deed.lost") else "won" if code.startswith("deed.through") else "total"
            if code.startswith(("deed.lost", "deed.through", "part.first", "part.with", "part.leads", "now.", "story")):
                yield from (Claim(f"{kind} at least" if least else kind, bib, count.number) for bib in who)
        if name == "short" and isinstance(count, Count):
            yield Claim("short", who[0], (bibs_of(sentence, "other")[0], count.number))
        if name == "count" and isinstance(count, Count) and code.startswith("story.through"):
            yield Claim(f"so many through{' at least' if 'for_certain' in code else ''}", 0, count.number)


def bibs_of(sentence: Sentence, name: str = "who") -> tuple[int, ...]:
    """Return the skaters in this value of a sentence."""
    value = sentence.values.get(name)
    return value.bibs if isinstance(value, Who | Briefly) else ()


def parts_of(value: object) -> tuple[Sentence, ...]:
    """Return the sentences in a value."""
    if isinstance(value, All):
        return value.parts
    return (value,) if isinstance(value, Sentence) else ()


def skater_of(part: Sentence) -> int:
    """Return the skater of one part of a podium."""
    return (bibs_of(part) or (skater_of(parts_of(part.values["told"])[0]),))[0]


def holds(claim: Claim, rows: dict[int, Standing]) -> bool:
    """Return whether a claim is true in these standings."""
    kind, bib, value = claim
    row = rows.get(bib, next(iter(rows.values())))
    facts = {
        "rank": row.rank,
        "through": None if row.through == "Q" else row.through or "",
        "total": row.total,
        "won": row.intermediate,
        "lost": row.won - row.total,
        "so many through": sum(one.through == "Q" for one in rows.values()),
    }
    if kind == "leads":
        return row.total == max(one.total for one in rows.values())
    if kind == "not through":
        return row.through != "Q"
    if kind == "short":
        other, short = value
        return rows[other].total - row.total == int(short)
    if kind.endswith(" at least"):
        return int(facts[kind.removesuffix(" at least")] or 0) >= int(value)
    return bool(facts[kind] == value)


@given(halves())
def test_what_is_told_of_ranks_points_and_who_is_through_is_true_in_every_way_that_the_race_can_have_gone(
    half: Half,
) -> None:
    told = list(claims_of(half.story()))
    ways = list(half.each_way())
    assert ways
    assert [claim for claim in told for rows in ways if not holds(claim, rows)] == []
