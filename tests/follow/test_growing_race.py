"""Property tests of a race under way: a timeline that grows equals one read from the whole stream."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.events import Event
from massstart_tui.race.fold import Fold
from massstart_tui.stream import snapshots as course
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline
from tests.strategies import lines_of, sheets, streams
from tests.stream.oracle import Oracle
from tests.stream.test_timeline import laps_of, told
from tests.streams import event, make_stream

whole_streams = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


def growing(stream: bytes, read: int, steps: list[int]) -> tuple[Views, list[Timeline]]:
    """Return the views of a stream of which ``read`` lines were read at once and the others in ``steps``, and each
    state.
    """
    lines = stream.splitlines(keepends=True)
    recording = read_from(io.BytesIO(b"".join(lines[: read + 1])), "test")
    views, was = Views(recording), []
    for line, step in zip(lines[read + 1 :], steps * len(lines), strict=False):
        recording.append(decode_event(line))
        if len(recording) % step == 0:
            was.append(views.now)
            views.grow()
    views.grow()
    return views, was


def agrees(timeline: Timeline, oracle: Oracle) -> None:
    assert list(timeline.order) == oracle.in_order
    assert [timeline.state_at(position) for position in range(len(timeline) + 1)] == oracle.states
    assert list(told(timeline)) == oracle.told()
    assert timeline.course.laps == laps_of(oracle)


@given(whole_streams, st.integers(0, 24), st.lists(st.integers(1, 4), min_size=1), st.sampled_from([2, 256]))
def test_a_timeline_that_grew_is_the_one_read_from_the_whole(
    stream: bytes, read: int, steps: list[int], every: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "SNAPSHOT_EVERY", every)
        views, _ = growing(stream, read, steps)
        agrees(views.now, Oracle(stream))


@given(whole_streams, st.integers(0, 24))
def test_the_timelines_before_it_stay_as_they_were(stream: bytes, read: int) -> None:
    _, was = growing(stream, read, [1])
    for timeline in was:
        agrees(timeline, Oracle(stream, timeline.upto))


@given(whole_streams, st.integers(0, 24), st.integers(-30_000, 80_000))
def test_what_was_known_then_is_the_same_as_after_reading_it_all(stream: bytes, read: int, t: int) -> None:
    grown, _ = growing(stream, read, [1])
    whole = Views(read_from(io.BytesIO(stream), "test"))
    grown.then(t)
    then, wanted = grown.then(t), whole.then(t)
    position = wanted.position_at(t)
    assert then.position_at(t) == position
    assert then.state_at(position) == wanted.state_at(position)


def test_a_line_that_is_not_the_next_is_refused() -> None:
    recording = read_from(io.BytesIO(make_stream(event("start"))), "test")
    with pytest.raises(ValueError, match="3"):
        recording.append(decode_event(b'{"seq":3,"t":1,"type":"note","text":"a hole"}'))


def test_going_on_folds_no_event_again(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = read_from(
        io.BytesIO(make_stream(event("start"), *[event("note", n, text="") for n in range(500)])), "t"
    )
    views = Views(recording)
    views.grow()
    folded: list[int] = []

    def take(fold: Fold, happened: Event) -> None:
        folded.append(happened.seq)
        course.take(fold, happened)

    monkeypatch.setattr("massstart_tui.stream.timeline.take", take)
    recording.append(decode_event(b'{"seq":502,"t":600,"type":"note","text":"next"}'))
    views.grow()
    assert folded == [502]


def test_a_race_read_whole_stands_at_its_end_without_folding_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = make_stream(event("start"), *[event("note", n, text="") for n in range(300)])
    views = Views(read_from(io.BytesIO(stream), "t"))
    monkeypatch.setattr("massstart_tui.stream.timeline.take", None)
    assert views.now.state_at(len(views.now)).seq == 301


def test_what_was_just_recorded_is_looked_back_on_and_taken_back_without_folding_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = make_stream(event("start"), *[event("note", n, text="") for n in range(200)])
    recording = read_from(io.BytesIO(stream), "t")
    views = Views(recording)
    for seq in range(202, 206):
        recording.append(decode_event(b'{"seq":%d,"t":%d,"type":"note","text":""}' % (seq, seq)))
        views.grow()
    monkeypatch.setattr("massstart_tui.stream.timeline.take", None)
    assert views.now.state_at(203).seq == 203
    recording.append(decode_event(b'{"seq":206,"t":206,"type":"retract","target":205}'))
    views.grow()
    assert views.now.state_at(204).seq == 204


def test_what_is_taken_back_late_in_a_long_race_has_only_its_end_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = make_stream(event("start"), *[event("note", n, text="") for n in range(2_000)])
    recording = read_from(io.BytesIO(stream), "t")
    views = Views(recording)
    folded: list[int] = []

    def take(fold: Fold, happened: Event) -> None:
        folded.append(happened.seq)
        course.take(fold, happened)

    monkeypatch.setattr("massstart_tui.stream.timeline.take", take)
    for seq, target in ((2_002, 1_990), (2_003, 1_995), (2_004, 2_002)):
        recording.append(decode_event(b'{"seq":%d,"t":2000,"type":"retract","target":%d}' % (seq, target)))
        folded.clear()
        views.grow()
        assert len(folded) < course.SNAPSHOT_EVERY
    assert [seq for seq in range(1_989, 2_001) if seq not in views.now.order] == [1_995]
