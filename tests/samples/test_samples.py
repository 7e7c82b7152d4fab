"""Tests of the sample races as shipped: they have no faults, and contain what the newspapers reported."""

import io
import json
from itertools import pairwise
from typing import Final

import pytest

from massstart_tui.race.events import Event, bibs_of
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState, Status
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.provenance import About, Doubts, Marks
from massstart_tui.stream.reading import Recording, read_from
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.stream.timeline import Timeline
from sample_races.build import PLANS
from sample_races.made_up import ALL as MADE_UP
from sample_races.made_up import MadeUp, made_up_stream
from sample_races.made_up_timed import BUNCH_GAP_MS, SKATERS, crossings, made_up_timed_stream, published
from sample_races.plans import Plan
from sample_races.streams import stream

SWINGS, CHUNG, KRAMER, MOROZOV, SILOVS, ICHINOHE, MALFATTI = 1, 2, 13, 9, 11, 12, 15
"""Bibs of the men's first semi-final."""
NEVER_TOLD: Final = frozenset({About.CROSSING_TIMES})
"""A timing system's record was not published of any of these races."""


def sample(name: str) -> Recording:
    path = sample_path(name)
    assert path is not None
    return read_from(io.BytesIO(path.read_bytes()), name)


def at(name: str, moment: str) -> RaceState:
    timeline = Timeline(sample(name))
    return timeline.state_at(timeline.position_at(instant(parse_moment(moment), timeline)))


def bib_of(name: str, skater: str) -> int:
    return next(entry.bib for entry in sample(name).sheet.skaters if entry.name == skater)


def row_of(name: str, skater: str, moment: str = "end") -> Standing:
    return next(row for row in standings(at(name, moment)) if row.name == skater)


def told(name: str, kind: str) -> list[tuple[int, Event]]:
    """Return the events of this kind in the log, each with the laps to go."""
    timeline = Timeline(sample(name))
    log = [timeline.line(index) for index in range(timeline.lines_at(len(timeline)))]
    return [(line.to_go, line.event) for line in log if line.event.type == kind]


def told_of(name: str, kind: str, skater: str) -> list[int]:
    """Return the laps to go of the events of this kind about this skater."""
    bib = bib_of(name, skater)
    return [to_go for to_go, event in told(name, kind) if bib in bibs_of(event)]


def doubts(name: str, skater: str) -> Doubts:
    recording = sample(name)
    state = at(name, "end")
    return Marks(recording.header.provenance).of(state, row_of(name, skater))


REAL: Final = tuple(plan.id for plan in PLANS)
TIMED: Final = "made-up-timed-race"


@pytest.mark.parametrize("race", MADE_UP, ids=lambda race: race.id)
def test_a_made_up_sample_is_what_the_build_makes_of_it_byte_for_byte(race: MadeUp) -> None:
    path = sample_path(race.id)
    assert path is not None
    assert path.read_bytes() == made_up_stream(race)


@pytest.mark.parametrize("race", MADE_UP, ids=lambda race: race.id)
def test_nobody_can_take_a_made_up_race_for_one_that_was_held(race: MadeUp) -> None:
    recording = sample(race.id)
    assert recording.sheet.title.startswith("Made-up ")
    assert recording.sheet.competition == "Made up"
    assert (recording.sheet.venue, recording.sheet.start) == ("", None)
    assert all(not skater.noc and skater.name.split()[0] == "Rider" for skater in recording.sheet.skaters)
    assert [entry.source.split(",")[0] for entry in recording.header.provenance] == ["made up"]
    assert Marks(recording.header.provenance).any


def test_the_made_up_timed_race_is_what_the_build_makes_of_it_byte_for_byte() -> None:
    path = sample_path(TIMED)
    assert path is not None
    assert path.read_bytes() == made_up_timed_stream()


def test_nobody_can_take_the_made_up_timed_race_for_one_that_was_held() -> None:
    recording = sample(TIMED)
    assert recording.sheet.title.startswith("Made-up ")
    assert recording.sheet.competition == "Made up"
    assert (recording.sheet.venue, recording.sheet.start) == ("", None)
    assert [skater.name.split()[0] for skater in recording.sheet.skaters] == [
        *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"),
        *("India", "Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa"),
    ]
    assert [entry.source.split(",")[0] for entry in recording.header.provenance] == ["made up"]


