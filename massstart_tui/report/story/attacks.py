"""The part of the race report on attacks and how they ended, and on stops, changed distances and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from massstart_tui.race.events import Attack, Distance, LapGained, Note, Restart, Resume, Start, Stop, bibs_of
from massstart_tui.race.groups import still_racing
from massstart_tui.report.story.chronicle import INTERRUPTING, Chronicle
from massstart_tui.report.story.happenings import Happened, SprintTold
from massstart_tui.report.story.laps import gained, gained_on_their_own
from massstart_tui.report.story.sentences import Aside, Count, Quoted, Sentence, Sprints, Value, Who, agreed, say
from massstart_tui.report.story.together import did_together, over_the_line_together

ENDING: Final = ("caught", "lap_gained", "fall", "withdraw", "lapped", "disqualify", "dns")
"""The types of events that end an attack."""
MOST_AHEAD: Final = 3
"""If at most so many skaters finished ahead of an attacker, they are named."""


def course_of(race: Chronicle, placed: frozenset[int]) -> Iterator[Sentence]:
    """Yield what happened during the race, in its order; the places of skaters in ``placed`` are told elsewhere."""
    yield from (_interruption(race, it) for it in race.everything if it.event.type in INTERRUPTING)
    if start := _started(race):
        yield start
    ended = _ended_by(race)
    for it in race.of("attack", "lap_gained", "distance", "note"):
        match it.event:
            case Attack():
                yield from attack(race, it, placed)
            case LapGained():
                yield from gained_on_their_own(race, it, ended.get(it.event.seq, set()))
            case Distance():
                reason = Aside(it.event.reason)
                yield say("story.distance", [it.event.seq], laps=Count(it.event.laps, "laps"), reason=reason)
            case Note(gun=None):
                yield _note(race, it, it.event)
            case _:
                pass


def _interruption(race: Chronicle, it: Happened) -> Sentence:
    event = it.event
    reason = Aside(event.reason if isinstance(event, Stop | Resume | Restart) else None)
    if event.type == "resume":
        return say("story.resumed", [event.seq], reason=reason)
    if event.type == "restart":
        return say("story.restarted", [event.seq], reason=reason)
    return say("story.stopped", [event.seq, *it.laps_by], race.doubts(it), when=race.when(it), reason=reason)


def _started(race: Chronicle) -> Sentence | None:
    """Return how many started; None if no gun is recorded."""
    guns = [it.event.seq for it in race.everything if isinstance(it.event, Start | Restart)]
    absent = [row.bib for row in race.rows if row.status == "dns" or row.bib in race.out_before_restart]
    if not guns or len(absent) == len(race.rows):
        return None
    by = (*guns, *(seq for bib in absent for seq in race.exit_by(bib)))
    count = len(race.rows) - len(absent)
    laps = Count(race.state.distance, "laps")
    code = "story.started.alone" if count == 1 else "story.started"
    return say(code, (*by, *race.distance_by()), skaters=Count(count, "skaters"), laps=laps)


def _note(race: Chronicle, it: Happened, note: Note) -> Sentence:
    """Return a note as it was written, with the skaters it is about."""
    when, by = race.when(it)._replace(doubtful=False), [note.seq, *it.laps_by]
    if note.bibs:
        return say("story.note_about", by, who=Who(note.bibs), when=when, text=Quoted(note.text))
    return say("story.note", by, when=when, text=Quoted(note.text))


def attack(race: Chronicle, it: Happened, placed: frozenset[int]) -> Iterator[Sentence]:
    """Yield one attack, with a sentence for each group of skaters for whom it ended by the same event.

    A fall in which it ended, and how a skater left the race, are told in the part about mishaps.
    """
    event = it.event
    if not isinstance(event, Attack):
        return
    ends: dict[int | None, list[int]] = {}
    for bib in event.bibs:
        end = _end_of(race, it, bib)
        # None is for those who were never caught.
        ends.setdefault(None if end is None else end.event.seq, []).append(bib)
    for seq, bibs in ends.items():
        end = None if seq is None else race.by_seq[seq]
        yield _attack_of(race, it, tuple(bibs), end, placed)


def _end_of(race: Chronicle, attacked: Happened, bib: int) -> Happened | None:
    """Return the first event after the attack that ended it for this skater, if any."""
    return race.next_about(attacked, bib, *ENDING)


def _ended_by(race: Chronicle) -> dict[int, set[int]]:
    """Return by the seq of an event the skaters whose attack ended with it."""
    ended: dict[int, set[int]] = defaultdict(set)
    for it in race.of("attack"):
        for bib in bibs_of(it.event):
            if end := _end_of(race, it, bib):
                ended[end.event.seq].add(bib)
    return ended


def _attack_of(
    race: Chronicle, it: Happened, bibs: tuple[int, ...], end: Happened | None, placed: frozenset[int]
) -> Sentence:
    began = say("deed.attacked", [it.event.seq, *it.laps_by], race.doubts(it), when=race.when(it))
    agreeing = say(agreed("deed.attacked", bibs), began.events, began.doubts, **began.values)
    won = _won_while_away(race, it, end, bibs)
    outcome = _kept_away(race, bibs, placed) if end is None else _ended(race, it, end, bibs)
    return did_together(race, bibs, (agreeing, *won, *outcome))


def _won_while_away(race: Chronicle, it: Happened, end: Happened | None, bibs: tuple[int, ...]) -> list[Sentence]:
    """Return the points won at sprints during the attack; a sprint won by a single skater is told as a win."""
    away = [s for s in race.sprints if s.at > it.at and (end is None or s.at < end.at)]
    scored = [sprint for sprint in away if any(sprint.points_of(bib) for bib in bibs)]
    # A sprint is won by one skater; several attackers only share the points.
    if len(bibs) == 1:
        won = [sprint for sprint in scored if bibs[0] in next(iter(sprint.places()))[1]]
        scored = [sprint for sprint in scored if sprint not in won]
        deeds = [_at_sprints(race, agreed("deed.won_sprints", bibs), won, bibs)] if won else []
        return deeds + ([_took_points(race, scored, bibs)] if scored else [])
    return [_took_points(race, scored, bibs)] if scored else []


def _took_points(race: Chronicle, sprints: list[SprintTold], bibs: tuple[int, ...]) -> Sentence:
    points = sum(sprint.points_of(bib) for sprint in sprints for bib in bibs)
    every_time = all(sprint.points_of(bib) for sprint in sprints for bib in bibs)
    # “In all sprints” is said only of all sprints of the race.
    in_all = every_time and 1 < len(sprints) == len(race.state.rules.sprints)
    code = agreed("deed.took_points_in_all" if in_all else "deed.took_points", bibs)
    return _at_sprints(race, code, sprints, bibs, points=Count(points, "points"))


def _at_sprints(
    race: Chronicle, code: str, sprints: list[SprintTold], bibs: tuple[int, ...], **values: Value
) -> Sentence:
    by = [seq for sprint in sprints for seq in sprint.by]
    doubts = [] if len(bibs) > 1 else [d for s in sprints for d in race.sprint_doubts(s, bibs).values()]
    each = "took_points" in code and "in_all" not in code
    return say(code, by, doubts, sprints=Sprints(tuple(sprint.number for sprint in sprints), each), **values)


def _ended(race: Chronicle, it: Happened, end: Happened, bibs: tuple[int, ...]) -> list[Sentence]:
    """Return that the attackers were caught or gained a lap; other ends are told elsewhere."""
    if end.event.type == "lap_gained":
        return [gained(race, end, bibs)]
    if end.event.type != "caught":
        return []
    laps = it.to_go - end.to_go
    code = agreed("deed.away.caught_after" if laps > 0 else "deed.away.caught", bibs)
    values: dict[str, Value] = {"when": race.when(end), "after": Count(laps, "laps")}
    return [say(code, [end.event.seq, *end.laps_by, *it.laps_by], race.doubts(end), **values)]


def _kept_away(race: Chronicle, bibs: tuple[int, ...], placed: frozenset[int]) -> list[Sentence]:
    """Return what is known about attackers who were never caught: still away, first at the finish, or another place."""
    racing = still_racing(race.state)
    if all(bib in racing for bib in bibs):
        return [say(agreed("deed.still_away", bibs))]
    if not all(bib in race.places for bib in bibs):
        return []
    if _stayed_away(race, bibs):
        by, doubts = [seq for bib in bibs for seq in race.place_by(bib)], race.place_doubts(*bibs)
        return [say(agreed("deed.stayed_away", bibs), by, doubts)]
    if placed.issuperset(bibs):
        return []
    return [_over_the_line(race, bibs) if len(bibs) == 1 else over_the_line_together(race, bibs)]


def _stayed_away(race: Chronicle, bibs: tuple[int, ...]) -> bool:
    """Return whether nobody crossed the line ahead of these skaters, whatever the jury decided."""
    first: list[int] = []
    for place in race.crossed:
        if len(first) >= len(bibs) or not place:
            break
        first += place
    return set(first) == set(bibs)


def _over_the_line(race: Chronicle, bibs: tuple[int, ...]) -> Sentence:
    """Return the place of a single attacker, with the skaters ahead if they are few."""
    (bib,) = bibs
    by, doubts = race.place_by(bib), race.place_doubts(bib)
    ahead = tuple(other for other, place in race.places.items() if place < race.places[bib])
    all_known = len(ahead) == race.places[bib] - 1 and all(race.finish_by(other) for other in ahead)
    # The skaters ahead are named only if every place ahead is known.
    if len(ahead) > MOST_AHEAD or not all_known:
        return say(race.at_the_line("deed.over_line"), by, doubts, place=race.nth(bib))
    in_order = sorted(ahead, key=lambda other: race.places[other])
    return say(race.at_the_line("deed.over_line_behind"), by, doubts, place=race.nth(bib), others=Who(tuple(in_order)))
