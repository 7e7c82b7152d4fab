"""The part of the race report on one fall: who fell, who got back in the race, and where they came over the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massstart_tui.race.events import Fall, Rejoin
from massstart_tui.race.groups import SAME_GROUP_MS
from massstart_tui.race.state import Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.happenings import Happened, concerns
from massstart_tui.report.story.repeats import AlreadyTold
from massstart_tui.report.story.sentences import Aside, Sentence, Who, agreed, did, meaning, say
from massstart_tui.report.story.through import is_out
from massstart_tui.report.story.together import did_together, in_finish_order, over_the_line_together


def fall_of(race: Chronicle, it: Happened, event: Fall, told: AlreadyTold) -> Iterator[Sentence]:
    """Yield one fall: a sentence about all who fell, and one for each group of them to whom the same happened later.

    It is one sentence if the same happened to all. What the other parts of the story have ``told`` is left out.
    """
    bibs = event.bibs
    fell = say(
        agreed("deed.fell", bibs),
        [event.seq, *it.laps_by],
        race.doubts(it),
        when=race.when(it),
        reason=Aside(event.reason),
    )
    # All of them rejoined by the same event, or none did.
    together = len(bibs) == 1 or len({_back_at(race, it, bib) for bib in bibs}) == 1
    fallen = [fell, *_brought_down(event), *(_back(race, it, bibs) if together else [])]
    order = in_finish_order(race, bibs)
    later = {bib: [*([] if together else _back(race, it, (bib,))), *_end_of_it(race, bib, told)] for bib in order}
    groups = _alike(later)
    if len(groups) == 1:
        yield did_together(race, bibs, [*fallen, *_of_all(race, bibs, later)])
        return
    yield did(bibs, fallen)
    for group in groups:
        if deeds := _of_all(race, group, later):
            yield did(group, deeds, also=(event.seq,))


def _alike(deeds_of: Mapping[int, list[Sentence]]) -> list[tuple[int, ...]]:
    """Return the skaters in groups with the same deeds, apart from their places, in the order of the first of each."""
    groups: list[tuple[list[Sentence], list[int]]] = []
    for bib, deeds in deeds_of.items():
        same = [meaning(say(deed.code) if "place" in deed.values else deed) for deed in deeds]
        alike = next((bibs for others, bibs in groups if others == same), None)
        if alike is None:
            groups.append((same, [bib]))
        else:
            alike.append(bib)
    return [tuple(bibs) for _, bibs in groups]


def _of_all(race: Chronicle, bibs: tuple[int, ...], deeds_of: Mapping[int, list[Sentence]]) -> list[Sentence]:
    """Return the deeds of skaters who did the same, each told once of all of them."""
    if len(bibs) == 1:
        return deeds_of[bibs[0]]
    return [_of_several(race, bibs, deeds) for deeds in zip(*(deeds_of[bib] for bib in bibs), strict=True)]


def _of_several(race: Chronicle, bibs: tuple[int, ...], deeds: tuple[Sentence, ...]) -> Sentence:
    first = deeds[0]
    if "place" in first.values:
        return over_the_line_together(race, bibs)
    by, doubts = (seq for deed in deeds for seq in deed.events), (doubt for deed in deeds for doubt in deed.doubts)
    return say(first.code.removesuffix(".alone"), by, doubts, **first.values)


def _brought_down(event: Fall) -> Iterator[Sentence]:
    """Yield who caused the fall, if the event says so."""
    if event.caused_by:
        yield say(agreed("deed.brought_down", event.bibs), [event.seq], others=Who(event.caused_by))


def _back_at(race: Chronicle, fall: Happened, bib: int) -> int | None:
    """Return the seq of the event by which this skater rejoined, before another fall; None if there is none."""
    later = race.next_about(fall, bib, "fall", "rejoin")
    return later.event.seq if later is not None and isinstance(later.event, Rejoin) else None


def _back(race: Chronicle, fall: Happened, bibs: tuple[int, ...]) -> list[Sentence]:
    """Return that these skaters were back in the race; or that they are not, while they can still rejoin."""
    seq = _back_at(race, fall, bibs[0])
    if seq is None:
        down = all(bib in race.state.down and race.state.status_of(bib) is Status.RACING for bib in bibs)
        return [say(agreed("deed.not_back", bibs))] if down else []
    it = race.by_seq[seq]
    beside = [_beside(race, bib, fall) for bib in bibs]
    in_the_bunch = all(by is not None for by in beside)
    code = agreed("deed.rejoined" if in_the_bunch else "deed.back", bibs)
    by = [seq, *it.laps_by, *(seq for found in beside for seq in found or ())]
    return [say(code, by, race.doubts(it), when=race.when(it))]


def _beside(race: Chronicle, bib: int, fall: Happened) -> tuple[int, ...] | None:
    """Return the finish events that put this skater within a second of one who had not fallen; None if there are none.

    The stream says that a skater who fell is back. That they were back in the bunch is told only if the finish shows
    it.
    """
    time = race.time_of(bib)
    if time is None or race.time_doubts(bib):
        return None
    for other in race.places:
        theirs = race.time_of(other)
        near = theirs is not None and abs(theirs - time) <= SAME_GROUP_MS
        if near and other != bib and not concerns(fall, other) and other not in race.state.exits:
            return (*race.finish_by(bib), *race.finish_by(other))
    return None


def _end_of_it(race: Chronicle, bib: int, told: AlreadyTold) -> list[Sentence]:
    """Return where a skater who fell finished, and that it was not enough, unless that is told elsewhere."""
    deeds = []
    if bib in race.places and bib not in race.state.exits and bib not in told.placed:
        deeds.append(
            say(race.at_the_line("deed.over_line"), race.place_by(bib), race.place_doubts(bib), place=race.nth(bib))
        )
    if _is_shut_out(race, bib) and bib not in told.missed:
        deeds.append(say("deed.not_through.alone"))
    return deeds


def _is_shut_out(race: Chronicle, bib: int) -> bool:
    """Return whether this skater finished and does not advance."""
    return race.state.over and is_out(race, race.row_of[bib])
