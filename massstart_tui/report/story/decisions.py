"""The part of the race report on decisions of the jury: relegations, reviews and how they ended, pending reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from massstart_tui.race.events import Disqualify, Relegate, Review
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import Aside, Sentence, Who, agreed, say


def decisions_of(race: Chronicle) -> Iterator[Sentence]:
    """Yield relegations and reviews in the order in which they came; a decision that ended a review says so."""
    pending, ended = race.state.reviewed, reviews_ended(race)
    for it in race.of("relegate", "review"):
        match it.event:
            case Relegate():
                yield _relegated(it.event, ended.get(it.event.seq, {}))
            case Review(bibs=bibs, lifted=True, reason=reason):
                yield say("story.review_lifted", [it.event.seq], who=Who(bibs), reason=Aside(reason))
            case Review(bibs=bibs, reason=reason):
                if waiting := tuple(bib for bib in bibs if bib in pending):
                    # Only the latest review of a skater counts, so that nobody is told twice.
                    pending = tuple(bib for bib in pending if bib not in waiting)
                    by, who = _reviews_of(race, waiting), Who(waiting)
                    yield say(agreed("story.reviewed", waiting), by, who=who, reason=Aside(reason))
            case _:
                pass


def _relegated(event: Relegate, reviews: Mapping[int, tuple[Review, ...]]) -> Sentence:
    """Return a relegation, and whose ``reviews`` it ended."""
    code = "story.relegated" if event.behind is None else "story.relegated_behind"
    other = Who(() if event.behind is None else (event.behind,))
    jury = _jury(event, reviews)
    return say(code, [event.seq], jury=jury, who=Who(event.bibs), other=other, rule=Aside(event.rule))


def _jury(event: Relegate, reviews: Mapping[int, tuple[Review, ...]]) -> Sentence:
    """Return the beginning of the sentence: the review before, and of whom it was if others were relegated too."""
    if not reviews:
        return say("part.jury_relegated")
    by = [review.seq for several in reviews.values() for review in several]
    reasons = {several[-1].reason for several in reviews.values()}
    reason = Aside(reasons.pop() if len(reasons) == 1 else None)
    if len(reviews) == len(event.bibs):
        return say("part.jury_relegated_after_review", by, reason=reason)
    return say("part.jury_relegated_after_review_of", by, reviewed=Who(tuple(reviews)), reason=reason)


def reviews_ended(race: Chronicle) -> Mapping[int, Mapping[int, tuple[Review, ...]]]:
    """Return the reviews that a relegation or a disqualification ended: by the seq of that decision, then by bib."""
    pending: dict[int, list[Review]] = defaultdict(list)
    ended: dict[int, dict[int, tuple[Review, ...]]] = {}
    for it in race.of("review", "relegate", "disqualify"):
        match it.event:
            case Review(bibs=bibs, lifted=lifted) if not lifted:
                for bib in bibs:
                    pending[bib].append(it.event)
            case Relegate(bibs=bibs) | Disqualify(bibs=bibs) | Review(bibs=bibs):
                ended[it.event.seq] = {bib: tuple(pending.pop(bib)) for bib in bibs if bib in pending}
            case _:
                pass
    return ended


def _reviews_of(race: Chronicle, bibs: tuple[int, ...]) -> list[int]:
    """Return every event that put any of these skaters under review, since each of them is enough."""
    reviews = [it.event for it in race.of("review") if isinstance(it.event, Review) and not it.event.lifted]
    return [event.seq for event in reviews if not set(bibs).isdisjoint(event.bibs)]
