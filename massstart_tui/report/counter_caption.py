"""The word beside the number on the lap counter."""

from __future__ import annotations

from massstart_tui.race.state import Phase, RaceState


def counter_word(state: RaceState) -> str:
    """Return the code of the word: laps before the gun, laps to go, stopped, the bell, the finish, or over."""
    if state.phase is Phase.SCHEDULED:
        return "counter.laps"
    if state.over:
        return "counter.over"
    if state.phase is Phase.STOPPED:
        return "counter.stopped"
    if state.phase is Phase.FINISHING:
        return "counter.finish"
    return "counter.bell" if state.to_go == 1 else "counter.to_go"
