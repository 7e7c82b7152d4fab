"""Lapped skaters in an order: find them so that the line is questioned, and undo the lapping for ``14!``."""

from __future__ import annotations

from collections.abc import Collection

from massstart_tui.entry.line_reader import TypedLine
from massstart_tui.entry.typed_orders import TypedOrder
from massstart_tui.race.events import Event, LappedBy
from massstart_tui.race.record import plain_data
from massstart_tui.race.state import RaceState, Status


def is_lap_down(state: RaceState, bib: int, lap: int) -> bool:
    """Return whether this skater races on at least a lap behind the leader at the end of the leader's ``lap``."""
    exit_ = state.exits.get(bib)
    return exit_ is not None and exit_.status is Status.LAPPED and exit_.laps < lap


def lap_down(line: TypedLine, lap: int, placing: TypedOrder, placed: set[int]) -> list[int]:
    """Return the lapped skaters in an order at the end of ``lap``, as they come in the line.

    Skaters who are ``placed`` there already, or marked with ``!``, are not among them.
    """
    asked = set() if line.exact else placing.bibs - placed - placing.full
    return sorted((bib for bib in asked if is_lap_down(line.state, bib, lap)), key=line.named_at)


def left_out_or_full(placing: TypedOrder, lapped: Collection[int]) -> tuple[TypedOrder, ...]:
    """Return the two possible meanings of ``placing``: without the lapped skaters, and with them as not lapped."""
    left_out = placing.without(lapped)
    full = placing._replace(full=placing.full | set(lapped))
    return (left_out, full) if left_out.bibs else (full,)


def not_lapped(line: TypedLine, placing: TypedOrder) -> tuple[Event, ...]:
    """Return the corrections after which the skaters marked with ``!`` are not lapped any more."""
    exits = line.situation.state.exits
    seqs = {exits[bib].seq for bib in placing.full if bib in exits and exits[bib].status is Status.LAPPED}
    # An exit that follows from crossings has no event, and so none to correct.
    return tuple(_corrected(line, seq, placing.full) for seq in sorted(seq for seq in seqs if seq is not None))


def _corrected(line: TypedLine, seq: int, full: frozenset[int]) -> Event:
    """Retract the event that lapped a skater, or amend it if it lapped others as well."""
    event = line.situation.event(seq)
    others = [bib for bib in event.bibs if bib not in full] if isinstance(event, LappedBy) else []
    if event is None or not others:
        return line.event("retract", target=seq)
    # The recorder adds seq, wall and by; they are no part of an amended event.
    instead = plain_data(event, without={"seq", "wall", "by"}) | {"bibs": others}
    return line.event("amend", target=seq, event=instead)
