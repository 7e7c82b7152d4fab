"""The part of the race report on the finish: the first over the line, the margin, those behind, unknown places."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from massstart_tui.race.contenders import PODIUM
from massstart_tui.race.state import Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.decisions import decisions_of
from massstart_tui.report.story.podium import podium_of, winner_of
from massstart_tui.report.story.repeats import placed_in
from massstart_tui.report.story.sentences import (
    MOST_NAMED,
    All,
    Count,
    Gap,
    Nth,
    RaceTime,
    Sentence,
    UnofficialFact,
    Value,
    Who,
    agreed,
    say,
)


def lead_of(race: Chronicle) -> Iterator[Sentence]:
    """Yield who was first over the line, and in a race from which nobody advances, the podium."""
    first = tuple(first_over_the_line(race))
    yield from first
    # In a race with a cut, the podium is told only if somebody else won than was first over the line.
    if race.state.over and (race.sheet.qualify is None or _another_won(race)):
        yield from podium_of(race, placed_in(first))


def _another_won(race: Chronicle) -> bool:
    """Return whether the winner was not first over the line."""
    return winner_of(race) not in race.line.get(1, ())


def first_over_the_line(race: Chronicle) -> Iterator[Sentence]:
    """Yield who was first over the line, with the time and the margin as far as they are known.

    If the jury changed the first or the second place, both are told: who crossed the line first, and who was placed
    first.
    """
    first, second = race.line.get(1, ()), race.line.get(2, ())
    if (
        race.judged
        and race.crossed[:1]
        and race.crossed[:2] != tuple(race.line[place] for place in (1, 2) if place in race.line)
    ):
        yield from _crossed_first(race)
        if first:
            code = agreed("story.placed_first" if second else "story.placed_first_only", first)
            by = [*_by(race, *first), *_by(race, *second)]
            yield say(code, by, race.place_doubts(*first, *second), who=_who(race, first), others=_who(race, second))
    elif len(first) > 1:
        yield say("story.first.shared", _by(race, *first), race.place_doubts(*first), who=Who(first))
    elif not first:
        yield from _unknown_first(race)
    else:
        yield _first_alone(race, first, second)


def _crossed_first(race: Chronicle) -> Iterator[Sentence]:
    """Yield who crossed the line first, whatever the jury decided; nothing if that is not recorded."""
    if bibs := race.crossed[0]:
        by = [seq for bib in bibs for seq in race.finish_by(bib)]
        yield say(agreed("story.crossed_first", bibs), by, race.place_doubts(*bibs), who=_who(race, bibs))


def _first_alone(race: Chronicle, first: tuple[int, ...], second: tuple[int, ...]) -> Sentence:
    (winner,) = first
    values: dict[str, Value] = {"who": _who(race, first), "others": _who(race, second)}
    code = f"story.first.{_told_of_times(race, winner, second, values)}"
    by = [*_by(race, winner), *_by(race, *second)]
    return say(code, by, [*race.place_doubts(winner, *second), *_times(race, winner, *second)], **values)


def _unknown_first(race: Chronicle) -> Iterator[Sentence]:
    """Yield that the first place is not recorded, and who has the first place that is."""
    if not race.line:
        return
    place, bibs = next(iter(race.line.items()))
    came = say(agreed(race.at_the_line("part.came"), bibs), who=_who(race, bibs), place=Nth(place))
    yield say("story.first.unknown_but", _by(race, *bibs), race.place_doubts(*bibs), known=came)


def _told_of_times(race: Chronicle, winner: int, second: tuple[int, ...], values: dict[str, Value]) -> str:
    """Return which variant of the sentence the two times allow, and put them in ``values``."""
    time, next_time = race.time_of(winner), race.time_of(second[0]) if second else None
    # Thousandths are told only if the hundredths are equal.
    exact = time is not None and next_time is not None and time != next_time and time // 10 == next_time // 10
    if time is not None:
        values["time"] = RaceTime(time, bool(race.time_doubts(winner)), exact)
    if not second:
        return "alone" if time is None else "alone_in"
    if time is None and next_time is not None:
        values["time"] = RaceTime(next_time, bool(race.time_doubts(second[0])))
        return "second_in" if len(second) == 1 else "ahead"
    if time is None or next_time is None:
        return "ahead" if time is None else "ahead_in"
    values["gap"] = Gap(gap_between_times(time, next_time, exact=exact), bool(_times(race, second[0])), exact)
    return "same_time" if time == next_time else "margin"


def gap_between_times(time: int, next_time: int, *, exact: bool) -> int:
    """Return the difference in ms between two times as printed: of the hundredths, or if ``exact``, of the thousandths.

    The margin then agrees with the two times in the same report.
    """
    return next_time - time if exact else (next_time // 10 - time // 10) * 10


def _by(race: Chronicle, *bibs: int) -> list[int]:
    return [seq for bib in bibs for seq in race.place_by(bib)]


def _who(race: Chronicle, bibs: tuple[int, ...]) -> Who:
    return Who(bibs, frozenset(bib for bib in bibs if race.place_doubts(bib)))


def _times(race: Chronicle, *bibs: int) -> tuple[UnofficialFact, ...]:
    return race.time_doubts(*(bib for bib in bibs if race.time_of(bib) is not None))


def finish_of(race: Chronicle, placed: frozenset[int]) -> Iterator[Sentence]:
    """Yield who came behind, as far as the finish gives points, how many finished, and what the jury decided.

    The places of skaters in ``placed`` are told elsewhere.
    """
    # As many as get points at the finish, and at least the podium.
    last = max(len(race.state.rules.finish), PODIUM)
    behind = [bibs for place, bibs in race.line.items() if place <= last and not placed.issuperset(bibs)]
    if behind:
        parts, came = [], "part.came.judged" if race.judged else "part.came_over_line"
        for index, bibs in enumerate(behind):
            doubts = race.place_doubts(*bibs)
            code = agreed("part.place" if index else came, bibs)
            by = _by(race, *bibs)
            parts.append(say(code, by, doubts, who=_who(race, bibs), place=race.nth(bibs[0])._replace(doubtful=False)))
        yield say("story.behind", places=All(tuple(parts)))
    yield from _dead_heats(race, told=[*race.line.get(1, ()), *(bib for bibs in behind for bib in bibs)])
    if race.state.over:
        yield from _all_in(race)
    yield from decisions_of(race)
    if race.state.over:
        yield _official(race)


def _dead_heats(race: Chronicle, told: Collection[int]) -> Iterator[Sentence]:
    """Yield who came over the line together, except the skaters of whom that is ``told`` already."""
    for place, bibs in race.line.items():
        if len(bibs) > 1 and bibs[0] not in told:
            doubts = race.place_doubts(*bibs)
            yield say("story.dead_heat", _by(race, *bibs), doubts, who=_who(race, bibs), place=Nth(place))


def _all_in(race: Chronicle) -> Iterator[Sentence]:
    """Yield how many finished, if that is known of everybody, and whose place is unknown."""
    started = [row for row in race.rows if row.status is not Status.DNS]
    known = [row.bib for row in started if row.bib in race.places]
    by = [*_by(race, *known), *(seq for row in race.rows for seq in race.exit_by(row.bib))]
    unknown = tuple(row.bib for row in race.rows if row.status is Status.FINISHED and row.bib not in race.places)
    if len(known) == len(started) > 1:
        yield say("story.all_finished", by, skaters=Count(len(known), "skaters"))
    elif known and not unknown:
        code = agreed(_how_finished(race), tuple(known))
        yield say(code, by, count=Count(len(known)), skaters=Count(len(started), "skaters"))
    if unknown and (official := [it.event.seq for it in race.of("official")]):
        few: Value = Who(unknown) if len(unknown) <= MOST_NAMED else Count(len(unknown), "skaters")
        yield say("story.unrecorded", [*official, *by], who=few)


def _how_finished(race: Chronicle) -> str:
    """Return the code that tells finishers from the others; the disqualified may have finished as well."""
    if any(row.status is Status.DISQUALIFIED for row in race.rows):
        return "story.finished_not_disqualified"
    return "story.lasted" if race.state.rules.eliminates else "story.finished"


def _official(race: Chronicle) -> Sentence:
    """Return whether the result is official; if not, the sentence rests on everybody being in or out."""
    if official := [it.event.seq for it in race.of("official")]:
        return say("story.official", official)
    ending = [seq for row in race.rows for seq in (*race.place_by(row.bib), *race.exit_by(row.bib))]
    return say("story.not_official", [*ending, *race.phase_by()])
