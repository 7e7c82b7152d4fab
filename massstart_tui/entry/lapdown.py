"""Skaters who are a lap down in an order: it is asked whether they are, and told that they are not with ``14!``."""

from __future__ import annotations

from massstart_tui.entry.line import Line
from massstart_tui.entry.placing import FULL, Placing
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.race.events import Event, LappedBy
from massstart_tui.race.state import RaceState, Status


def is_lap_down(state: RaceState, bib: int, lap: int) -> bool:
    """Whether this skater goes on racing a lap behind, at the end of ``lap`` of the leader."""
    exit_ = state.exits.get(bib)
    return exit_ is not None and exit_.status is Status.LAPPED and exit_.laps < lap


def ask_of_the_lapped(line: Line, lap: int, placing: Placing, placed: set[int]) -> None:
    """Raise Problem where somebody in an order at the end of ``lap``, and not ``placed`` yet, is a lap down."""
    if line.exact:
        return
    lapped = sorted(bib for bib in placing.bibs - placed - placing.full if is_lap_down(line.state, bib, lap))
    if not lapped:
        return
    spans = sorted(line.named_at(bib) for bib in lapped)
    full = line.text
    for _, end in reversed(spans):
        full = f"{full[:end]}{FULL}{full[end:]}"
    others = placing.bibs - set(lapped)
    choices = (line.without(lapped), full) if others else (full,)
    problem = Problem(Code.LAP_DOWN, spans[0], skaters=line.roster.labels(lapped), bib=lapped[0])
    raise problem.with_choices(choices)


def not_lapped(line: Line, placing: Placing) -> tuple[Event, ...]:
    """The events by which those of whom the line says that they are not a lap down are not lapped any more."""
    exits = line.situation.state.exits
    seqs = {exits[bib].seq for bib in placing.full if bib in exits and exits[bib].status is Status.LAPPED}
    return tuple(_corrected(line, seq, placing.full) for seq in sorted(seq for seq in seqs if seq is not None))


def _corrected(line: Line, seq: int, full: frozenset[int]) -> Event:
    event = line.situation.event(seq)
    others = [bib for bib in event.bibs if bib not in full] if isinstance(event, LappedBy) else []
    if event is None or not others:
        return line.event("retract", target=seq)
    instead = event.model_dump(mode="json", exclude_unset=True, exclude={"seq", "wall", "by"}) | {"bibs": others}
    return line.event("amend", target=seq, event=instead)
