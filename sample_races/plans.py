"""The plan of a sample race: what was reported beside its result table, by whom, and how certain it is.

Skaters are named as in the result table. A lap is one that the leader has completed. An incident whose moment nobody
published is placed halfway between the two known moments around it, and is marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from massstart_tui.race.rules import Rules, RulesTable, rules_in_force
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance_entry import Provenance
from sample_races.tables import Table, table

AS_TOLD: Final = "at the lap that was told, whose time is interpolated"

TellableType = Literal["attack", "caught", "fall", "rejoin", "lapped", "withdraw", "disqualify", "advance", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that happened, as ``source`` reports it.

    ``lap`` is how many laps the leader had completed, None for after the last skater has finished; ``when`` says why it
    is placed there, and ``moment`` how certain that is. ``fields`` are the event's own, in addition to its bibs.
    """

    type: TellableType
    who: tuple[str, ...]
    lap: float | None
    source: str
    fact: Certainty = Certainty.PUBLISHED
    moment: Certainty = Certainty.INTERPOLATED
    when: str = AS_TOLD
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """An order over the line, from first to last, with None for a skater whom nobody published.

    ``doubts`` gives, for each skater whose place is reconstructed, what that rests on.
    """

    order: tuple[str | None, ...]
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Total points at the intermediate sprints by skater, as ``source`` has them, if nobody published the single
    sprints.
    """

    points: Mapping[str, int]
    source: str
    fact: Certainty = Certainty.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One sample race.

    ``table`` names its result table. ``sprints`` are the orders of the sprints by lap, ``finish`` is the order over the
    finish line. If left out, they are taken from the table, which requires points for every sprint, and a time for
    everyone who finished. ``semi_finals`` are the two that fill a final's start list. ``names`` completes names that
    the table truncates.
    """

    id: str
    table: str
    title: str
    start: datetime | None = None
    venue: str = ""
    lap_length: float | None = None
    qualify: int | None = None
    preset: str = "isu-2018"
    provenance: tuple[Provenance, ...] = ()
    sprints: Mapping[int, Places] | None = None
    finish: Places | None = None
    told: tuple[Told, ...] = ()
    sums: tuple[Sums, ...] = ()
    semi_finals: tuple[Plan, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    born: Mapping[str, date] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def result(self) -> Table:
        """The result table."""
        return table(self.table)

    @property
    def rules(self) -> Rules:
        """The rules of the edition in force."""
        return rules_in_force(RulesTable(self.preset), self.result.distance_laps)

    def sprint_orders(self) -> Mapping[int, Places]:
        """The intermediate sprints by lap, as far as they are known."""
        if self.sprints is not None:
            return self.sprints
        return {lap: self._scorers(index) for index, lap in enumerate(self.rules.sprint_laps())}

    def _scorers(self, index: int) -> Places:
        points = {row.name: row.sprint_points[index] for row in self.result.results if row.sprint_points}
        scorers = sorted((name for name in points if points[name]), key=points.__getitem__, reverse=True)
        return Places(order=tuple(scorers))

    def finish_order(self) -> Places:
        """Return the order over the finish line as far as it is known; equal times keep the order of the result."""
        if self.finish is not None:
            return self.finish
        times = self.finish_times()
        in_time = sorted(times, key=times.__getitem__)
        return Places(order=tuple(in_time))

    def finish_times(self) -> dict[str, int]:
        """Return the times in milliseconds of those who finished, as far as they are known."""
        printed = {row.name: row.ms for row in self.result.results if not row.left}
        return {name: ms for name, ms in printed.items() if ms is not None}
