"""Open a recorded race and give its state at any moment, such as "9 to go"."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.reading import Recording, read
from massstart_tui.stream.samples import named_path, sample_path
from massstart_tui.stream.timeline import Timeline


class Race:
    """One race as it stands now, with all corrections applied.

    ``sheet`` is its start sheet, ``timeline`` its events in race order, ``marks`` what is neither official nor
    published.
    """

    def __init__(self, recording: Recording) -> None:
        """Open the ``recording``."""
        self.recording = recording
        self.timeline = Timeline(recording)
        self.sheet: Sheet = self.timeline.sheet
        self.marks = Marks(recording.header.provenance)

    def instant(self, moment: str) -> int:
        """Return the t in ms since the gun of a moment: ``9 to go``, ``lap 7``, ``sprint 2``, ``3:58.1``, ``end`` …

        Raises NotAMoment if it is none, NoSuchMoment if this race does not have it.
        """
        return instant(parse_moment(moment), self.timeline)

    def at(self, moment: str) -> RaceState:
        """Return the state after everything up to and including a moment; raises as `instant`."""
        return self.timeline.state_at(self.timeline.position_at(self.instant(moment)))


def load(path: Path | str) -> Race:
    """Return the race in the stream at ``path``, or the sample of this name if nothing is there.

    Raises BadData with every fault if it cannot be shown.
    """
    return Race(read(named_path(path, sample_path)))
