"""What an entry changes in the standings, for whom, most important first."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.standings import Because, Standing, standings
from massstart_tui.race.state import Status
from massstart_tui.report.consequences import Consequence, CutSide, consequence_lines, consequences, sides
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.stream.samples import sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, Words, words
from tests.report.rehearsed import timeline_of
from tests.strategies import lines_of, sheets, streams
from tests.streams import Fields, event

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
NO_SPRINTS: Fields = {"preset": "isu-2018", "sprints": []}
NAMES = {1: "Noord", 2: "Vik", 3: "Valle", 4: "Müller", 5: "Sato", 6: "Hill"}


def rows_of(*events: Fields, **race: object) -> tuple[Standing, ...]:
    timeline = timeline_of(*events, **race)
    return standings(timeline.state_at(len(timeline)))


def lines(changes: tuple[Consequence, ...], speak: Words = ENGLISH) -> list[str]:
    telling = Telling(speak, timeline_of().sheet.rules_in_force(), NAMES)
    return [line.replace("\u00a0", " ") for line in consequence_lines(changes, telling, speak)]


def finish(*order: object) -> Fields:
    return event("finish", 480_000, order=list(order))


def semi_final() -> Race:
    path = sample_path("beijing-2022-men-sf1")
    assert path is not None
    return load(path)


def test_a_correction_after_the_finish_tells_first_who_is_out_and_who_is_through_by_it() -> None:
    order, corrected = [1, 2, 3, 4, 5, 6], [1, 3, 4, 5, 2, 6]
    before, after = (rows_of(finish(*each), qualify=3, rules=NO_SPRINTS) for each in (order, corrected))
    changes = consequences(before, after, 3)
    assert lines(changes) == [
        "2 Vik now 5th, out (was 2nd, through)",
        "4 Müller now 3rd, through (was 4th, out)",
        "3 Valle now 2nd (was 3rd)",
    ]
    assert lines(changes, DUTCH)[0] == "2 Vik nu 5e, eruit (was 2e, door)"
    assert {change.bib for change in changes} == {2, 3, 4, 5}


def test_before_the_race_is_over_somebody_would_be_through_or_out() -> None:
    before, after = rows_of(finish(1, 2, 3), qualify=3), rows_of(finish(1, 2, 4, 3), qualify=3)
    changes = consequences(before, after, 3)
    assert "3 Valle now 4th, would be out (was 3rd, would be through)" in lines(changes)
    assert "4 Müller now 3rd, would be through (was level 4th, would be out)" in lines(changes)
    assert "4 Müller nu 3e, zou door zijn (was gedeeld 4e, zou eruit liggen)" in lines(changes, DUTCH)


def test_without_a_cut_nobody_crosses_it() -> None:
    changes = consequences(rows_of(finish(1, 2, 3)), rows_of(finish(3, 2, 1)), None)
    assert not any(change.crosses_the_cut for change in changes)
    assert lines(changes) == ["3 Valle now 1st (was 3rd)", "1 Noord now 3rd (was 1st)"]


def test_the_first_points_of_a_skater_are_told_as_points_since_a_place_on_the_ice_says_nothing() -> None:
    sprint = [event("lap", 120_000, lap=4), event("sprint", 120_500, lap=4, order=[2, 1, 3])]
    changes = consequences(rows_of(sprint[0], qualify=4), rows_of(*sprint, qualify=4), 4)
    assert lines(changes) == [
        "2 Vik 1st: 3 points, was 0",
        "1 Noord 2nd: 2 points, was 0",
        "3 Valle 3rd: 1 point, was 0",
    ]
    assert lines(changes, DUTCH)[2] == "3 Valle 3e: 1 punt, was 0"


def test_points_taken_away_again_are_told_too() -> None:
    sprint = [event("lap", 120_000, lap=4), event("sprint", 120_500, lap=4, order=[2, 1, 3])]
    changes = consequences(rows_of(*sprint), rows_of(sprint[0]), None)
    assert lines(changes)[0] == "2 Vik level 1st: 0 points, was 3"


@pytest.mark.parametrize(
    "nothing",
    [
        event("attack", 130_000, bibs=[6]),
        event("groups", 130_000, groups=[[6], [1, 2, 3]]),
        event("fall", 130_000, bibs=[1]),
        event("note", 130_000, text="cold"),
        event("withdraw", 130_000, bibs=[6]),
    ],
)
def test_what_changes_no_points_and_no_side_of_the_cut_has_no_consequences(nothing: Fields) -> None:
    sprint = [event("lap", 120_000, lap=4), event("sprint", 120_500, lap=4, order=[2, 1, 3])]
    assert consequences(rows_of(*sprint, qualify=2), rows_of(*sprint, nothing, qualify=2), 2) == ()


def test_who_is_only_pushed_down_a_place_is_not_told_unless_it_was_the_first() -> None:
    moved = [change.bib for change in consequences(rows_of(finish(1, 2, 3)), rows_of(finish(4, 1, 2, 3)), None)]
    assert moved == [4, 1, 2, 3]
    without_points = [finish(1, 2, 3, 4, 5, 6), event("official", 500_000)]
    rules = {"preset": "isu-2018", "finish": [60]}
    before = rows_of(*without_points, rules=rules)
    after = rows_of(finish(1, 3, 2, 4, 5, 6), without_points[1], rules=rules)
    assert consequences(before, after, None) == ()


def test_who_is_level_on_both_sides_of_the_cut_is_on_neither_yet() -> None:
    sprint = [event("lap", 120_000, lap=4), event("sprint", 120_500, lap=4, order=[2, 1, 3])]
    assert sides(rows_of(*sprint), 4) == {
        2: CutSide.THROUGH,
        1: CutSide.THROUGH,
        3: CutSide.THROUGH,
        4: CutSide.OPEN,
        5: CutSide.OPEN,
        6: CutSide.OPEN,
    }
    assert set(sides(rows_of(*sprint), 3).values()) == {CutSide.THROUGH, CutSide.OUT}
    assert set(sides(rows_of(*sprint), None).values()) == {CutSide.OPEN}


def test_who_is_let_through_by_the_referee_is_through() -> None:
    all_in = [finish(1, 2, 3, 4, 5, 6)]
    let_through = event("advance", 490_000, bibs=[5])
    before, after = (rows_of(*all_in, *more, qualify=2, rules=NO_SPRINTS) for more in ([], [let_through]))
    changes = consequences(before, after, 2)
    assert lines(changes) == ["5 Sato now 5th, through (was 5th, out)"]


def test_in_a_real_semi_final_those_who_finish_push_others_out() -> None:
    race = semi_final()
    telling = Telling(ENGLISH, race.sheet.rules_in_force(), short_names_of(race.sheet.skaters))
    before, after = (standings(race.timeline.state_at(position)) for position in (24, 25))
    told = consequence_lines(consequences(before, after, race.sheet.qualify), telling, ENGLISH)
    assert [line.replace("\u00a0", " ") for line in told] == [
        "10 Ning now 3rd, would be through (was level 9th, would be out)",
        "15 Malfatti now 9th, would be out (was 8th, would be through)",
    ]


def place(bib: int, rank: int, points: int) -> Standing:
    """Who is over the line, so that the rank is a place."""
    return Standing(
        rank,
        bib,
        f"Skater {bib}",
        "",
        (),
        0,
        points,
        points,
        16,
        None,
        rank,
        Status.RACING,
        None,
        Because.POINTS,
        False,
    )


def over_the_line(*order: int, points: dict[int, int] | None = None) -> tuple[Standing, ...]:
    return tuple(place(bib, rank, (points or {}).get(bib, 1)) for rank, bib in enumerate(order, 1))


@pytest.mark.parametrize(
    ("after", "cut", "first"),
    [
        pytest.param(over_the_line(1, 2, 4, 3, 8, 5, 6, 7), 3, [4, 3, 8], id="over the cut before three places"),
        pytest.param(over_the_line(1, 3, 4, 2, 8, 5, 6, 7), None, [8, 2], id="three places up before two down"),
        pytest.param(over_the_line(1, 3, 4, 5, 2, 8, 6, 7), None, [2, 8], id="three places down before two up"),
        pytest.param(
            over_the_line(1, 4, 2, 3, 5, 6, 7, 8, points={1: 9}), None, [4, 1], id="two places before eight points"
        ),
        pytest.param(
            over_the_line(1, 2, 3, 4, 5, 6, 7, 8, points={1: 2, 2: 4, 3: -1}), None, [2, 3, 1], id="most points"
        ),
        pytest.param(
            over_the_line(1, 2, 3, 4, 5, 6, 7, 8, points={2: 3, 5: -1}), None, [2, 5], id="as many points by rank"
        ),
    ],
)
def test_first_is_who_crosses_the_cut_then_who_moved_most_then_whose_points_changed_most(
    after: tuple[Standing, ...], cut: int | None, first: list[int]
) -> None:
    before = over_the_line(1, 2, 3, 4, 5, 6, 7, 8)
    assert [change.bib for change in consequences(before, after, cut)] == first


any_stream = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


@given(any_stream, st.data())
def test_between_any_two_moments_all_that_matters_is_told_once_and_the_cut_comes_first(
    stream: bytes, data: st.DataObject
) -> None:
    timeline = Timeline(read_from(io.BytesIO(stream), "test"))
    positions = st.integers(0, len(timeline))
    before, after = (standings(timeline.state_at(data.draw(positions))) for _ in "12")
    cut = timeline.sheet.qualify
    changes = consequences(before, after, cut)
    assert len({change.bib for change in changes}) == len(changes)
    assert [change.crosses_the_cut for change in changes] == sorted(
        (change.crosses_the_cut for change in changes), reverse=True
    )
    totals = {row.bib: row.total for row in before}
    assert {row.bib for row in after if row.total != totals[row.bib]} <= {change.bib for change in changes}
    was, now = sides(before, cut), sides(after, cut)
    crossed = {bib for bib in now if {was[bib], now[bib]} == {CutSide.THROUGH, CutSide.OUT}}
    assert crossed == {change.bib for change in changes if change.crosses_the_cut}
    assert consequences(before, before, cut) == ()
    telling = Telling(DUTCH, timeline.sheet.rules_in_force(), {})
    assert len(consequence_lines(changes, telling, DUTCH)) == min(3, len(changes))
