"""Tests that the places at the finish are the same as if all of them were looked through at each event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race import mutable_race
from massstart_tui.race.events import Amend, Clock, Retract, Unknown
from massstart_tui.race.fold import Fold
from massstart_tui.race.given_finish import GivenFinish
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import FinishPlace, RaceState
from massstart_tui.stream.codec import decode_event
from tests.race.builders import over


@dataclass
class LookedThrough:
    """The places of `GivenFinish`, with nothing kept beside them."""

    places: tuple[FinishPlace, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places)

    @property
    def known(self) -> Sequence[FinishPlace]:
        return [place for place in self.places if place.bibs]

    @property
    def bibs(self) -> Set[int]:
        return {bib for place in self.places for bib in place.bibs}

    @property
    def confirmed(self) -> Set[int]:
        return {bib for place in self.places if place.seq is not None for bib in place.bibs}

    @property
    def first(self) -> int | None:
        return next((bib for place in self.places for bib in place.bibs), None)

    def add(self, places: Iterable[FinishPlace]) -> None:
        self.places = (*self.places, *places)

    def without_fixed(self, bibs: Set[int]) -> LookedThrough:
        return LookedThrough(tuple(p for p in self.places if p.seq is not None or bibs.isdisjoint(p.bibs)))


BIBS = st.integers(1, 6)
CROSSED = BIBS.map(lambda bib: {"type": "crossing", "bib": bib})
HEATS = st.lists(BIBS, min_size=2, max_size=3, unique=True)
FINISHED: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"type": st.just("finish"), "order": st.lists(st.none() | BIBS | HEATS, min_size=1, max_size=3)}
)
LEFT = st.tuples(st.sampled_from(["withdraw", "lapped", "disqualify", "dns", "fall"]), BIBS).map(
    lambda said: {"type": said[0], "bibs": [said[1]]}
)
REFEREED = st.sampled_from(
    [{"type": "restart"}, {"type": "stop"}, {"type": "resume", "to_go": 1}, {"type": "distance", "laps": 1}]
)
OVER_THE_LINE = st.lists(st.one_of(CROSSED, CROSSED, FINISHED), min_size=4, max_size=12)
ENDINGS = st.tuples(OVER_THE_LINE, st.lists(st.one_of(LEFT, REFEREED), max_size=2), OVER_THE_LINE).map(
    lambda parts: [event for part in parts for event in part]
)


def states_of(sheet: Sheet, events: Sequence[dict[str, Any]]) -> list[RaceState]:
    """Return the state after each event, and from a fold that went on from half-way, the last one."""
    race = Fold(sheet)
    states = []
    for at, said in enumerate([{"type": "start"}, *events], 1):
        event = decode_event(json.dumps({"seq": at, "t": at * 1000, **said}).encode())
        assert not isinstance(event, Unknown | Clock | Retract | Amend)
        if at == len(events) // 2:
            race = Fold.resume(race.snapshot())
        race.apply(event)
        if at % 3:  # a snapshot puts the places together
            states.append(race.snapshot())
    return [*states, race.snapshot_of_known_places(), race.snapshot()]


@given(st.sampled_from([over(1, 6), over(2, 6)]), ENDINGS)
def test_states_are_those_of_looking_through_all_places_at_each_event(
    sheet: Sheet, events: list[dict[str, Any]]
) -> None:
    with patch.object(mutable_race, GivenFinish.__name__, LookedThrough):
        expected = states_of(sheet, events)
    assert states_of(sheet, events) == expected


@given(ENDINGS)
def test_the_state_of_known_places_lacks_only_the_unknown_ones(events: list[dict[str, Any]]) -> None:
    known, whole = states_of(over(2, 6), events)[-2:]
    places = tuple(place for place in whole.given_finish if place.bibs)
    assert known == whole._replace(given_finish=places)
