"""What the lap counter says beside the number of laps to go."""

from __future__ import annotations

from massstart_tui.race.state import Phase, RaceState


def counter_word(state: RaceState) -> str:
    """The code of the word below the number: laps before the gun, to go, the bell, the finish."""
    if state.phase is Phase.SCHEDULED:
        return "counter.laps"
    if state.over:
        return "counter.over"
    if state.phase is Phase.STOPPED:
        return "counter.stopped"
    if state.phase is Phase.FINISHING:
        return "counter.finish"
    return "counter.bell" if state.to_go == 1 else "counter.to_go"
