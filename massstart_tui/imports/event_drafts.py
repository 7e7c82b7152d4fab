"""Events before they have a seq, each with the provenance of its values, for streams that are made of other sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from massstart_tui.race.checked_record import record_of
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance

Source = TypeVar("Source")
"""The type of what a fact is based on: a sentence, or a code that is turned into one later."""


class DraftOrder(IntEnum):
    """The sort order of events at the same time."""

    GUN = 0
    LAP = 1
    SPRINT = 2
    INCIDENT = 3
    FINISH = 4
    AFTERWARDS = 5
    OFFICIAL = 6


@dataclass(frozen=True, slots=True)
class EventProvenance(Generic[Source]):
    """A provenance entry for a single event, or for ``bibs`` in it if they are given."""

    about: About
    kind: Certainty
    source: Source
    bibs: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Draft(Generic[Source]):
    """An event without a seq: ``t`` in ms since the gun, its sort order, its fields, and its provenance."""

    t: int
    turn: DraftOrder
    fields: Mapping[str, object]
    claims: tuple[EventProvenance[Source], ...] = ()


def in_order(drafts: Iterable[Draft[Source]]) -> list[Draft[Source]]:
    """Return the drafts sorted by time, and at the same time by `DraftOrder`."""
    return sorted(drafts, key=lambda draft: (draft.t, draft.turn))


def narrowed(drafts: Sequence[Draft[Source]], say: Callable[[Source], str]) -> Iterator[Provenance]:
    """Yield the provenance of single events, equal entries merged; ``say`` turns a source into a sentence."""
    claimed: dict[EventProvenance[Source], list[int]] = {}
    for seq, draft in enumerate(drafts, 1):
        for claim in draft.claims:
            claimed.setdefault(claim, []).append(seq)
    for claim, seqs in claimed.items():
        fields: dict[str, object] = {} if claim.bibs is None else {"bibs": claim.bibs}
        told = {"about": claim.about, "kind": claim.kind, "source": say(claim.source), "events": tuple(seqs), **fields}
        yield record_of(Provenance, told)
