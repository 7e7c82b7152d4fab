"""A race while it is being folded: mutable, cheap to change, and frozen by `MutableRace.snapshot`."""

from __future__ import annotations

from typing import Self

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Departure, FinishPlace, Phase, RaceState, Relegation, SprintResult, Sum


class MutableRace:
    """The fields of a `RaceState`; mappings are replaced, not changed in place, but for what each crossing touches."""

    def __init__(self, sheet: Sheet) -> None:
        """Start before the gun."""
        self.sheet = sheet
        self.rules = sheet.rules_in_force()
        self.seq = 0
        self.t = 0
        self.gun = 0
        self.phase = Phase.SCHEDULED
        self.start_anew()

    def start_anew(self) -> None:
        """Forget all that has happened: nobody has skated a lap, or won a point."""
        self.distance = self.sheet.laps
        self.lap = 0
        self.leader: int | None = None
        self.lap_times: tuple[tuple[int, int], ...] = ()
        self.laps: dict[int, int] = dict.fromkeys((skater.bib for skater in self.sheet.skaters), 0)
        self.crossed_at: dict[int, int] = {}
        self.gained: dict[int, int] = {}
        self.line_sprints: dict[int, SprintResult] = {}
        self.line_finish: tuple[FinishPlace, ...] = ()
        self.given_sprints: dict[int, SprintResult] = {}
        self.given_finish: tuple[FinishPlace, ...] = ()
        self.exits: dict[int, Departure] = {}
        self.stayed_out: tuple[int, ...] = ()
        self.groups: tuple[tuple[int, ...], ...] = ()
        self.gaps: tuple[int | None, ...] = ()
        self.groups_seq: int | None = None
        self.away: tuple[int, ...] = ()
        self.down: tuple[int, ...] = ()
        self.cards: dict[int, tuple[str, ...]] = {}
        self.advanced: tuple[int, ...] = ()
        self.stopped_in: Phase | None = None
        self.resumed = False
        self.reviewed: tuple[int, ...] = ()
        self.relegations: tuple[Relegation, ...] = ()
        self.sums: dict[int, Sum] = {}
        self.mark_lines()

    def mark_lines(self) -> None:
        """Which laps end in something a crossing can decide: the sprints, and the finish."""
        self.deciding = frozenset((*self.rules.sprint_laps(), self.distance))

    def nothing_is_decided(self) -> bool:
        """Whether, in the leader's lap, a crossing behind the leader does no more than count."""
        return not self.stayed_out and self.lap < self.distance and self.lap not in self.deciding

    @classmethod
    def resume(cls, state: RaceState) -> Self:
        """A race that goes on from ``state``, and leaves it as it is."""
        fold = cls(state.sheet)
        for name in RaceState._fields:
            setattr(fold, name, getattr(state, name))
        fold.laps = dict(state.laps)
        fold.crossed_at = dict(state.crossed_at)
        fold.mark_lines()
        return fold

    def snapshot(self) -> RaceState:
        """The state now, frozen."""
        return RaceState(
            sheet=self.sheet,
            rules=self.rules,
            distance=self.distance,
            phase=self.phase,
            seq=self.seq,
            t=self.t,
            gun=self.gun,
            lap=self.lap,
            leader=self.leader,
            lap_times=self.lap_times,
            laps=self.laps.copy(),
            crossed_at=self.crossed_at.copy(),
            gained=self.gained,
            line_sprints=self.line_sprints,
            line_finish=self.line_finish,
            given_sprints=self.given_sprints,
            given_finish=self.given_finish,
            exits=self.exits,
            stayed_out=self.stayed_out,
            groups=self.groups,
            gaps=self.gaps,
            groups_seq=self.groups_seq,
            away=self.away,
            down=self.down,
            cards=self.cards,
            advanced=self.advanced,
            stopped_in=self.stopped_in,
            resumed=self.resumed,
            reviewed=self.reviewed,
            relegations=self.relegations,
            sums=self.sums,
        )
