"""Every sample of a system that counts laps gives the race of `expected.json`: whole, cut, again, and with noise."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import Amend, Crossing, Event, Finish, Retract, SprintOrder
from massstart_tui.race.record import plain_data
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState, Status
from massstart_tui.stream.faults import Fault
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_reader import FeedReader
from massstart_tui.timing.feed_records import NextHeat
from massstart_tui.timing.found_events import one_by_one
from tests.timing.invented_race import FEEDS, crossings_in_ms, expected, sheet
from tests.timing.test_passing_samples import in_force

VANTAGE = ("vantage-recorded.json", "vantage-latejoin.ndjson")
SAMPLES = (*VANTAGE, "rmonitor.txt")
PHOTO_FINISH_MS = 10
"""The photo finish gives the last crossing to a hundredth of a second."""


def counted(chunks: Iterable[bytes], recorded: Sequence[Event] = ()) -> tuple[list[Event], list[Fault]]:
    """Return the events after a run that takes ``chunks``, and the faults of the run."""
    events, faults = list(recorded), list[Fault]()
    reader = FeedReader()
    found = FeedEvents(sheet(), in_force(events) if events else None)

    def keep(results: Iterable[Event | Fault]) -> None:
        for result in results:
            if isinstance(result, Fault):
                faults.append(result)
            else:
                events.append(result)

    for chunk in chunks:
        keep(found.events(reader.records(chunk), len(events) + 1))
    keep(one_by_one(found.rest(len(events) + 1)))
    return events, [*faults, *found.end()]


def standing(events: Sequence[Event]) -> list[tuple[int, Event]]:
    """Return the events that stand, each with its time since the last gun."""
    timeline = in_force(events)
    found = [(timeline.times[at], timeline.event(seq)) for at, seq in enumerate(timeline.order)]
    gun = max((t for t, event in found if event.type in ("start", "restart")), default=0)
    return [(t - gun, event) for t, event in found if t >= gun]


def crossings(events: Sequence[Event]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for t, event in standing(events):
        if isinstance(event, Crossing):
            found.setdefault(event.bib, []).append(t)
    return found


def final_state(events: Sequence[Event]) -> RaceState:
    timeline = in_force(events)
    return timeline.state_at(len(timeline))


def agrees(name: str, events: Sequence[Event]) -> None:
    """Assert everything of `expected.json` that the format can say."""
    wanted, told, race = crossings_in_ms(all_read=True), crossings(events), expected()
    assert {bib: len(times) for bib, times in told.items()} == {bib: len(times) for bib, times in wanted.items()}
    for bib, times in wanted.items():
        assert told[bib][:7] == pytest.approx(times[:7], abs=1), bib
        assert told[bib][7:] == pytest.approx(times[7:], abs=PHOTO_FINISH_MS), bib
    finish = next(event for _, event in standing(events) if isinstance(event, Finish))
    assert list(finish.order) == race["finish"]["order"]
    assert finish.times == tuple(race["finish"]["times_ms"][str(bib)] for bib in finish.order)
    state = final_state(events)
    assert state.sprints[4].order[:3] == tuple((bib,) for bib in race["sprints"]["4"])
    assert state.status_of(41) is Status.LAPPED
    assert state.laps[41] == race["lapped"]["41"]
    assert state.laps[58] == race["did_not_finish"]["58"]
    if name in VANTAGE:
        assert state.exits[58].laps == race["did_not_finish"]["58"]
        assert state.status_of(58) is Status.WITHDREW
        assert [event.order for _, event in standing(events) if isinstance(event, SprintOrder)] == [(23, 11, 37)]


def lines_of(name: str) -> list[bytes]:
    return (FEEDS / name).read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("name", SAMPLES)
class TestSamples:
    def test_a_sample_gives_what_is_expected(self, name: str) -> None:
        events, faults = counted([(FEEDS / name).read_bytes()])
        agrees(name, events)
        assert faults == []

    def test_a_feed_is_the_same_however_it_is_cut(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        whole, _ = counted([data])
        assert counted([data[at : at + 1024] for at in range(0, len(data), 1024)])[0] == whole
        assert counted(lines_of(name))[0] == whole

    def test_a_feed_that_broke_off_goes_on_where_it_was(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        whole, _ = counted([data])
        ends = [0]
        for line in lines_of(name):
            ends.append(ends[-1] + len(line))
        for end in {*ends[::9], *range(0, len(data), 8192)}:
            broken, _ = counted([data[:end]])
            again, _ = counted([data], broken)
            assert again == whole, end

    @pytest.mark.thorough  # the same at every end of a line and of a kilobyte
    def test_a_feed_goes_on_from_wherever_it_broke_off(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        whole, _ = counted([data])
        ends = {at + 1 for at, byte in enumerate(data) if byte == ord("\n")} | set(range(0, len(data), 1024))
        before: list[Event] | None = None
        for end in sorted(ends):
            broken, _ = counted([data[:end]])
            # It goes on from what was recorded alone, which is often the same as at the end before.
            assert broken == before or counted([data], broken)[0] == whole, end
            before = broken

    def test_a_person_who_corrected_something_is_not_overruled(self, name: str) -> None:
        data = (FEEDS / name).read_bytes()
        events, _ = counted([data])
        first = next(event for event in events if isinstance(event, Crossing) and event.bib == 41)
        other = next(event for event in events if isinstance(event, Crossing) and event.bib == 12)
        moved = plain_data(other, without={"seq", "by"}, nothing=False) | {"t": other.t + 1500}
        last = max(event.t for event in events)
        events.append(Retract(seq=len(events) + 1, t=last, type="retract", target=first.seq))
        events.append(Amend(seq=len(events) + 1, t=last, type="amend", target=other.seq, event=moved))
        assert counted([data], events)[0] == events
        assert counted(lines_of(name), events)[0] == events

    def test_noise_between_the_records_changes_nothing(self, name: str) -> None:
        noise = (b"\r\n", b"noise {\xff\r\n", b"$Q,1\r\n", b"{}\r\n", b'{"typeName":"HeartbeatEvent"}\r\n')
        noisy = [line + noise[at % len(noise)] for at, line in enumerate(lines_of(name))]
        events, faults = counted([b"".join(noisy)])
        agrees(name, events)
        assert faults


def test_messages_of_different_levels_come_in_any_order() -> None:
    for name in VANTAGE:
        for seed in range(8):
            agrees(name, counted([b"".join(_in_another_order(lines_of(name), random.Random(seed)))])[0])


def _in_another_order(lines: list[bytes], choose: random.Random) -> list[bytes]:
    """Swap neighbours of different levels, as they come from different senders."""
    lines = list(lines)
    for at in range(len(lines) - 1):
        if _level(lines[at]) != _level(lines[at + 1]) and choose.random() < 0.5:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return lines


def _level(line: bytes) -> tuple[str, str]:
    message = json.loads(line)
    kind = message["typeName"]
    return next(level for level in ("Competition", "Distance", "Heat", "Race") if level in kind), message.get(
        "raceId", ""
    )


def test_what_wscat_prints_is_read() -> None:
    for name in VANTAGE:
        agrees(name, counted([b"".join(b"< " + line for line in lines_of(name))])[0])


@pytest.mark.parametrize(
    ("name", "title"),
    [*((name, "Women Mass Start") for name in VANTAGE), ("rmonitor.txt", "04. Women Mass Start 01.001")],
)
def test_the_start_sheet_is_in_the_feed(name: str, title: str) -> None:
    records = [record for _, record in FeedReader().records((FEEDS / name).read_bytes())]
    found = [record.sheet for record in records if isinstance(record, NextHeat)][-1]
    assert isinstance(found, Sheet)
    assert (found.laps, found.title) == (8, title)
    for skater, wanted in zip(found.skaters, expected()["skaters"], strict=True):
        assert (skater.bib, skater.name, skater.noc) == (wanted["bib"], wanted["name"], wanted["noc"])
        assert set(skater.transponders) <= set(wanted["transponders"])
        assert skater.transponders


Anything: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})
)


def _mutated(value: Any, draw: Callable[[Any], Any], places: int) -> Any:
    """Put something else in a few places of a JSON value."""
    if places and draw(st.integers(0, 3)) == 0:
        return draw(Anything)
    if isinstance(value, dict) and value:
        key = draw(st.sampled_from(sorted(value)))
        return value | {key: _mutated(value[key], draw, places)}
    if isinstance(value, list) and value:
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _mutated(value[at], draw, places), *value[at + 1 :]]
    return draw(Anything)


@given(st.data())
def test_no_value_of_a_message_stops_the_reader(data: st.DataObject) -> None:
    lines = lines_of(data.draw(st.sampled_from(VANTAGE)))
    changed = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=4))
    for at in changed:
        lines[at] = json.dumps(_mutated(json.loads(lines[at]), data.draw, 1)).encode() + b"\n"
    events, _ = counted([b"".join(lines)])
    assert {event.bib for event in events if isinstance(event, Crossing)} <= {11, 12, 23, 37, 41, 58}
    in_force(events)


@given(st.data())
def test_no_field_of_a_line_stops_the_reader(data: st.DataObject) -> None:
    lines = lines_of("rmonitor.txt")
    for at in data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=6)):
        fields = lines[at].split(b",")
        place = data.draw(st.integers(0, len(fields) - 1))
        fields[place] = data.draw(st.binary(max_size=12) | st.sampled_from([b'"', b'"99"', b"9999", b'"00:00:00.000"']))
        lines[at] = b",".join(fields) + b"\r\n"
    events, _ = counted([b"".join(lines)])
    assert {event.bib for event in events if isinstance(event, Crossing)} <= {11, 12, 23, 37, 41, 58}
    in_force(events)
