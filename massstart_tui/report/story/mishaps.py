"""The part of the race report on falls and what followed, lapped skaters, cards, and everybody who left the race."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from massstart_tui.race.events import Card, Eliminated, Fall, Withdraw
from massstart_tui.race.standings import RANKED_BY_LAPS
from massstart_tui.race.state import Departure, Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.decisions import reviews_ended_by
from massstart_tui.report.story.falls import fall_of
from massstart_tui.report.story.happenings import Happened, concerns
from massstart_tui.report.story.laps import lapped, lost_a_lap
from massstart_tui.report.story.repeats import AlreadyTold
from massstart_tui.report.story.sentences import All, Aside, Count, Sentence, Value, Who, agreed, at_least, did, say
from massstart_tui.text.verb_forms import VERBS

LAPS_TOLD: Final = (*RANKED_BY_LAPS, Status.ELIMINATED)
"""The statuses for which it is told after how many laps the skater was out."""


def mishaps_of(race: Chronicle, told: AlreadyTold) -> Iterator[Sentence]:
    """Yield falls, cards and lost laps in the order of the race, then who is out.

    What the other parts of the story have ``told`` is left out.
    """
    for it in race.of("fall", "card", "lapped"):
        if isinstance(it.event, Fall):
            yield from fall_of(race, it, it.event, told)
        if isinstance(it.event, Card):
            code = f"story.card.{it.event.colour}"
            values: dict[str, Value] = {
                "who": Who((it.event.bib,)),
                "rule": Aside(it.event.rule),
                "when": race.when(it),
            }
            yield say(code, [it.event.seq, *it.laps_by], race.doubts(it), **values)
        yield from lost_a_lap(race, it)
    yield from _exits(race, told.out)


def _exits(race: Chronicle, told: frozenset[int]) -> Iterator[Sentence]:
    """Yield who is out or was lapped, in groups by event and points lost; several eliminations are one sentence."""
    alike: dict[tuple[Departure, int, bool], list[int]] = defaultdict(list)
    for skater in race.sheet.skaters:
        if (exit_ := race.state.exits.get(skater.bib)) and skater.bib not in told:
            row = race.row_of[skater.bib]
            # Laps separate two exits only if the sentence tells them.
            same = exit_ if exit_.status in LAPS_TOLD else exit_._replace(laps=0)
            lost = row.won - row.total if race.state.rules.on_points else 0
            alike[same, max(0, lost), bool(_review_before(race, skater.bib))].append(skater.bib)
    in_turn = sorted(alike.items(), key=lambda entry: entry[0][0].t)
    eliminated = [(exit_, tuple(bibs)) for (exit_, lost, _), bibs in in_turn if _plainly_eliminated(exit_, lost)]
    # A single elimination is told like any other exit.
    if len(eliminated) > 1:
        yield _eliminated(race, eliminated)
    for (exit_, lost, _), bibs in in_turn:
        if len(eliminated) <= 1 or not _plainly_eliminated(exit_, lost):
            yield _out(race, exit_, tuple(bibs), lost)


def _plainly_eliminated(exit_: Departure, lost: int) -> bool:
    """Return whether an exit is an elimination without lost points or a reason."""
    return exit_.status is Status.ELIMINATED and not (lost or exit_.reason)


def _eliminated(race: Chronicle, exits: list[tuple[Departure, tuple[int, ...]]]) -> Sentence:
    """Return all eliminations in their order as one sentence."""
    parts = []
    for exit_, bibs in exits:
        it = race.by_seq.get(exit_.seq or 0)
        by = [*race.exit_by(bibs[0]), *(seq for bib in bibs for seq in race.left_by[bib]), *_counted_by(it)]
        doubts = race.fact_doubts(it) if it else ()
        parts.append(say("part.eliminated", by, doubts, who=Who(bibs), laps=Count(exit_.laps, "laps")))
    return say("story.eliminated", who=All(tuple(parts)))


def _counted_by(it: Happened | None) -> tuple[int, ...]:
    """Return the events by which the laps of a skater who is out were counted, unless the event gives them."""
    counted = it is not None and isinstance(it.event, Eliminated | Withdraw) and it.event.laps is None
    return it.laps_by if it is not None and counted else ()


def _out(race: Chronicle, exit_: Departure, bibs: tuple[int, ...], lost: int) -> Sentence:
    """Return how a group of skaters left the race, and the points they lost by it."""
    it = race.by_seq.get(exit_.seq or 0)
    # All exits of a skater count: the laps can come from an earlier one, and the same exit may be recorded twice.
    by = [*race.exit_by(bibs[0]), *(seq for bib in bibs for seq in race.left_by[bib])]
    fell = any(concerns(fall, bib) for fall in race.of("fall") for bib in bibs)
    values: dict[str, Value] = {"reason": Aside(None if fell and _says_fall(exit_.reason) else exit_.reason)}
    no_laps = "_no_laps" if exit_.status is Status.WITHDREW and not (exit_.laps_known and exit_.laps) else ""
    if exit_.status in LAPS_TOLD and not no_laps:
        values["laps"] = Count(exit_.laps, "laps")
    if exit_.status is Status.LAPPED and it is not None:
        told = lapped(race, it, bibs)
        out = say(told.code, [*by, *told.events], told.doubts, **told.values)
    else:
        fact = race.fact_doubts(it) if it else ()
        by += (*_counted_by(it), *_review_before(race, bibs[0]))
        after = "_after_review" if _review_before(race, bibs[0]) else ""
        out = say(agreed(f"deed.out.{exit_.status}{no_laps}{after}", bibs), by, fact, **values)
    return did(bibs, [out, *([_lost(race, bibs, lost)] if lost else [])])


def _review_before(race: Chronicle, bib: int) -> list[int]:
    """Return the reviews of a skater whom the jury then disqualified."""
    exit_ = race.state.exits.get(bib)
    if exit_ is None or exit_.status is not Status.DISQUALIFIED or exit_.seq is None:
        return []
    return [review.seq for review in reviews_ended_by(race, exit_.seq).get(bib, ())]


def _says_fall(reason: str | None) -> bool:
    """Return whether a reason is only a word for a fall."""
    return (reason or "").strip().casefold() in (*VERBS["fall"].english, *VERBS["fall"].dutch)


def _lost(race: Chronicle, bibs: tuple[int, ...], lost: int) -> Sentence:
    by = [seq for bib in bibs for seq in race.points_by(race.row_of[bib])]
    doubts = [doubt for bib in bibs for doubt in race.points_doubts(race.row_of[bib])]
    more = any(race.may_have_won_more(race.row_of[bib]) for bib in bibs)
    return say(agreed("deed.lost", bibs), by, doubts, points=at_least(Count(lost, "points"), more=more))
