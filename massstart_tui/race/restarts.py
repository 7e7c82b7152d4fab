"""Who is in a race that is started anew, while it is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from massstart_tui.race.positions import Positions, without_bibs
from massstart_tui.race.state import Status

if TYPE_CHECKING:
    from massstart_tui.race.events import Happening

OUT_OF_EVERY_START: Final = frozenset({Status.WITHDREW, Status.DNS, Status.DISQUALIFIED})
"""Who is this before a race is started anew stays out of it, until an event says that they start again."""
ONLY_WHO_RACES: Final = frozenset(
    {"lap", "sprint", "finish", "groups", "attack", "caught", "fall", "rejoin", "lapped", "lap_gained"}
)
"""The types of events that say of whom they name that they are in the race; a crossing says it too."""


class RestartedRace(Positions):
    """The part of a fold that knows who stays out when a race is started anew, and who starts again after all."""

    def start_anew_at(self, t: int) -> None:
        """Forget the race; who had withdrawn, had not started or was disqualified stays out, without a lap."""
        out = {bib: exit_ for bib, exit_ in self.exits.items() if exit_.status in OUT_OF_EVERY_START}
        gun = self.gun
        self.start_anew()
        self.exits = {bib: exit_._replace(laps=0, t=exit_.t + gun - t) for bib, exit_ in out.items()}
        self.stayed_out = tuple(bib for bib in out if out[bib].status is not Status.DISQUALIFIED)

    def start_again_as_named(self, event: Happening) -> None:
        """Whoever had stayed out and is named by this event, which is about who is racing, is in the race."""
        from massstart_tui.race.events import bibs_of  # noqa: PLC0415 - the fold loads no models by itself

        self.start_again(bibs_of(event))

    def start_again(self, bibs: tuple[int, ...]) -> None:
        """Those of ``bibs`` who had stayed out are in the race."""
        if back := set(bibs).intersection(self.stayed_out):
            self.exits = {bib: exit_ for bib, exit_ in self.exits.items() if bib not in back}
            self.stayed_out = without_bibs(self.stayed_out, bibs)
