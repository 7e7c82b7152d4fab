"""What the jury decided at the finish, and what it has still to decide."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.events import Relegate, Review
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import Aside, Sentence, Who, agreed, say


def decisions_of(race: Chronicle) -> Iterator[Sentence]:
    """Relegations and reviews in the order in which they came; a review that a decision ended is left out."""
    pending = race.state.reviewed
    for it in race.of("relegate", "review"):
        match it.event:
            case Relegate(bibs=bibs, behind=behind, rule=rule):
                code = "story.relegated" if behind is None else "story.relegated_behind"
                other = Who(() if behind is None else (behind,))
                yield say(code, [it.event.seq], who=Who(bibs), other=other, rule=Aside(rule))
            case Review(bibs=bibs, lifted=True, reason=reason):
                yield say("story.review_lifted", [it.event.seq], who=Who(bibs), reason=Aside(reason))
            case Review(bibs=bibs, reason=reason):
                if waiting := tuple(bib for bib in bibs if bib in pending):
                    # the latest says it: who was under review before still is
                    pending = tuple(bib for bib in pending if bib not in waiting)
                    by, who = _reviews_of(race, waiting), Who(waiting)
                    yield say(agreed("story.reviewed", waiting), by, who=who, reason=Aside(reason))
            case _:
                pass


def _reviews_of(race: Chronicle, bibs: tuple[int, ...]) -> list[int]:
    """Every event that put any of these under review: each alone would."""
    reviews = [it.event for it in race.of("review") if isinstance(it.event, Review) and not it.event.lifted]
    return [event.seq for event in reviews if not set(bibs).isdisjoint(event.bibs)]
