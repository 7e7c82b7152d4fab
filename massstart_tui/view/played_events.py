"""What a replay has played over since it was looked at last: its events, and whether the bell lap began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import RaceState
from massstart_tui.view.replaying import Replay
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.events import Event


class Played(NamedTuple):
    """The events that were played over, and whether the bell lap began among them."""

    events: tuple[Event, ...] = ()
    bell: bool = False


def bell_lap_began(before: RaceState, now: RaceState) -> bool:
    """Return whether the last lap began between these two states of a race."""
    return now.to_go <= 1 < before.to_go


class PlayedEvents:
    """Compares a replay with what it was at the last look. What is jumped over was not played."""

    def __init__(self, replay: Replay) -> None:
        """Look at ``replay``."""
        self._replay = replay
        self._before: tuple[int, Scene] | None = None

    def since(self, scene: Scene) -> Played:
        """Return what was played since the last call; ``scene`` is what the replay shows now."""
        before, jumps = self._before, self._replay.playback.jumps
        self._before = (jumps, scene)
        timeline = scene.timeline
        if before is None or before[0] != jumps or timeline is None or before[1].timeline is not timeline:
            return Played()
        earlier = before[1]
        seqs = timeline.order[earlier.position : scene.position]
        events = tuple(timeline.event(seq) for seq in seqs if not timeline.corrections.retracted(seq))
        return Played(events, bell_lap_began(earlier.state, scene.state))