def test_the_made_up_timed_race_has_every_crossing_of_all_who_did_not_stop() -> None:
    state, times = at(TIMED, "end"), crossings()
    gone = {bib for bib, exit_ in state.exits.items() if exit_.status is Status.WITHDREW}
    everyone = {skater.bib for skater in SKATERS}
    assert all(everyone - gone <= by_bib.keys() for by_bib in times.values())
    assert {bib: state.laps[bib] for bib in everyone - gone} == dict.fromkeys(everyone - gone, 16)
    assert [(bib, state.laps[bib]) for bib in gone] == [(15, 12)]


def test_the_sprints_and_the_finish_of_the_made_up_timed_race_are_those_of_its_crossings() -> None:
    state = at(TIMED, "end")
    for lap, result in state.given_sprints.items():
        assert result.order == state.line_sprints[lap].order[:3]
    given = [(place.bibs, place.time) for place in state.given_finish]
    assert given == [(place.bibs, place.time) for place in state.line_finish]


def test_one_attack_of_the_made_up_timed_race_is_caught_and_one_reaches_the_finish() -> None:
    state = at(TIMED, "end")
    assert [bibs_of(event) for _, event in told(TIMED, "attack")] == [(7, 3), (5, 16)]
    assert [bibs_of(event) for _, event in told(TIMED, "caught")] == [(7, 3), (16,)]
    assert state.finish[0].bibs == (5,)


def test_the_made_up_timed_race_is_as_fast_as_published_races_and_as_close() -> None:
    spread, last = published(), sorted(crossings()[16].values())
    assert last[0] in spread.winners
    close = [later - earlier for earlier, later in pairwise(last) if later - earlier <= BUNCH_GAP_MS]
    assert len(close) > 10
    assert set(close) <= set(spread.close)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_sample_is_what_the_build_makes_of_it_byte_for_byte(plan: Plan) -> None:
    path = sample_path(plan.id)
    assert path is not None
    assert path.read_bytes() == stream(plan)


def test_every_stream_in_the_folder_is_built_and_named_after_its_race() -> None:
    assert sample_names() == tuple(sorted((*REAL, TIMED, *(race.id for race in MADE_UP))))


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_reads_without_any_fault_and_in_order(name: str) -> None:
    recording = sample(name)
    assert recording.faults == []
    assert list(recording.breaks) == []
    assert recording.sheet.id == name


@pytest.mark.parametrize("name", sample_names())
def test_nobody_is_still_racing_at_the_end_of_a_sample(name: str) -> None:
    state = at(name, "end")
    assert state.phase == "official"
    assert Status.RACING not in {row.status for row in standings(state)}


@pytest.mark.parametrize("name", sample_names())
def test_no_event_claims_to_have_been_recorded_by_anyone(name: str) -> None:
    path = sample_path(name)
    assert path is not None
    events = [json.loads(line) for line in path.read_bytes().splitlines()[1:]]
    assert not any({"wall", "by"} & event.keys() for event in events)


@pytest.mark.parametrize("name", REAL)
def test_the_header_says_of_every_kind_of_fact_where_it_is_from(name: str) -> None:
    provenance = sample(name).header.provenance
    happened = {About.INCIDENTS, About.INCIDENT_TIMES} if Timeline(sample(name)).incidents else set()
    wanted = set(About) - NEVER_TOLD - {About.INCIDENTS, About.INCIDENT_TIMES} | happened
    assert wanted <= {entry.about for entry in provenance}
    assert all(entry.source for entry in provenance)


@pytest.mark.parametrize("name", REAL)
def test_lap_and_sprint_times_are_interpolated_and_marked_as_such(name: str) -> None:
    provenance = sample(name).header.provenance
    interpolated = {
        entry.about for entry in provenance if entry.kind is Certainty.INTERPOLATED and entry.events is None
    }
    assert interpolated == {About.LAP_TIMES, About.SPRINT_TIMES}
    assert Marks(provenance).lap_doubtful()


@pytest.mark.parametrize("name", REAL)
def test_the_sources_are_named_with_their_addresses(name: str) -> None:
    plan = next(plan for plan in PLANS if plan.id == name)
    sources = next(entry.source for entry in sample(name).header.provenance if entry.about == "sources")
    assert all(url in sources for url in plan.result.source_urls)


