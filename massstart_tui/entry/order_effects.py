"""What a line changes in a recorded order or in the groups, in words: places added, skaters moved or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massstart_tui.entry.order_changes import OrderPlace, finish_parts, flat, place_in, same_order, without
from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Amend, Event, Finish, Groups, Retract, SprintOrder
from massstart_tui.race.grouping import Grouping, grouping_of
from massstart_tui.race.groups import groups_on_the_ice, still_racing
from massstart_tui.race.state import Place, RaceState, members
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.prose import gap_told, ordinal
from massstart_tui.text.words import Words

Order = tuple[OrderPlace, ...]


def effects(events: Sequence[Event], situation: Situation, words: Words) -> Iterator[str]:
    """Yield what ``events`` change in orders that are recorded; nothing for an order that they begin."""
    for before, after in _changed(events, situation.state):
        if before and not same_order(after, before):
            yield from _told(before, after, situation, words)


def regrouped(event: Event, situation: Situation, words: Words) -> Iterator[str]:
    """Yield what one change of the groups does: who drops back into a group of their own, and which gaps change."""
    if not isinstance(event, Groups):
        return
    state = situation.state_at(event.t)
    ice = groups_on_the_ice(state)
    before = Grouping(tuple(group.bibs for group in ice), tuple(group.gap for group in ice))
    now = grouping_of(event.groups, event.gaps or (), still_racing(state), state.down)
    # Of two neighbours, each may have come out of the other; the one that dropped back is the hindmost.
    own = max((at for at in range(len(now.groups)) if _is_new(at, before, now)), default=None)
    if own is not None:
        yield words(
            "effect.own_group",
            place=ordinal(own + 1, words.language),
            count=len(now.groups),
            skaters=roster_of(situation.sheet).labels(now.groups[own]),
            gap=_gap(now.gaps[own], words),
        )
    elif _sets(before) != _sets(now):
        return
    was = {frozenset(group): gap for group, gap in zip(before.groups, before.gaps, strict=True)}
    for number, (group, gap) in enumerate(zip(now.groups, now.gaps, strict=True), 1):
        if was.get(frozenset(group), gap) != gap:
            yield words("effect.gap", number=number, gap=_gap(gap, words), was=_gap(was[frozenset(group)], words))


def _sets(grouping: Grouping) -> list[frozenset[int]]:
    return [frozenset(group) for group in grouping.groups]


def _is_new(at: int, before: Grouping, now: Grouping) -> bool:
    """Return whether the group at ``at`` is the only new one; the others must be those before, without its members."""
    without = before.without(now.groups[at])
    return frozenset(now.groups[at]) not in _sets(before) and _sets(without) == [
        group for other, group in enumerate(_sets(now)) if other != at
    ]


def _gap(gap: int | None, words: Words) -> str:
    return "?" if gap is None else gap_told(gap, words.language)


def _changed(events: Sequence[Event], state: RaceState) -> Iterator[tuple[Order, Order]]:
    """Yield each order that the events are about, as it is now and as it will be."""
    parts = finish_parts(state)
    now = {part.seq: part.entries for part in parts}
    added: Order = ()
    for event in events:
        told = decode_amended(event) if isinstance(event, Amend) else event
        if isinstance(told, SprintOrder) and told.lap in state.given_sprints:
            known = state.given_sprints[told.lap]
            # An amend changes the order only if it is one of the event that counts.
            if not isinstance(event, Amend) or event.target == known.seq:
                yield tuple(OrderPlace(bibs, None) for bibs in known.order), _entries(told.order)
        elif isinstance(event, Amend) and event.target in now and isinstance(told, Finish):
            now[event.target] = _entries(told.order)
        elif isinstance(event, Retract) and event.target in now:
            now[event.target] = ()
        elif isinstance(event, Finish):
            added = (*added, *_entries(event.order))
    before = tuple(OrderPlace(entry.bibs, None) for part in parts for entry in part.entries)
    after = tuple(OrderPlace(entry.bibs, None) for entries in now.values() for entry in entries)
    yield before, (*after, *added)


def _entries(order: Sequence[Place]) -> Order:
    return tuple(OrderPlace(tuple(members(place)), None) for place in order)


def _told(before: Order, after: Order, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the difference of two orders in words: added places, or drops, inserts and one move or dead heat."""
    labels = roster_of(situation.sheet).labels
    if same_order(after[: len(before)], before):
        first, last = _places(before) + 1, _places(after)
        code = "effect.adds_one" if first == last else "effect.adds"
        yield words(code, first=ordinal(first, words.language), last=ordinal(last, words.language))
        return
    dropped, new = set(flat(before)) - set(flat(after)), set(flat(after)) - set(flat(before))
    if dropped:
        yield words("effect.drops", skaters=labels(sorted(dropped)))
    for bib in (bib for bib in flat(after) if bib in new):
        yield words("effect.inserts", skater=labels([bib]), place=_place(after, bib, words))
    # Drops and inserts are told by now; compare the order of those who are in both.
    was, now = tuple(without(before, dropped)), tuple(without(after, new))
    if same_order(now, was):
        return
    if heat := next(
        (entry for entry in now if len(entry.bibs) > 1 and frozenset(entry.bibs) not in _together(was)), None
    ):
        yield words("effect.heat", skaters=labels(heat.bibs), place=_place(after, heat.bibs[0], words))
    elif moved := _moved(was, now):
        yield words("effect.moves", skater=labels([moved]), place=_place(after, moved, words))
    else:
        yield words("effect.replaces", order=" ".join(" =".join(map(str, entry.bibs)) or "?" for entry in before))


def _places(entries: Order) -> int:
    return sum(entry.places for entry in entries)


def _place(entries: Order, bib: int, words: Words) -> str:
    return ordinal(place_in(entries, bib) or 0, words.language)


def _together(entries: Order) -> set[frozenset[int]]:
    return {frozenset(entry.bibs) for entry in entries}


def _moved(was: Order, now: Order) -> int | None:
    """Return the skater whose removal makes both orders equal; of two who swap places, the one who moves forward."""
    alone = [bib for bib in flat(now) if same_order(without(was, {bib}), without(now, {bib}))]
    return alone[0] if alone else None
