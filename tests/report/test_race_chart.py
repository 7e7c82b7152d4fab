"""Tests of the chart of a race: which signs stand at which lap of a skater's row, and in which cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.standings import standings
from massstart_tui.report.race_chart import Axis, Mark, SignSort, SkaterRow, axis_of, cells_of, rows_of
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.reading import Recording, read, read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream, race_of_sixteen
from tests.tui.races import all_samples

DOUBTFUL_SPRINTS: list[Fields] = [{"about": "sprint orders", "kind": "reconstructed", "source": "a report"}]


def drawn(recording: Recording, room: int = 2, position: int | None = None) -> dict[int, str]:
    """Return the rows of a race as text, by bib."""
    timeline = Timeline(recording)
    at = len(timeline.order) if position is None else position
    state = timeline.state_at(at)
    rows = standings(state)
    marks = Marks(recording.header.provenance)
    doubts = {row.bib: marks.of(state, row) for row in rows}
    charted, axis = rows_of(timeline, at, state, rows, doubts), axis_of(state, room)
    return {bib: "".join(cell.text for cell in cells_of(row, axis)).rstrip() for bib, row in charted.items()}


def race_with(*events: Fields, laps: int = 9, provenance: list[Fields] | None = None) -> Recording:
    """Return the first nine laps of a race with these events; others have the points of the sprints not given."""
    sprints = [event("sprint", lap * 30_000 + 400, lap=lap, order=[5, 6, 4]) for lap in (4, 8)]
    whole = sorted(
        [event("start"), *laps_of_thirty_seconds(laps), *sprints, *events], key=lambda one: int(str(one["t"]))
    )
    return read_from(BytesIO(make_stream(*whole, provenance=provenance or ())), "race")


@pytest.mark.parametrize(
    ("events", "row"),
    [
        ([], "────────┊───────┊─      ┊"),
        ([event("attack", 215_000, bibs=[1])], "────────┊─────▲━━━      ┊"),
        ([event("attack", 125_000, bibs=[1]), event("caught", 185_000, bibs=[1])], "────────▲━━━◀───┊─      ┊"),
        ([event("sprint", 120_500, lap=4, order=[1, 2])], "────────3───────┊─      ┊"),
        ([event("fall", 185_000, bibs=[1]), event("rejoin", 215_000, bibs=[1])], "────────┊───▼─↩─┊─      ┊"),
        ([event("attack", 125_000, bibs=[1]), event("fall", 185_000, bibs=[1])], "────────▲━━━▼───┊─      ┊"),
        ([event("withdraw", 185_000, bibs=[1])], "────────┊───×   ┊       ┊"),
        ([event("fall", 185_000, bibs=[1]), event("withdraw", 186_000, bibs=[1])], "────────┊───▼×  ┊       ┊"),
        ([event("lapped", 185_000, bibs=[1])], "────────┊───⟳   ┊       ┊"),
        ([event("card", 65_000, bib=1, colour="yellow")], "────▮───┊───────┊─      ┊"),
        ([event("dns", 0, bibs=[1])], "        ┊       ┊       ┊"),
        (
            [event("attack", 121_000, bibs=[1]), event("sprint", 120_500, lap=4, order=[1])],
            "────────3▲━━━━━━━━      ┊",
        ),
        (
            [event("fall", 121_000, bibs=[1]), event("sprint", 120_500, lap=4, order=[1])],
            "────────▼3──────┊─      ┊",
        ),
    ],
    ids=range(13),
)
def test_each_sign_stands_at_its_lap(events: list[Fields], row: str) -> None:
    assert drawn(race_with(*events))[1] == row


def test_a_finished_race_has_the_places_over_the_line_in_the_last_column() -> None:
    rows = drawn(read_from(BytesIO(make_stream(*race_of_sixteen())), "race"))
    assert rows[4] == "────────┊───────┊───────┊─────── 1"
    assert rows[2] == "────────3───────1───────┊─────── 4"
    assert rows[5].endswith(" 6")


def test_a_doubtful_number_has_its_sign_on_its_right() -> None:
    recording = race_with(event("sprint", 120_500, lap=4, order=[1]), provenance=DOUBTFUL_SPRINTS)
    assert drawn(recording)[1] == "────────3~──────┊─      ┊"


def test_points_that_are_void_are_marked_as_such() -> None:
    recording = race_with(event("sprint", 120_500, lap=4, order=[1]), event("lapped", 185_000, bibs=[1]))
    timeline = Timeline(recording)
    state = timeline.state_at(len(timeline.order))
    row = rows_of(timeline, len(timeline.order), state, standings(state), {})[1]
    assert [cell.text for cell in cells_of(row, axis_of(state, 2)) if cell.void] == ["3"]


def test_what_was_before_a_restart_is_not_in_the_chart() -> None:
    recording = race_with(event("fall", 65_000, bibs=[1]), event("restart", 272_000))
    assert "▼" not in drawn(recording)[1]


@pytest.mark.parametrize("path", all_samples(), ids=lambda path: path.stem)
def test_nothing_of_the_future_is_in_a_row(path: Path) -> None:
    """A row at a moment is the same whether or not anything is known of what comes after."""
    recording = read(path)
    whole = Timeline(recording)
    for position in range(0, len(whole.order), max(1, len(whole.order) // 6)):
        known = Timeline(recording, position)
        state = known.state_at(position)
        rows = standings(state)
        if whole.changed == known.changed:
            assert rows_of(whole, position, state, rows, {}) == rows_of(known, position, state, rows, {})


MARKS = st.builds(
    Mark,
    st.integers(0, 16),
    st.sampled_from([SignSort.OUT, SignSort.FALL, SignSort.LAPPED, SignSort.POINTS, SignSort.ATTACK, SignSort.CARD]),
    st.sampled_from("1235▲▼×"),
    st.booleans(),
)


@given(st.lists(MARKS, max_size=10), st.sampled_from([2, 3, 4]), st.integers(0, 16), st.sampled_from(["", "7", "14"]))
def test_one_sign_stands_in_a_cell_and_none_is_lost(marks: list[Mark], room: int, skated: int, place: str) -> None:
    axis = Axis(16, room, (4, 8, 12))
    cells = cells_of(SkaterRow(tuple(marks), (), skated, place), axis)
    assert len(cells) == axis.width
    assert all(len(cell.text) == 1 for cell in cells)
    signs = [cell.text for cell in cells if cell.sort < SignSort.AWAY]
    wanted = [*place, *(sign for mark in marks for sign in mark.text + "~" * mark.doubtful)]
    assert sorted(signs) == sorted(wanted)


@given(st.integers(1, 300), st.sampled_from([2, 3, 4]))
def test_the_chart_of_a_longer_race_is_no_wider(laps: int, room: int) -> None:
    axis = Axis(laps, room)
    assert axis.last <= 16 * room + 1
    places = [axis.cell(lap) for lap in range(laps + 1)]
    assert places == sorted(places)
    assert places[0] == 0


@pytest.mark.parametrize(("laps", "last"), [(16, 32), (10, 20), (17, 17), (33, 33), (40, 20), (120, 30)])
def test_a_longer_race_has_one_cell_for_a_lap_or_several_laps_in_a_cell(laps: int, last: int) -> None:
    assert Axis(laps, 2).last == last


def test_the_chart_reads_no_event_again(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = race_with(event("attack", 125_000, bibs=[1]), event("groups", 155_000, groups=[[1, 2], [3, 4, 5, 6]]))
    before = drawn(recording)
    assert (before[1], before[2]) == ("────────▲━━━━━━━━━      ┊", "────────┊─━━━━━━━━      ┊")
    timeline = Timeline(recording)
    state = timeline.state_at(len(timeline))
    monkeypatch.setattr(Timeline, "event", None)
    assert rows_of(timeline, len(timeline), state, standings(state), {})[2].away == ((5, 9),)


def test_a_corrected_attack_is_charted_as_it_is_now() -> None:
    events = [event("attack", 125_000, bibs=[1]), event("caught", 185_000, bibs=[1])]
    target = 1 + next(at for at, line in enumerate(race_with(*events).times) if line == 125_000)
    amended = {"type": "amend", "t": 275_000, "target": target, "event": {"t": 125_000, "type": "attack", "bibs": [2]}}
    rows = drawn(race_with(*events, amended))
    assert (rows[1], rows[2]) == ("────────┊───◀───┊─      ┊", "────────▲━━━━━━━━━      ┊")
