"""Checks of lines about skaters who leave the race or are lapped: impossible laps, and lines that change nothing."""

from __future__ import annotations

from massstart_tui.entry.line_reader import TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.race.state import Status


def read_laps(line: TypedLine) -> int:
    """Take the number of laps that a skater had completed; raise Problem if it is more than is possible."""
    token = line.peek()
    laps = line.number()
    if token is None or line.exact:
        return laps
    done = line.state.lap
    # A lapped skater has at least one lap fewer than the leader. After the finish they may have completed the distance
    # all the same.
    behind = line.verb == "lapped" and done < line.state.distance
    most = max(0, done - behind)
    if laps > most:
        raise Problem(Code.LAPS_TO_COME, token.span, laps=laps, most=most, done=done)
    return laps


def not_lapped_already(line: TypedLine, bibs: list[int], laps: int | None) -> None:
    """Raise Problem if one of ``bibs`` is recorded as lapped already, and ``laps`` does not correct the number of laps.

    If the rules let the lapped race on, they can be lapped again.
    """
    for bib in () if line.state.rules.lapped == "races" else bibs:
        exit_ = line.state.exits.get(bib)
        if exit_ is None or exit_.status is not Status.LAPPED or exit_.seq is None:
            continue
        if laps in (None, exit_.laps):
            skater = line.roster.label(bib)
            raise Problem(Code.LAPPED_ALREADY, line.named_at(bib), skater=skater, by=exit_.seq, laps=exit_.laps)
