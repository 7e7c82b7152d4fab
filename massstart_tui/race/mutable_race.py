"""Hold the state of a race while events are folded into it: mutable, and frozen by `MutableRace.snapshot`."""

from __future__ import annotations

from operator import attrgetter
from typing import Final, Self

from massstart_tui.race.given_finish import GivenFinish
from massstart_tui.race.missing_events import COUNTS_NO_LAP
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import (
    Departure,
    FinishPlace,
    Phase,
    RaceState,
    Relegation,
    SprintResult,
    Sum,
    UnreadPasses,
)

_values_of: Final = attrgetter(*RaceState._fields)
_LAPS: Final = RaceState._fields.index("laps")
_CROSSED_AT: Final = RaceState._fields.index("crossed_at")


class MutableRace:
    """Hold the fields of `RaceState` as mutable values, initialised for a race that has not begun.

    Mappings are replaced, not changed in place, so that snapshots can share them. The exceptions are ``laps`` and
    ``crossed_at``, which every crossing changes: a snapshot copies those.
    """

    def __init__(self, sheet: Sheet) -> None:
        """Start before the gun."""
        self.sheet = sheet
        self.rules = sheet.rules_in_force()
        self.seq = 0
        self.t = 0
        self.gun = 0
        self.phase = Phase.SCHEDULED
        self.missing: dict[str, int] = {}
        self.start_anew()

    # RaceState names the same fields. Here each has its initial value and its mutable type, such as dict for Mapping,
    # which a loop over the names of RaceState would hide from the type checker. A test compares the names.
    def start_anew(self) -> None:
        """Reset the race to its start: nobody has skated a lap or won a point."""
        self.distance = self.sheet.laps
        self.lap = 0
        self.leader: int | None = None
        self.lap_times: tuple[tuple[int, int], ...] = ()
        self.laps: dict[int, int] = dict.fromkeys((skater.bib for skater in self.sheet.skaters), 0)
        self.crossed_at: dict[int, int] = {}
        self.gained: dict[int, int] = {}
        self.unread: dict[int, UnreadPasses] = {}
        self.fell_at: dict[int, int] = {}
        self.line_sprints: dict[int, SprintResult] = {}
        self.line_finish: tuple[FinishPlace, ...] = ()
        self.given_sprints: dict[int, SprintResult] = {}
        self.given = GivenFinish()
        self.exits: dict[int, Departure] = {}
        self.stayed_out: tuple[int, ...] = ()
        self.groups: tuple[tuple[int, ...], ...] = ()
        self.gaps: tuple[int | None, ...] = ()
        self.groups_seq: int | None = None
        self.away: tuple[int, ...] = ()
        self.attacked_at: dict[int, int] = {}
        self.down: tuple[int, ...] = ()
        self.cards: dict[int, tuple[str, ...]] = {}
        self.advanced: tuple[int, ...] = ()
        self.stopped_in: Phase | None = None
        self.resumed = False
        self.reviewed: tuple[int, ...] = ()
        self.relegations: tuple[Relegation, ...] = ()
        self.sums: dict[int, Sum] = {}
        self.lap_open = False
        # Since the last snapshot: each one alone would copy all before it.
        self._more_cards: dict[int, list[str]] = {}
        self._more_relegations: list[Relegation] = []
        self.mark_lines()

    @property
    def given_finish(self) -> tuple[FinishPlace, ...]:
        """The places at the finish that events give, and those fixed before them."""
        return self.given.places

    @given_finish.setter
    def given_finish(self, places: tuple[FinishPlace, ...]) -> None:
        self.given = GivenFinish(places)

    def show_card(self, bib: int, colour: str) -> None:
        """Add a card to those of this skater."""
        self._more_cards.setdefault(bib, []).append(colour)

    def relegate(self, relegation: Relegation) -> None:
        """Add a relegation."""
        self._more_relegations.append(relegation)

    def mark_lines(self) -> None:
        """Store which laps end in something that a crossing can decide: the sprints and the finish."""
        self.deciding = frozenset((*self.rules.sprint_laps(), self.distance))

    def nothing_is_decided(self) -> bool:
        """Return whether crossings behind the leader, from now on in the leader's lap, only count a lap.

        They then decide no sprint and no finish, and bring nobody back into the race.
        """
        if self.stayed_out or self.t < self.gun:
            return False
        return self.lap < self.distance and self.lap not in self.deciding

    def miss(self, kind: str) -> None:
        """Note that an event is missing here, of the type ``kind``, which is empty where nobody could read it."""
        self.missing = {**self.missing, kind: self.missing.get(kind, 0) + 1}
        self.lap_open = self.lap_open or kind not in COUNTS_NO_LAP

    def settle_lap(self, lap: int) -> None:
        """Note that the leader is known to have completed ``lap``; one that was counted before tells nothing new."""
        self.lap_open = self.lap_open and lap < self.lap

    @classmethod
    def resume(cls, state: RaceState) -> Self:
        """Return a race that goes on from ``state``, which itself does not change."""
        fold = cls(state.sheet)
        for name, value in zip(RaceState._fields, state, strict=True):
            setattr(fold, name, value)
        fold.laps = dict(state.laps)
        fold.crossed_at = dict(state.crossed_at)
        fold.mark_lines()
        return fold

    def snapshot(self) -> RaceState:
        """Return the current state, frozen."""
        if self._more_cards:
            shown = {bib: (*self.cards.get(bib, ()), *more) for bib, more in self._more_cards.items()}
            self.cards, self._more_cards = {**self.cards, **shown}, {}
        if self._more_relegations:
            self.relegations, self._more_relegations = (*self.relegations, *self._more_relegations), []
        values = list(_values_of(self))
        values[_LAPS] = self.laps.copy()
        values[_CROSSED_AT] = self.crossed_at.copy()
        return RaceState._make(values)

    def snapshot_of_known_places(self) -> RaceState:
        """Return the current state without places at the finish whose skaters are unknown.

        There can be any number of those, and each snapshot copies them.
        """
        whole, self.given = self.given, GivenFinish(tuple(self.given.known))
        try:
            return self.snapshot()
        finally:
            self.given = whole


def before_the_gun(sheet: Sheet) -> RaceState:
    """Return the state in which every race begins."""
    return MutableRace(sheet).snapshot()
