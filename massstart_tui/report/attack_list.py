"""List the attacks of a race up to a moment: who, when it began, and when and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.report.race_chart import TimeAway, away_at

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.stream.timeline import Timeline


class ListedAttack(NamedTuple):
    """Skaters who attacked together and whose attack ended by the same event.

    ``began`` and ``ended`` are laps that the leader had completed. ``began_by`` and ``ended_by`` are the events that
    tell it; ``ended`` and ``ended_by`` are None while they are away.
    """

    bibs: tuple[int, ...]
    began: int
    began_by: Event
    ended: int | None
    ended_by: Event | None


def attacks_until(timeline: Timeline, position: int) -> tuple[ListedAttack, ...]:
    """Return the attacks since the gun in the first ``position`` events of ``timeline``, the latest first.

    Of attackers who were caught one after the other, each is an entry.
    """
    together: dict[TimeAway, list[int]] = {}
    for bib, each in away_at(timeline, position).items():
        for away in each:
            together.setdefault(away, []).append(bib)
    return tuple(
        _listed(timeline, away, tuple(bibs))
        for away, bibs in sorted(together.items(), key=lambda entry: entry[0].began_by, reverse=True)
    )


def _listed(timeline: Timeline, away: TimeAway, bibs: tuple[int, ...]) -> ListedAttack:
    from massstart_tui.race.events import bibs_of  # noqa: PLC0415 - the first picture needs no models of events

    def event_at(position: int) -> Event:
        return timeline.event(timeline.order[position - 1])

    began_by = event_at(away.began_by)
    named = {bib: at for at, bib in enumerate(bibs_of(began_by))}
    in_order = tuple(sorted(bibs, key=lambda bib: (named.get(bib, len(named)), bib)))
    ended_by = None if away.ended_by is None else event_at(away.ended_by)
    return ListedAttack(in_order, away.begin, began_by, away.end, ended_by)
