"""Decide, while folding, who takes part after a restart: skaters who had left stay out until an event names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from massstart_tui.race.positions import Positions, without_bibs
from massstart_tui.race.state import Status

if TYPE_CHECKING:
    from massstart_tui.race.events import Happening

OUT_OF_EVERY_START: Final = frozenset({Status.WITHDREW, Status.DNS, Status.DISQUALIFIED})
"""Skaters with this status when a race is restarted stay out, until an event says that they start again."""
ONLY_WHO_RACES: Final = frozenset(
    {"lap", "sprint", "finish", "groups", "attack", "caught", "fall", "rejoin", "lapped", "lap_gained"}
)
"""The types of events that imply that the skaters they name are in the race; a crossing does as well."""


class RestartedRace(Positions):
    """The part of the fold that handles a restart: who stays out, and who starts again after all."""

    def start_anew_at(self, t: int) -> None:
        """Reset the race; skaters who had withdrawn, not started or been disqualified stay out, without a lap."""
        out = {bib: exit_ for bib, exit_ in self.exits.items() if exit_.status in OUT_OF_EVERY_START}
        gun = self.gun
        self.start_anew()
        # The t of a departure counts from the gun, and ``t`` is the t of the new one.
        self.exits = {bib: exit_._replace(laps=0, t=exit_.t + gun - t) for bib, exit_ in out.items()}
        self.stayed_out = tuple(bib for bib in out if out[bib].status is not Status.DISQUALIFIED)

    def start_again_as_named(self, event: Happening) -> None:
        """Take back into the race everyone who stayed out and is named by ``event``, which is about who is racing."""
        from massstart_tui.race.events import bibs_of  # noqa: PLC0415 - the fold loads no models by itself

        self.start_again(bibs_of(event))

    def start_again(self, bibs: tuple[int, ...]) -> None:
        """Take those of ``bibs`` who stayed out back into the race."""
        if back := set(bibs).intersection(self.stayed_out):
            self.exits = {bib: exit_ for bib, exit_ in self.exits.items() if bib not in back}
            self.stayed_out = without_bibs(self.stayed_out, bibs)
