"""The part of the race report on falls and what followed, lapped skaters, cards, and everybody who left the race."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from massstart_tui.race.events import Card, Eliminated, Fall, Withdraw
from massstart_tui.race.standings import RANKED_BY_LAPS
from massstart_tui.race.state import Departure, Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.decisions import reviews_ended
from massstart_tui.report.story.falls import fall_of
from massstart_tui.report.story.happenings import Happened
from massstart_tui.report.story.laps import lapped, lost_a_lap
from massstart_tui.report.story.repeats import AlreadyTold
from massstart_tui.report.story.sentences import (
    All,
    Aside,
    Count,
    Sentence,
    UnofficialFact,
    Value,
    Who,
    agreed,
    at_least,
    did,
    say,
)
from massstart_tui.text.verb_forms import VERBS

LAPS_TOLD: Final = (*RANKED_BY_LAPS, Status.ELIMINATED)
"""The statuses for which it is told after how many laps the skater was out."""
IN_TURN: Final = (Status.ELIMINATED, Status.WITHDREW, Status.LAPPED)
"""The statuses of which several at different moments are told in one sentence."""


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


class _Exit(NamedTuple):
    """How a skater left the race, as it is told; skaters for whom all of it is the same are told in one sentence.

    ``laps`` is None if they are not told. ``event`` is given only for the lapped, whose sentence may name the moment.
    """

    status: Status
    laps: int | None
    reason: str | None
    lost: int
    reviewed: bool
    event: int | None


def _exit_of(race: Chronicle, bib: int, exit_: Departure) -> _Exit:
    row = race.row_of[bib]
    unknown = exit_.status is Status.WITHDREW and not (exit_.laps_known and exit_.laps)
    return _Exit(
        status=exit_.status,
        laps=exit_.laps if exit_.status in LAPS_TOLD and not unknown else None,
        reason=None if bib in race.fallen and _says_fall(exit_.reason) else exit_.reason,
        lost=max(0, row.won - row.total) if race.state.rules.on_points else 0,
        reviewed=bool(_review_before(race, bib)),
        event=exit_.seq if exit_.status is Status.LAPPED else None,
    )


def _exits(race: Chronicle, told: frozenset[int]) -> Iterator[Sentence]:
    """Yield who is out or was lapped, in the order of the race.

    Skaters of whom the same is said are told together. Several who were eliminated, withdrew or were lapped at
    different moments are one sentence as well, unless they lost points by it.
    """
    gone = [
        (bib, race.state.exits[bib])
        for bib in (skater.bib for skater in race.sheet.skaters)
        if bib in race.state.exits and bib not in told
    ]
    alike: dict[_Exit, list[int]] = defaultdict(list)
    for bib, exit_ in sorted(gone, key=lambda entry: entry[1].t):
        alike[_exit_of(race, bib, exit_)].append(bib)
    folded: dict[Status, list[tuple[_Exit, tuple[int, ...]]]] = defaultdict(list)
    for said, bibs in alike.items():
        if said.status in IN_TURN and not said.lost:
            folded[said.status].append((said, tuple(bibs)))
    for said, bibs in alike.items():
        together = folded[said.status] if not said.lost else []
        # A single one is told like any other exit.
        if len(together) <= 1:
            yield _out(race, said, tuple(bibs))
        elif together[0][0] == said:
            yield say(f"story.{said.status}", who=All(tuple(_part_of(race, *each) for each in together)))


def _part_of(race: Chronicle, said: _Exit, bibs: tuple[int, ...]) -> Sentence:
    """Return one of several exits that are told in one sentence."""
    by, doubts = _rests_on(race, bibs)
    values: dict[str, Value] = {"who": Who(bibs, by_number=True)}
    it = race.by_seq.get(said.event or 0)
    if it is not None:
        moment = lapped(race, it, bibs)
        when = "when" if "when" in moment.values else "after"
        return say(f"part.lapped_{when}", [*by, *moment.events], moment.doubts, **values, **moment.values)
    if said.laps is not None:
        values["laps"] = Count(said.laps, "laps")
    values["reason"] = Aside(said.reason)
    return say("part.out" if said.laps is None else "part.out_after", by, doubts, **values)


def _rests_on(race: Chronicle, bibs: tuple[int, ...]) -> tuple[list[int], list[UnofficialFact]]:
    """Return the events by which these skaters left the race or were lapped, and what of them is not official.

    All exits of a skater count: the laps can come from an earlier one, and the same exit may be recorded twice.
    """
    by: list[int] = []
    doubts: list[UnofficialFact] = []
    for bib in bibs:
        it = race.by_seq.get(race.state.exits[bib].seq or 0)
        by += [*race.exit_by(bib), *race.left_by[bib], *_counted_by(it), *_review_before(race, bib)]
        doubts += race.fact_doubts(it) if it is not None else ()
    return by, doubts


def _counted_by(it: Happened | None) -> tuple[int, ...]:
    """Return the events by which the laps of a skater who is out were counted, unless the event gives them."""
    counted = it is not None and isinstance(it.event, Eliminated | Withdraw) and it.event.laps is None
    return it.laps_by if it is not None and counted else ()


def _out(race: Chronicle, said: _Exit, bibs: tuple[int, ...]) -> Sentence:
    """Return how a group of skaters left the race, and the points they lost by it."""
    by, doubts = _rests_on(race, bibs)
    it = race.by_seq.get(said.event or 0)
    if it is not None:
        told = lapped(race, it, bibs)
        out = say(told.code, [*by, *told.events], told.doubts, **told.values)
    else:
        values: dict[str, Value] = {"reason": Aside(said.reason)}
        if said.laps is not None:
            values["laps"] = Count(said.laps, "laps")
        no_laps = "_no_laps" if said.status is Status.WITHDREW and said.laps is None else ""
        after = "_after_review" if said.reviewed else ""
        out = say(agreed(f"deed.out.{said.status}{no_laps}{after}", bibs), by, doubts, **values)
    return did(bibs, [out, *([_lost(race, bibs, said.lost)] if said.lost else [])])


def _review_before(race: Chronicle, bib: int) -> list[int]:
    """Return the reviews of a skater whom the jury then disqualified."""
    exit_ = race.state.exits.get(bib)
    if exit_ is None or exit_.status is not Status.DISQUALIFIED or exit_.seq is None:
        return []
    return [review.seq for review in reviews_ended(race).get(exit_.seq, {}).get(bib, ())]


def _says_fall(reason: str | None) -> bool:
    """Return whether a reason is only a word for a fall."""
    return (reason or "").strip().casefold() in (*VERBS["fall"].english, *VERBS["fall"].dutch)


def _lost(race: Chronicle, bibs: tuple[int, ...], lost: int) -> Sentence:
    by = [seq for bib in bibs for seq in race.points_by(race.row_of[bib])]
    doubts = [doubt for bib in bibs for doubt in race.points_doubts(race.row_of[bib])]
    more = any(race.may_have_won_more(race.row_of[bib]) for bib in bibs)
    return say(agreed("deed.lost", bibs), by, doubts, points=at_least(Count(lost, "points"), more=more))