@pytest.mark.parametrize("name", REAL)
def test_where_the_sources_disagree_the_header_says_so(name: str) -> None:
    plan = next(plan for plan in PLANS if plan.id == name)
    said = " ".join(entry.source for entry in sample(name).header.provenance)
    assert all(conflict in said for conflict in plan.result.conflicts)


def test_kramer_attacks_with_nine_to_go() -> None:
    assert told_of("beijing-2022-men-sf1", "attack", "Sven Kramer") == [9]
    assert at("beijing-2022-men-sf1", "9 to go").away == (KRAMER,)
    assert at("beijing-2022-men-sf1", "10 to go").away == ()


def test_kramer_wins_the_sprint_at_lap_8() -> None:
    state = at("beijing-2022-men-sf1", "lap 8")
    assert state.leader == KRAMER
    assert state.sprints[8].order[0] == (KRAMER,)


def test_kramer_is_ninth_over_the_line_seventh_in_the_result_and_through() -> None:
    kramer = row_of("beijing-2022-men-sf1", "Sven Kramer")
    assert (kramer.finish_place, kramer.rank, kramer.total, kramer.through) == (9, 7, 3, "Q")
    assert kramer.because == "equal_points_finish"


def test_silovs_is_ninth_and_out_on_the_same_three_points() -> None:
    silovs = row_of("beijing-2022-men-sf1", "Haralds Silovs")
    ichinohe = row_of("beijing-2022-men-sf1", "Seitaro Ichinohe")
    assert (silovs.rank, silovs.total, silovs.through) == (9, 3, None)
    assert (ichinohe.rank, ichinohe.total, ichinohe.through) == (8, 3, "Q")
    assert silovs.time is not None
    assert ichinohe.time is not None
    assert silovs.time - ichinohe.time == 960


@pytest.mark.parametrize(
    ("moment", "ahead"),
    [
        ("lap 3", []),
        ("sprint 1", [(1, SILOVS, 3), (2, SWINGS, 2), (3, CHUNG, 1)]),
        ("lap 7", [(1, SILOVS, 3), (2, SWINGS, 2), (3, CHUNG, 1)]),
        (
            "sprint 2",
            [(1, KRAMER, 3), (2, SILOVS, 3), (3, SWINGS, 2), (3, MOROZOV, 2), (5, CHUNG, 1), (5, MALFATTI, 1)],
        ),
        ("6 to go", [(1, SILOVS, 3), (1, KRAMER, 3), (3, SWINGS, 2), (3, MOROZOV, 2), (5, CHUNG, 1), (5, MALFATTI, 1)]),
        (
            "sprint 3",
            [
                (1, SWINGS, 4),
                (2, SILOVS, 3),
                (2, ICHINOHE, 3),
                (2, KRAMER, 3),
                (5, CHUNG, 2),
                (5, MOROZOV, 2),
                (7, MALFATTI, 1),
            ],
        ),
    ],
)
def test_who_is_on_points_moment_by_moment_in_the_first_semi_final(
    moment: str, ahead: list[tuple[int, int, int]]
) -> None:
    rows = standings(at("beijing-2022-men-sf1", moment))
    assert [(row.rank, row.bib, row.total) for row in rows if row.total] == ahead


def test_nobody_is_through_before_everyone_is_in() -> None:
    assert row_of("beijing-2022-men-sf1", "Sven Kramer", "sprint 3").through is None
    assert row_of("beijing-2022-men-sf1", "Kristian Ulekleiv", "7:56.67").through is None


def test_skaters_come_over_the_line_one_by_one() -> None:
    finishes = [event.t for _, event in told("beijing-2022-men-sf1", "finish")]
    assert finishes == sorted(set(finishes))
    assert len(finishes) == 15
    assert row_of("beijing-2022-men-sf1", "Sven Kramer", "7:58.21").finish_place is None
    assert row_of("beijing-2022-men-sf1", "Sven Kramer", "7:58.22").finish_place == 9


def test_bergsma_is_sixth_over_the_line_and_eighth_in_the_result() -> None:
    bergsma = row_of("beijing-2022-men-sf2", "Jorrit Bergsma")
    assert (bergsma.finish_place, bergsma.rank, bergsma.through) == (6, 8, "Q")


