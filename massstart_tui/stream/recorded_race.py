"""A recorded race, opened: its state at any moment that the little language for moments can name."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.reading import Recording, read
from massstart_tui.stream.timeline import Timeline


class Race:
    """One race as it stands, with every correction applied.

    ``sheet`` is its start sheet, ``timeline`` its events in race order, ``marks`` what is not official or published.
    """

    def __init__(self, recording: Recording) -> None:
        """Open what was recorded."""
        self.recording = recording
        self.timeline = Timeline(recording)
        self.sheet: Sheet = self.timeline.sheet
        self.marks = Marks(recording.header.provenance)

    def instant(self, moment: str) -> int:
        """The t, in ms since the gun, of ``9 to go``, ``lap 7``, ``sprint 2``, ``3:58.1``, ``end`` …

        Raises NotAMoment where it is none, NoSuchMoment where this race does not have it.
        """
        return instant(parse_moment(moment), self.timeline)

    def at(self, moment: str) -> RaceState:
        """The state after everything up to and including a moment; raises as `instant`."""
        return self.timeline.state_at(self.timeline.position_at(self.instant(moment)))


def load(path: Path | str) -> Race:
    """The race in the stream at ``path``; raises BadData with every fault where it cannot be shown."""
    return Race(read(path))
