"""Tests of the lap chart and the chart of gaps: who passed when, what is drawn of it, and nothing of the future."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.race.groups import gap_to_the_leader
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from massstart_tui.view.chart_rows import ChartTone, ToneRow
from massstart_tui.view.gap_chart import SCALES, GapLabel, gap_axes, gap_chart, gap_labels, label_told
from massstart_tui.view.lap_chart import lap_axis, lap_chart
from massstart_tui.view.passed_laps import OverTheLine, PassedLap, PassedLaps
from massstart_tui.view.passing_finder import passed_laps
from tests.strategies import Fields, bibs_of_sheet, lines_of, timed_races
from tests.streams import event, make_stream
from tests.view.scenes import sample_timeline, timeline_of, up_to

TIMED = "made-up-timed-race"
NAMES = {bib: f"Name{bib}" for bib in range(1000)}


def passed_at(timeline: Timeline, t: int) -> PassedLaps:
    position = timeline.position_at(t)
    return passed_laps(timeline, position, timeline.state_at(position))


def crossing(t: int, bib: int) -> Fields:
    return event("crossing", t, bib=bib)


def orders(*laps: tuple[int, ...]) -> PassedLaps:
    """Return laps with these orders over the line, a tenth of a second apart."""
    found = [
        PassedLap(lap, tuple(OverTheLine(bib, at * 100) for at, bib in enumerate(order)))
        for lap, order in enumerate(laps, 1)
    ]
    return PassedLaps(4, tuple(found))


def text(rows: tuple[ToneRow, ...]) -> list[str]:
    return ["".join(piece for piece, _ in row).rstrip() for row in rows]


def test_the_order_and_the_gaps_of_each_lap() -> None:
    times = [(30_000, 1), (30_500, 2), (60_000, 2), (62_000, 1)]
    passed = passed_at(timeline_of(make_stream(event("start"), *(crossing(*each) for each in times))), 61_000)
    assert [(lap.lap, [(over.bib, over.behind) for over in lap.order]) for lap in passed.laps] == [
        (1, [(1, 0), (2, 500)]),
        (2, [(2, 0)]),
    ]


def test_who_is_away_who_fell_and_who_was_lapped_are_known_at_their_line() -> None:
    passed = passed_at(sample_timeline(TIMED), 600_000)
    assert {lap for lap, order in passed.laps for over in order if over.away and over.bib == 7} == {*range(6, 13)}
    assert [lap for lap, over in passed.of(9) if over.fell] == [10]
    assert [lap for lap, over in passed.of(9) if over.down] == [10, 11, 12]
    assert passed.lapped == {12}
    assert passed.of(12)[-1][0] == 9


def test_a_fall_and_a_return_between_two_lines_are_not_forgotten() -> None:
    events = [crossing(30_000, 1), event("fall", 40_000, bibs=[1]), event("rejoin", 50_000, bibs=[1])]
    passed = passed_at(timeline_of(make_stream(event("start"), *events, crossing(60_000, 1))), 60_000)
    assert [(over.fell, over.down) for _, over in passed.of(1)] == [(False, False), (True, False)]


def test_what_was_before_a_restart_is_not_shown() -> None:
    events = [crossing(30_000, 1), event("restart", 100_000), crossing(130_000, 2)]
    timeline = timeline_of(make_stream(event("start"), *events))
    assert passed_at(timeline, 140_000).bibs == (2,)
    assert passed_at(timeline, 90_000).bibs == (1,)


def test_a_timeline_that_has_grown_goes_on_from_the_passings_that_were_found() -> None:
    timeline = sample_timeline(TIMED)
    shorter = Timeline(timeline.recording, 60)
    assert [lap.lap for lap in passed_at(shorter, 600_000).laps] == [1, 2, 3, 4]
    assert [lap.lap for lap in passed_at(timeline, 600_000).laps] == [*range(1, 17)]


def test_the_gap_of_each_passing_is_that_which_the_race_tells() -> None:
    timeline = sample_timeline(TIMED)
    for t in range(40_000, 440_000, 37_000):
        state = timeline.state_at(timeline.position_at(t))
        for bib in (2, 7, 9, 10):
            assert passed_at(timeline, t).of(bib)[-1][1].behind == gap_to_the_leader(state, bib)


def drawn(timeline: Timeline, t: int, chosen: int | None) -> tuple[ToneRow, ...]:
    passed = passed_at(timeline, t)
    axes = gap_axes(passed, 62, 14)
    gaps = gap_chart(passed, axes, chosen, lambda label: label_told(label, NAMES, words(Language.EN)))
    return (*lap_chart(passed, lap_axis(passed.distance, passed.bibs, 70), 18, chosen), *gaps)


@given(st.data())
@settings(max_examples=60)
def test_nothing_that_comes_later_changes_what_is_drawn(data: st.DataObject) -> None:
    sheet, crossings = data.draw(timed_races())
    kinds = st.sampled_from(["attack", "caught", "fall", "rejoin", "withdraw"])
    bibs = bibs_of_sheet(sheet)
    happened = data.draw(st.lists(st.tuples(st.integers(0, 200_000), kinds, st.sampled_from(bibs)), max_size=6))
    body = [*(crossing(*each) for each in crossings), *(event(kind, t, bibs=[bib]) for t, kind, bib in happened)]
    body = [event("start"), *sorted(body, key=lambda fields: int(str(fields["t"])))]
    stream = lines_of(sheet, [{**fields, "seq": seq} for seq, fields in enumerate(body, 1)])
    t, chosen = data.draw(st.integers(0, 200_000)), data.draw(st.sampled_from([None, *bibs]))
    whole = timeline_of(stream)
    drawn(whole, 10**6, chosen)  # what was found of the whole race must not show
    assert drawn(whole, t, chosen) == drawn(timeline_of(up_to(stream, t)), t, chosen)


def test_the_line_of_the_chosen_runs_from_lap_to_lap() -> None:
    chart = lap_chart(orders((1, 2, 13), (13, 1, 2), (13, 2, 1)), lap_axis(4, (1, 2, 13), 22), 4, 13)
    assert text(chart) == [
        "       3   2   1   0",
        "   1   1 ╭13──13",
        "   2   2 │ 1   2",
        "   3  13─╯ 2   1",
    ]
    assert {piece for row in chart for piece, tone in row if tone is ChartTone.CHOSEN} == {"╭13──13", "│", "13─╯"}


def test_the_line_reaches_a_bib_of_one_digit() -> None:
    chart = text(lap_chart(orders((2, 13), (13, 2)), lap_axis(4, (2, 13), 22), 3, 2))
    assert chart[1:] == ["   1   2─╮13", "   2  13 ╰─2"]


def test_a_lap_on_which_the_chosen_was_not_seen_has_no_line() -> None:
    chart = text(lap_chart(orders((2, 13), (13,), (2, 13)), lap_axis(4, (2, 13), 22), 3, 2))
    assert not {*"─╮╯╰╭│"}.intersection("".join(chart))


@pytest.mark.parametrize("columns", [40, 76, 116, 196])
@pytest.mark.parametrize(("laps", "skaters"), [(16, 16), (120, 100), (10, 24), (1, 2)])
def test_the_lap_chart_of_a_long_race_keeps_to_its_width_and_ends_with_the_finish(
    columns: int, laps: int, skaters: int
) -> None:
    bibs = tuple(range(1, skaters + 1))
    axis = lap_axis(laps, bibs, columns)
    assert axis.width <= columns
    assert axis.laps[-1] == laps
    order = tuple(OverTheLine(bib, bib * 100) for bib in bibs)
    passed = PassedLaps(laps, tuple(PassedLap(lap, order) for lap in range(1, laps + 1)))
    for row in lap_chart(passed, axis, 20, skaters):
        assert sum(len(piece) for piece, _ in row) == axis.width


@pytest.mark.parametrize(
    ("ending", "sign"),
    [
        (event("withdraw", 75_000, bibs=[2]), "2×"),
        (event("lapped", 75_000, bibs=[2]), "2⟳"),
        (event("disqualify", 75_000, bibs=[2]), "2×"),
        (event("fall", 45_000, bibs=[2]), "2▼"),
    ],
)
def test_who_went_out_was_lapped_or_fell_has_a_sign_at_their_last_lap(ending: Fields, sign: str) -> None:
    times = [(30_000, 1), (30_500, 2), (60_000, 1), (61_000, 2), (90_000, 1)]
    body = sorted([ending, *(crossing(*each) for each in times)], key=lambda fields: int(str(fields["t"])))
    passed = passed_at(timeline_of(make_stream(event("start"), *body)), 95_000)
    rows = text(lap_chart(passed, lap_axis(passed.distance, passed.bibs, 70), 4, None))
    assert [row.count(sign) for row in rows] == [0, 0, 1, 0]


def test_the_latest_place_of_the_chosen_is_in_view() -> None:
    order = tuple(range(1, 31))
    assert text(lap_chart(orders(order), lap_axis(4, order, 22), 11, 25))[-1] == "  25  25"
    assert text(lap_chart(orders(order), lap_axis(4, order, 22), 11, None))[-1] == "  10  10"


def one_behind(*gaps: int) -> PassedLaps:
    laps = [PassedLap(lap, (OverTheLine(1, 0), OverTheLine(2, gap))) for lap, gap in enumerate(gaps, 1)]
    return PassedLaps(4, tuple(laps))


@pytest.mark.parametrize(
    ("gap", "most"), [(0, 5_000), (5_000, 5_000), (5_001, 10_000), (19_999, 20_000), (60_000, 20_000)]
)
def test_the_scale_is_the_smallest_that_holds_the_gaps_up_to_twenty_seconds(gap: int, most: int) -> None:
    assert gap_axes(one_behind(0, gap), 60, 12).most == most
    assert most in SCALES


def test_a_line_leaves_the_chart_below_and_its_label_stays() -> None:
    passed = one_behind(1_000, 30_000)
    chart = text(gap_chart(passed, gap_axes(passed, 60, 12), 2, lambda label: f"{label.bibs[0]} +{label.behind}"))
    assert len(chart) == 12
    assert "2 +30000" in chart[10]
    assert [line for line in chart if "⡇" in line or "⢸" in line or "⠸" in line or "⢣" in line or "⢇" in line]


def test_labels_tell_the_chosen_who_is_away_together_who_is_down_and_who_is_far_behind() -> None:
    labels = gap_labels(passed_at(sample_timeline(TIMED), 315_000), 10)
    assert [(label.bibs, label.tone) for label in labels] == [
        ((10,), ChartTone.CHOSEN),
        ((7, 3), ChartTone.AWAY),
        ((9,), ChartTone.FALLEN),
        ((12,), ChartTone.OTHER),
    ]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (GapLabel((10,), 4, 8_560, ChartTone.CHOSEN), "10 Name10 +8,5"),
        (GapLabel((7, 3), 4, 0, ChartTone.AWAY, away=True), "7·3 weg"),
        (GapLabel((9,), 4, 7_500, ChartTone.FALLEN, down=True), "9 Name9 ▼ +7,5"),
        (GapLabel((12,), 4, 28_900, ChartTone.OTHER, lapped=True), "12 Name12 ⟳ +28,9"),
    ],
)
def test_the_text_of_a_label(label: GapLabel, said: str) -> None:
    assert label_told(label, NAMES, words(Language.NL)) == said


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=4), st.integers(30, 120), st.integers(4, 30))
def test_every_row_of_the_gaps_is_as_wide_as_the_chart(gaps: list[int], columns: int, rows: int) -> None:
    passed = one_behind(*gaps)
    chart = gap_chart(passed, gap_axes(passed, columns, rows), 1, lambda _: "a label that is much too long for it")
    assert {sum(len(piece) for piece, _ in row) for row in chart} == {columns}
    assert len(chart) == rows
