"""One race of a meeting, as its files are: the start sheet, the stream, and their faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.meeting import MeetingRace
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState

if TYPE_CHECKING:
    from massstart_tui.stream.faults import Fault
    from massstart_tui.stream.recorded_race import Race

Stamp = tuple[tuple[int, int] | None, ...]
"""For stream and sheet, the time of the last change in ns and the size in bytes; None if the file is missing."""


class FileFault(NamedTuple):
    """A fault, and the file that it is in."""

    path: str
    fault: Fault


@dataclass(frozen=True)
class ProgrammeRace:
    """One race of a meeting, as its files are.

    ``path`` is its stream and ``sheet`` its start sheet, each None if there is none; ``opened`` is the race once it was
    read. ``faults`` are those of its files. ``doubtful_bibs`` are the bibs that a quick look at the stream found to be
    reconstructed. With ``waits`` only the start sheet was read: it is a sample race, of which nothing is to be shown.
    """

    race: MeetingRace
    path: Path | None = None
    sheet: Sheet | None = None
    opened: Race | None = None
    faults: tuple[FileFault, ...] = ()
    stamp: Stamp = ()
    doubtful_bibs: frozenset[int] = frozenset()
    waits: bool = False

    @property
    def title(self) -> str:
        """The title of the race: from the meeting, else from its start sheet, else its id."""
        return self.race.title or (self.sheet.title if self.sheet else "") or self.race.id

    @property
    def title_nl(self) -> str:
        """The title for a Dutch reader, from where `title` is; empty if it is not there."""
        of_sheet = self.sheet.title_nl if self.sheet and not self.race.title else ""
        return self.race.title_nl or of_sheet

    @cached_property
    def latest(self) -> RaceState | None:
        """The state at the end of the recording; before the gun if there is none, None without a start sheet."""
        if self.opened is not None:
            timeline = self.opened.timeline
            return timeline.state_at(len(timeline))
        return before_the_gun(self.sheet) if self.sheet is not None and self.path is None else None

    @property
    def listed(self) -> Sheet | None:
        """The start sheet with recorded corrections; None if there is none."""
        return self.latest.sheet if self.latest is not None else self.sheet

    @property
    def recorded(self) -> bool:
        """Whether there is a recording, which was read or will be when it is needed."""
        return self.opened is not None or self.waits

    @property
    def broken(self) -> bool:
        """Whether one of its files has a fault that is not harmless."""
        return any(not told.fault.harmless for told in self.faults)

    def bib_doubtful(self, bib: int) -> bool:
        """Return whether it is reconstructed that this bib belongs to this skater."""
        if self.opened is None:
            return bib in self.doubtful_bibs
        from massstart_tui.stream.provenance import About  # noqa: PLC0415 - the first picture needs no pydantic

        return self.opened.marks.doubtful(About.BIBS, None, bib)

    def changed_at(self) -> datetime | None:
        """Return when something was last recorded."""
        if not self.stamp or self.stamp[0] is None:
            return None
        return datetime.fromtimestamp(self.stamp[0][0] / 1e9, UTC)

    def seen_until(self, t: int) -> RaceState | None:
        """Return the state after everything up to and including ``t``, in ms since the gun."""
        if self.opened is None:
            return self.latest
        timeline = self.opened.timeline
        return timeline.state_at(timeline.position_at(t))