def test_two_break_away_from_the_start_and_sweep_up_the_points_of_every_sprint() -> None:
    state = at("beijing-2022-men-sf2", "sprint 3")
    away = {bib_of("beijing-2022-men-sf2", skater) for skater in ("Jordan Belchos", "Ryosuke Tsuchiya")}
    assert set(at("beijing-2022-men-sf2", "lap 1").away) == set(state.away) == away
    assert [{bib for place in result.order for bib in place} for result in state.sprints.values()] == [away] * 3
    assert [result.order[2] for result in state.sprints.values()] == [(), (), ()]


def test_lee_goes_with_two_laps_to_go_and_is_second() -> None:
    assert told_of("beijing-2022-men-sf2", "attack", "Lee Seung-hoon") == [2]
    assert row_of("beijing-2022-men-sf2", "Lee Seung-hoon").finish_place == 2


def test_who_fell_and_has_no_published_place_has_none() -> None:
    assert told_of("beijing-2022-men-sf2", "fall", "Peder Kongshaug") != []
    fallen = row_of("beijing-2022-men-sf2", "Peder Kongshaug")
    assert (fallen.finish_place, fallen.time, fallen.because, fallen.shared) == (None, None, "unrecorded", True)


def test_groenewoud_falls_with_four_to_go_rejoins_and_is_fifth() -> None:
    groenewoud = bib_of("beijing-2022-women-sf1", "Marijke Groenewoud")
    assert told_of("beijing-2022-women-sf1", "fall", "Marijke Groenewoud") == [4]
    assert groenewoud in at("beijing-2022-women-sf1", "4 to go").down
    assert groenewoud not in at("beijing-2022-women-sf1", "1 to go").down
    row = row_of("beijing-2022-women-sf1", "Marijke Groenewoud")
    assert (row.finish_place, row.rank, row.total) == (5, 5, 9)


def test_golubeva_falls_with_two_to_go_finishes_and_is_let_through() -> None:
    assert told_of("beijing-2022-women-sf1", "fall", "Elizaveta Golubeva") == [2]
    assert told_of("beijing-2022-women-sf1", "fall", "Park Ji-woo") == [2]
    golubeva = row_of("beijing-2022-women-sf1", "Elizaveta Golubeva")
    assert (golubeva.rank, golubeva.status, golubeva.through) == (9, "finished", "q")


def test_takagi_falls_on_the_last_lap() -> None:
    assert told_of("beijing-2022-women-sf2", "fall", "Nana Takagi") == [1]
    assert row_of("beijing-2022-women-sf2", "Nana Takagi").through is None


def test_nobody_is_named_at_a_sprint_whose_winner_nobody_published() -> None:
    state = at("beijing-2022-women-sf2", "end")
    assert {lap: result.order for lap, result in state.sprints.items()} == {
        8: ((), (bib_of("beijing-2022-women-sf2", "Michelle Uhrig"),), ())
    }
    assert at("beijing-2022-women-sf2", "lap 8").leader is None


def test_maltais_is_caught_with_seven_laps_to_go() -> None:
    maltais = bib_of("beijing-2022-women-final", "Valérie Maltais")
    assert at("beijing-2022-women-final", "sprint 2").away == (maltais,)
    assert at("beijing-2022-women-final", "7 to go").away == ()


def test_the_finals_have_the_helmet_numbers_that_were_published() -> None:
    numbers = {skater.name: skater.bib for skater in sample("beijing-2022-men-final").sheet.skaters}
    published = {"Bart Swings": 3, "Lee Seung-hoon": 4, "Chung Jae-won": 7, "Joey Mantia": 14}
    assert published.items() <= numbers.items()
    assert sorted(numbers.values()) == list(range(1, 17))


def test_who_was_let_through_makes_a_seventeenth_in_the_final() -> None:
    numbers = {skater.name: skater.bib for skater in sample("beijing-2022-women-final").sheet.skaters}
    assert sorted(numbers.values()) == list(range(1, 18))
    assert numbers["Elizaveta Golubeva"] == 17


def test_the_numbers_given_here_are_marked_and_the_published_ones_are_not() -> None:
    assert not doubts("beijing-2022-men-sf1", "Sven Kramer").bib
    assert doubts("beijing-2022-men-sf2", "Jorrit Bergsma").bib
    assert not doubts("beijing-2022-men-final", "Bart Swings").bib
    assert doubts("beijing-2022-men-final", "Sven Kramer").bib


