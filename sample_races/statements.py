"""Statements about the provenance of a whole kind of fact, for the headers of sample races.

Doubts about single events and skaters are added to them elsewhere.
"""

from __future__ import annotations

from typing import Final

from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance

SPRINT_TIMES: Final = Provenance(
    about=About.SPRINT_TIMES,
    kind=Certainty.INTERPOLATED,
    source="not published: the leader's interpolated time at the lap of the sprint",
)


def published(about: About, source: str) -> Provenance:
    """Return the statement that this kind of fact was published, by ``source``."""
    return Provenance(about=about, kind=Certainty.PUBLISHED, source=source)


def official(about: About, source: str) -> Provenance:
    """Return the statement that this kind of fact is from the official result, as ``source`` has it."""
    return Provenance(about=about, kind=Certainty.OFFICIAL, source=source)


def evenly(source: str) -> Provenance:
    """Return the statement that the leader's lap times were interpolated, because none were published.

    ``source`` says from which time.
    """
    return Provenance(
        about=About.LAP_TIMES,
        kind=Certainty.INTERPOLATED,
        source=f"not published: the leader's laps are spread evenly over {source}",
    )
