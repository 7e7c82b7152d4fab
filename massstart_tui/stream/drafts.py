"""The events of a race made of a result, before they are numbered, with what the provenance says of each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from massstart_tui.stream.codec import Kind, Provenance
from massstart_tui.stream.marks import About

Source = TypeVar("Source")
"""What a fact rests on: its sentence, or what stands for it until it is said."""


class Turn(IntEnum):
    """What comes first of what has the same time."""

    GUN = 0
    LAP = 1
    SPRINT = 2
    INCIDENT = 3
    FINISH = 4
    AFTERWARDS = 5
    OFFICIAL = 6


@dataclass(frozen=True, slots=True)
class Claim(Generic[Source]):
    """What is to be said of one event in the provenance; of ``bibs`` only, where given."""

    about: About
    kind: Kind
    source: Source
    bibs: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Draft(Generic[Source]):
    """An event that has no number yet: ``t`` in ms since the gun, and what the provenance says of it."""

    t: int
    turn: Turn
    fields: Mapping[str, object]
    claims: tuple[Claim[Source], ...] = ()


def in_order(drafts: Iterable[Draft[Source]]) -> list[Draft[Source]]:
    """The drafts by time, those of the same time by turn."""
    return sorted(drafts, key=lambda draft: (draft.t, draft.turn))


def narrowed(drafts: Sequence[Draft[Source]], say: Callable[[Source], str]) -> Iterator[Provenance]:
    """What is claimed of single events, those of which the same is claimed together; ``say`` words what it rests on."""
    claimed: dict[Claim[Source], list[int]] = {}
    for seq, draft in enumerate(drafts, 1):
        for claim in draft.claims:
            claimed.setdefault(claim, []).append(seq)
    for claim, seqs in claimed.items():
        fields: dict[str, object] = {} if claim.bibs is None else {"bibs": claim.bibs}
        told = {"about": claim.about, "kind": claim.kind, "source": say(claim.source), "events": tuple(seqs), **fields}
        yield Provenance.model_validate(told)
