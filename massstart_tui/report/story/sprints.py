"""Who took the intermediate sprints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.report.story.chronicle import Chronicle, SprintTold
from massstart_tui.report.story.sentences import All, Nth, Sentence, Who, agreed, say

PHRASINGS: Final = 3
"""In so many ways the sprints are told, one after the other."""


def sprints_of(race: Chronicle) -> Iterator[Sentence]:
    """A sentence for each sprint of which anything is known."""
    return (_sprint(race, sprint) for sprint in race.sprints)


def _sprint(race: Chronicle, sprint: SprintTold) -> Sentence:
    scoring = [(place, bibs) for place, bibs in sprint.places() if place <= max(1, len(sprint.points))]
    bibs = tuple(bib for _, bibs in scoring for bib in bibs)
    doubts = race.sprint_doubts(sprint, bibs)
    doubted = frozenset(doubts)
    first = scoring[0][1]
    if not first:
        known = [(place, bibs) for place, bibs in scoring if bibs]
        came = (say(agreed("part.came", bibs), who=Who(bibs, doubted), place=Nth(place)) for place, bibs in known)
        code = "story.sprint.unknown_but" if known else "story.sprint.unknown"
        return say(code, sprint.by, doubts.values(), sprint=Nth(sprint.number), known=All(tuple(came)))
    others = bibs[len(first) :]
    how = "shared" if len(first) > 1 else str((sprint.number - 1) % PHRASINGS + 1)
    return say(
        f"story.sprint.{how}" if others else f"story.sprint.{how}.alone",
        sprint.by,
        doubts.values(),
        who=Who(first, doubted),
        sprint=Nth(sprint.number),
        others=Who(others, doubted),
    )