def test_the_second_places_that_were_assigned_here_are_marked_and_no_others() -> None:
    name = "beijing-2022-men-sf1"
    assert doubts(name, "Bart Swings").sprints == (True, False, True)
    assert doubts(name, "Dmitry Morozov").sprints == (False, True, False)
    assert doubts(name, "Bart Swings").total
    others = {skater.name for skater in sample(name).sheet.skaters} - {"Bart Swings", "Dmitry Morozov"}
    assert not any(any(doubts(name, skater).sprints) or doubts(name, skater).total for skater in others)


def test_every_sprint_of_the_first_womens_semi_final_is_marked() -> None:
    name = "beijing-2022-women-sf1"
    for row in standings(at(name, "end")):
        assert doubts(name, row.name).sprints == tuple(points > 0 for points in row.sprints)


def test_places_over_the_line_that_were_worked_out_are_marked() -> None:
    marked = {
        row.name
        for row in standings(at("beijing-2022-men-final", "end"))
        if doubts("beijing-2022-men-final", row.name).finish
    }
    assert marked == {"Daniil Aldoshkin", "Livio Wenger", "Jorrit Bergsma", "Gabriel Odor"}


def test_no_published_time_is_marked() -> None:
    for name in sample_names():
        assert not any(doubts(name, row.name).time for row in standings(at(name, "end")))


@pytest.mark.parametrize(
    ("name", "kind", "skater", "fact", "moment"),
    [
        ("beijing-2022-men-sf1", "attack", "Sven Kramer", False, True),
        ("beijing-2022-men-sf1", "caught", "Sven Kramer", True, True),
        ("beijing-2022-men-sf1", "finish", "Sven Kramer", False, False),
        ("beijing-2022-men-sf2", "finish", "Andrea Giovannini", True, True),
        ("beijing-2022-women-sf1", "fall", "Marijke Groenewoud", False, True),
        ("beijing-2022-women-sf1", "withdraw", "María Victoria Rodríguez", False, False),
        ("beijing-2022-women-sf2", "lapped", "Michelle Uhrig", True, True),
        ("calgary-2025-men-b", "lapped", "Andrey ZUYEV", True, True),
        ("calgary-2025-men-b", "withdraw", "Kierryn HUGHES", False, False),
        ("calgary-2025-men-b", "disqualify", "Mathieu BELLOIR", False, True),
    ],
)
def test_what_happened_and_when_are_marked_each_on_its_own(
    name: str, kind: str, skater: str, *, fact: bool, moment: bool
) -> None:
    marks = Marks(sample(name).header.provenance)
    event = next(event for _, event in told(name, kind) if bib_of(name, skater) in bibs_of(event))
    assert (marks.fact_doubtful(event), marks.time_doubtful(event)) == (fact, moment)


def test_calgary_has_a_lapped_skater_one_who_did_not_finish_and_a_disqualification() -> None:
    rows = {row.name: row for row in standings(at("calgary-2025-men-b", "end"))}
    zuyev, hughes, belloir = rows["Andrey ZUYEV"], rows["Kierryn HUGHES"], rows["Mathieu BELLOIR"]
    assert (zuyev.status, zuyev.laps, zuyev.time, zuyev.won, zuyev.total) == ("lapped", 16, 501420, 2, 0)
    assert (hughes.status, hughes.laps) == ("withdrew", 11)
    assert (belloir.status, belloir.rank, belloir.finish_place) == ("disqualified", 27, None)


def test_bergsma_wins_in_heerenveen_and_one_skater_does_not_finish() -> None:
    rows = standings(at("heerenveen-2025-men-a", "end"))
    assert (rows[0].name, rows[0].total) == ("Jorrit BERGSMA", 63)
    assert [row.name for row in rows if row.status == "withdrew"] == ["Sigurd Holbø DYRSET"]


def test_no_note_on_a_start_sheet_gives_a_result_away() -> None:
    notes = {note for name in sample_names() for skater in sample(name).sheet.skaters for note in skater.notes}
    of_real_races = {"Last race of his career", "Four Olympic titles", "Promoted from division B"}
    assert notes == of_real_races | {"Came from inline skating", "Skates the 1500 m as well"}
