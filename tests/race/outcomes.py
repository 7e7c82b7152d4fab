"""An oracle of the standings: random results, classified by the text of the rules, one pair of skaters at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_sheet
from tests.race.builders import fold, happens
from tests.strategies import MASS_START, Fields, bibs_of_sheet, orders, sheets, some, sprint_laps_of

GONE = ("withdraw", "lapped", "dns", "disqualify")
LOSES_POINTS = "lapped", "withdrew", "dns", "disqualified"


@dataclass(frozen=True)
class Gone:
    """How a skater left or was lapped: the type of event, laps completed, and when."""

    kind: str
    laps: int
    t: int


@dataclass(frozen=True)
class Outcome:
    """The result of a race. ``finish`` and ``sprints`` are orders as in a stream; ``gone`` is by bib."""

    sheet: Fields
    sprints: dict[int, list[Any]]
    finish: list[Any]
    gone: dict[int, Gone]
    advanced: list[int] = field(default_factory=list)

    def start_sheet(self) -> Sheet:
        """Return the start sheet, decoded."""
        return decode_sheet(json.dumps(self.sheet).encode())

    def happenings(self) -> list[Fields]:
        """Return the race as events, the decisions of the jury last."""
        laps = self.sheet["laps"]
        told = [happens("start", 0), happens("lap", 10, lap=laps)]
        told += [happens("sprint", 10, lap=lap, order=order) for lap, order in self.sprints.items()]
        told += [self._left(bib, gone) for bib, gone in self.gone.items() if gone.kind != "disqualify"]
        told += [happens("finish", 10**6, order=self.finish)] if self.finish else []
        told += [self._left(bib, gone) for bib, gone in self.gone.items() if gone.kind == "disqualify"]
        told += [happens("advance", 10**7, bibs=self.advanced)] if self.advanced else []
        return [*told, happens("official", 10**7)]

    def _left(self, bib: int, gone: Gone) -> Fields:
        laps = {"laps": gone.laps} if gone.kind in ("withdraw", "lapped") else {}
        return happens(gone.kind, gone.t, bibs=[bib], **laps)

    def state(self) -> RaceState:
        """Return the folded race."""
        return fold(self.start_sheet(), *self.happenings())


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """A hypothesis strategy for every way in which a mass start can end."""
    sheet = draw(sheets(7, 16, MASS_START))
    bibs, laps = bibs_of_sheet(sheet), sheet["laps"]
    gone = {}
    for bib in bibs:
        if kind := draw(st.sampled_from([*GONE, None, None, None, None])):
            gone[bib] = Gone(kind, draw(st.integers(0, laps - 1)), draw(st.integers(1, 3)) * 1000)
    started = [bib for bib in bibs if bib not in gone or gone[bib].kind != "dns"]
    may_finish = [bib for bib in started if bib not in gone or gone[bib].kind in ("lapped", "disqualify")]
    finish: list[Any] = draw(orders(may_finish)) if may_finish and draw(st.integers(0, 9)) > 0 else []
    held = [lap for lap in sprint_laps_of(sheet) if draw(st.booleans()) and started]
    sprints = {lap: draw(orders(started)) for lap in held}
    advanced: list[int] = draw(st.just([]) | some(bibs))
    return Outcome(sheet, sprints, finish, gone, advanced)


class ByTheRules:
    """The classification of an outcome, in which each value is computed on its own from the text of the rules."""

    def __init__(self, outcome: Outcome) -> None:
        """Store the outcome, without a state or a fold."""
        self.outcome = outcome
        self.rules = outcome.start_sheet().rules_in_force()
        self.bibs = bibs_of_sheet(outcome.sheet)
        self.held: dict[int, int] = {}

    def status(self, bib: int) -> str:
        """Return what has become of this skater."""
        kind = self.outcome.gone[bib].kind if bib in self.outcome.gone else None
        names = {"withdraw": "withdrew", "lapped": "lapped", "dns": "dns", "disqualify": "disqualified"}
        return names[kind] if kind else "finished"

    def place(self, bib: int) -> int | None:
        """Return the place over the line: one more than the skaters ahead who were not disqualified or lapped."""
        ahead = 0
        for heat in self.outcome.finish:
            members = heat if isinstance(heat, list) else [heat]
            if bib in members:
                return None if self.is_nowhere(bib) else ahead + 1
            ahead += sum(1 for one in members if one is None or not self.is_nowhere(one))
        return self.held.get(bib)

    def is_nowhere(self, bib: int) -> bool:
        """Return whether this skater takes up no place over the line."""
        return self.status(bib) in ("disqualified", "lapped")

    def crossed(self, bib: int) -> int | None:
        """Return where in the order of finish a lapped skater crossed the line."""
        at = [i for i, heat in enumerate(self.outcome.finish) if bib in (heat if isinstance(heat, list) else [heat])]
        comes_in = self.status(bib) == "lapped" and self.rules.lapped == "finishes"
        return at[0] if at and comes_in else None

    def unrecorded(self) -> list[int]:
        """Return who finished at a place that nobody recorded."""
        return [bib for bib in self.bibs if self.status(bib) == "finished" and self.place(bib) is None]

    def each_way(self) -> Iterator[None]:
        """Yield every way in which unrecorded skaters can have finished, in turn, as if it were known."""
        unrecorded, order = self.unrecorded(), self.outcome.finish
        members = [heat if isinstance(heat, list) else [heat] for heat in order]
        flat = [one for heat in members for one in heat if one is None or not self.is_nowhere(one)]
        empty = [place for place, one in enumerate(flat, 1) if one is None]
        following = range(len(flat) + 1, len(flat) + 1 + len(unrecorded) - len(empty))
        for places in permutations([*empty, *following], len(unrecorded)):
            self.held = dict(zip(unrecorded, places, strict=True))
            yield
        self.held = {}

    def sprint_points(self, bib: int) -> tuple[int, ...]:
        """Return the points won at each sprint, whether or not they were lost again."""
        won = []
        for sprint in self.rules.sprints:
            flat: list[tuple[int, Any]] = []
            for heat in self.outcome.sprints.get(sprint.lap, []):
                members = heat if isinstance(heat, list) else [heat]
                flat += [(len(flat), one) for one in members]
            at = {one: index for index, one in flat if one is not None}
            won.append(sprint.points[at[bib]] if bib in at and at[bib] < len(sprint.points) else 0)
        return tuple(won)

    def finish_points(self, bib: int) -> int:
        """Return the points of the place over the line."""
        place = self.place(bib)
        return self.rules.finish[place - 1] if place and place <= len(self.rules.finish) else 0

    def total(self, bib: int) -> int:
        """Return the points that count."""
        if self.status(bib) in LOSES_POINTS:
            return 0
        return sum(self.sprint_points(bib)) + self.finish_points(bib)

    def laps(self, bib: int) -> int:
        """Return laps completed: all of them for who is over the line, or is not known to have stopped."""
        gone = self.outcome.gone.get(bib)
        over = any(bib == heat or (isinstance(heat, list) and bib in heat) for heat in self.outcome.finish)
        taken_out = self.status(bib) == "lapped" and self.rules.lapped == "out"
        if gone is None or (over and not taken_out):
            return int(self.outcome.sheet["laps"])
        return {"dns": 0, "disqualify": int(self.outcome.sheet["laps"])}.get(gone.kind, gone.laps)

    def better(self, one: int, other: int) -> bool:
        """Return whether ``one`` ranks before ``other``, by the first criterion in which they differ."""
        last = {"dns": 2, "disqualified": 1}
        if (groups := (last.get(self.status(one), 0), last.get(self.status(other), 0))) != (0, 0):
            return groups[0] < groups[1]
        if self.total(one) != self.total(other):
            return self.total(one) > self.total(other)
        short = [self.status(bib) in ("lapped", "withdrew") for bib in (one, other)]
        if short[0] != short[1] and self.laps(one) == self.laps(other):
            return short[1]
        if self.laps(one) != self.laps(other):
            return self.laps(one) > self.laps(other)
        places = self.place(one), self.place(other)
        if places != (None, None):
            return places[0] is not None and (places[1] is None or places[0] < places[1])
        crossed = self.crossed(one), self.crossed(other)
        if crossed != (None, None):
            return crossed[0] is not None and (crossed[1] is None or crossed[0] < crossed[1])
        gone = self.outcome.gone
        return one in gone and other in gone and self.left(one) < self.left(other)

    def left(self, bib: int) -> tuple[bool, int]:
        """Return when a skater left; lapped skaters come later, those caught later ahead of those caught earlier."""
        lapped, t = self.status(bib) == "lapped", self.outcome.gone[bib].t
        return lapped, -t if lapped else t

    def rank(self, bib: int) -> int:
        """Return one more than the number of better skaters."""
        return 1 + sum(1 for other in self.bibs if self.better(other, bib))

    def level(self, bib: int) -> list[int]:
        """Return the skaters whom nothing separates from this one."""
        return [b for b in self.bibs if b != bib and not self.better(b, bib) and not self.better(bib, b)]

    def through(self, bib: int) -> str | None:
        """Return Q by rank, for every way of filling the unrecorded places; else q by the referee, or None.

        A skater who did not start or is disqualified is not through, and nobody is in a final.
        """
        cut = self.outcome.sheet.get("qualify")
        if cut is None or self.status(bib) in ("dns", "disqualified"):
            return None
        if max([self.rank(bib) for _ in self.each_way()]) <= cut:
            return "Q"
        return "q" if bib in self.outcome.advanced else None
