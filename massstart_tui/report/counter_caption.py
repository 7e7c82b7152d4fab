"""The word beside the number on the lap counter, and on a board that has room for more than a word."""

from __future__ import annotations

from massstart_tui.race.state import Phase, RaceState


def counter_word(state: RaceState) -> str:
    """Return the code of the word: laps before the gun, laps to go, stopped, the bell, the finish, or over.

    Where a lap may be missing, the laps to go are in doubt, and the bell is not told.
    """
    if state.phase is Phase.SCHEDULED:
        return "counter.laps"
    if state.over:
        return "counter.over"
    if state.phase is Phase.STOPPED:
        return "counter.stopped"
    if state.phase is Phase.FINISHING:
        return "counter.finish"
    if state.lap_open:
        return "counter.to_go_open"
    return "counter.bell" if state.to_go == 1 else "counter.to_go"


def counter_captions(state: RaceState) -> tuple[str, ...]:
    """Return the codes of what a large lap counter says, longest first, on a lap that ends in a sprint that it does."""
    word = counter_word(state)
    if word == "counter.bell":
        return ("counter.last_lap", word)
    if word == "counter.to_go" and state.lap + 1 in state.rules.sprint_laps():
        return ("counter.sprint_lap", "counter.sprint_sign")
    return (word,)
