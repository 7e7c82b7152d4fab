"""The part of the fold that judges the time between two crossings: which passes a timing system did not read.

A lap that took much longer than the leader's laps meanwhile hides a pass that was not read, unless a fall explains it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from massstart_tui.race.restarts import RestartedRace
from massstart_tui.race.state import Departure, Status, UnreadPasses

SHORTEST: Final = 0.8
"""The part of the leader's lap time in which nobody else completes a lap; so two laps take at least twice as long."""
TOLD_APART: Final = 1.5
"""Laps of the leader; a shorter gap hides no pass, whatever the pace. A longer one is looked at."""
TWO_LAPS_MS: Final = 12_000
"""The shortest time in which a skater can complete two laps on any rink; a shorter gap cannot hide a pass."""


NOBODYS_LAPS: Final = -1
"""A number of laps that no skater has completed."""


class ThoseBehind(NamedTuple):
    """The race for crossings behind the leader: the laps of the skaters and when they were seen last, by bib, and more.

    ``unread`` are those with passes that may be missing. ``lap`` is the lap that such a crossing completes, ``behind``
    the laps before it, `NOBODYS_LAPS` while crossings can decide something. ``gun`` and ``longest`` are in ms.
    """

    laps: dict[int, int]
    seen: dict[int, int]
    unread: Mapping[int, UnreadPasses]
    lap: int
    behind: int
    gun: int
    longest: int


class TimedRace(RestartedRace):
    """The part of the fold that judges the time between two crossings of a skater."""

    def gap_without_a_pass(self) -> int:
        """Return the time in ms between two crossings of a skater that certainly hides no pass, in the present lap."""
        marks = self._marks()[-3:]
        took = [after[1] - before[1] for before, after in pairwise(marks)]
        return max(TWO_LAPS_MS, int(TOLD_APART * min(took, default=0)))

    def for_those_behind(self) -> ThoseBehind:
        """Return what is needed to count crossings behind the leader, from now on in the leader's lap.

        Most of what a timing system records is such a crossing. With one of a skater who has ``behind`` laps, and was
        seen no more than ``longest`` ago, `Fold.cross` does no more than to set ``laps`` and ``seen``: nobody becomes
        the leader or is lapped, no sprint and no finish is decided, and nobody who stayed out is brought back. It must
        not be earlier than the event before it, so that it is not before the gun either.
        """
        behind = self.lap - 1 if self.nothing_is_decided() else NOBODYS_LAPS
        longest = self.gap_without_a_pass()
        return ThoseBehind(self.laps, self.crossed_at, self.unread, self.lap, behind, self.gun, longest)

    def judge_gap(self, bib: int, t: int) -> bool:
        """Note how many passes of ``bib``, who crosses the line at ``t``, may be missing since the crossing before.

        Return whether the skater turns out to have been lapped before: with the whole distance seen, none was missing.
        Once a lap was gained, the laps of the leader no longer tell the pace of the bunch, and no gap is judged.
        """
        since = self.crossed_at.get(bib, self.gun)
        passes = 0
        told = bib in self.exits or self.gained or self.fell_at.get(bib, -1) >= since
        if t - since > self.gap_without_a_pass() and not told:
            passes = self._passes_between(since, t)
        before = self.unread.get(bib)
        if not passes and before is None:
            return False
        first = self.laps[bib] + 1
        known = before.passes if before else 0
        total = min(passes + known, self.distance - first)
        at = {lap for lap in self.deciding if first <= lap <= first + total and (passes or not self._is_full(lap))}
        at.update(before.at if before else ())
        self.unread = {**self.unread, bib: UnreadPasses(total, tuple(sorted(at)) if total else ())}
        return bool(known and not total) and self.laps[bib] < self._leaders_lap_at(since)

    def may_have_completed(self, bib: int) -> int:
        """Return the laps that the skater has completed at most."""
        unread = self.unread.get(bib)
        return self.laps[bib] + (unread.passes if unread else 0)

    def laps_are_read(self, bib: int) -> bool:
        """Return whether no pass of this skater is known to be missing."""
        return self.may_have_completed(bib) == self.laps[bib]

    def nobody_can_be_ahead(self, lap: int) -> bool:
        """Return whether nobody can have completed ``lap`` by now because of passes that were not read."""
        return all(bib in self.exits or self.may_have_completed(bib) < lap for bib in self.unread)

    def leave_out_who_stopped(self) -> None:
        """Mark every skater as withdrawn whom the timing system saw in the race but never at the finish.

        Whoever may have completed the distance, because a pass was not read, is not among them.
        """
        if not self.line_finish:
            return
        stopped = {
            bib: Departure(Status.WITHDREW, self.laps[bib], self.crossed_at[bib] - self.gun)
            for bib in self.crossed_at
            if self.may_have_completed(bib) < self.distance and bib not in self.exits and bib not in self.given.bibs
        }
        self.exits = {**self.exits, **stopped}

    def _is_full(self, lap: int) -> bool:
        """Return whether every place with points at the end of ``lap`` is taken; at the finish every place counts."""
        result = self.line_sprints.get(lap)
        return result is not None and lap != self.distance and len(result.order) >= len(self.rules.points_at(lap))

    def _passes_between(self, since: int, t: int) -> int:
        """Return how many passes can be between two crossings, by the laps of the leader meanwhile."""
        marks = self._marks()
        if not marks or since < marks[0][1]:  # before a stop: what counts is how often the leader passed since
            return max(0, sum(1 for _, at in marks if at > since) - 1)
        if len(marks) == 1:
            return 0
        # Whoever has not completed the next lap yet is at most at its end, and nobody skates on after the last.
        most = min(self.distance, marks[-1][0] + 1)
        return max(0, int((min(most, _progress(marks, t)) - _progress(marks, since)) / SHORTEST) - 1)

    def _leaders_lap_at(self, t: int) -> int:
        return max((lap for lap, at in self._marks() if at <= t), default=0)

    def _marks(self) -> tuple[tuple[int, int], ...]:
        """Return when the leader completed which lap, with the gun as lap 0 if it is among what is kept."""
        since_the_gun = not self.resumed and (not self.lap_times or self.lap_times[0][0] == 1)
        return ((0, self.gun), *self.lap_times) if since_the_gun else self.lap_times


def _progress(marks: tuple[tuple[int, int], ...], t: int) -> float:
    """Return how many laps the leader had completed at ``t``, with the part of the lap under way."""
    after = max(1, min(bisect_right(marks, t, key=lambda mark: mark[1]), len(marks) - 1))
    (lap, began), (next_lap, ended) = marks[after - 1], marks[after]
    return lap + (next_lap - lap) * (t - began) / max(1, ended - began)
