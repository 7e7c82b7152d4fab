"""The part of the race report on the intermediate sprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.happenings import SprintTold
from massstart_tui.report.story.sentences import All, Count, Nth, Sentence, Sprints, Who, agreed, say

MOST_TOLD: Final = 4
"""If there are more sprints than this, the report tells how many each skater won instead of each order."""
PHRASINGS: Final = 3
"""How many variants of the sentence about a sprint alternate."""


def sprints_of(race: Chronicle) -> Iterator[Sentence]:
    """Yield a sentence for each sprint of which anything is known; for many, how many each skater won."""
    if len(race.sprints) <= MOST_TOLD:
        yield from (_sprint(race, sprint) for sprint in race.sprints)
        return
    if winners := _winners(race):
        yield _won(race, winners)
    if unknown := [sprint for sprint in race.sprints if not _first_of(sprint)]:
        numbers = Sprints(tuple(sprint.number for sprint in unknown))
        by = [seq for sprint in unknown for seq in sprint.by]
        yield say("story.sprints_unknown", by, sprints=numbers)


def _first_of(sprint: SprintTold) -> tuple[int, ...]:
    return next(iter(sprint.places()), (1, ()))[1]


def _winners(race: Chronicle) -> dict[int, tuple[int, ...]]:
    """Return the winners of sprints, alone or shared, by how many they won, the most first."""
    won = Counter(bib for sprint in race.sprints for bib in _first_of(sprint))
    return {number: tuple(bib for bib in won if won[bib] == number) for number in sorted({*won.values()}, reverse=True)}


def _won(race: Chronicle, winners: dict[int, tuple[int, ...]]) -> Sentence:
    """Return how many of the sprints each winner won."""
    sprints = [sprint for sprint in race.sprints if _first_of(sprint)]
    doubts = {bib: doubt for sprint in sprints for bib, doubt in race.sprint_doubts(sprint, _first_of(sprint)).items()}
    count = Count(len(race.sprints))
    if not race.state.over:
        of = say("part.sprints_so_far", count=count)
    else:
        every = len(race.sprints) == len(race.state.rules.sprints)
        of = say("part.sprints" if every else "part.sprints_recorded", count=count)
    # All winners have the same number of wins, and it is the number of sprints.
    won_all = len(winners) == 1 and len(sprints) in winners and len(sprints) == len(race.sprints)
    parts = []
    for index, (number, bibs) in enumerate(winners.items()):
        code = agreed("part.won" if index else "part.won_all" if won_all else "part.won_of", bibs)
        parts.append(say(code, who=Who(bibs, frozenset(doubts)), won=Count(number), sprints=of))
    by = [seq for sprint in sprints for seq in sprint.by]
    return say("story.sprints_won", by, doubts.values(), parts=All(tuple(parts)))


def _sprint(race: Chronicle, sprint: SprintTold) -> Sentence:
    """Return the order of one sprint, as far as its points go."""
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
