"""Rehearsals: what is shown during the race, and the comparison afterwards."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.report.rehearsal import NEAR_MS, SAME_MS, Comparison, Fact, captions, compare, pair_up
from massstart_tui.report.rehearsal_page import comparison_page, laps_table
from massstart_tui.report.table_page import as_text
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, words
from tests.report.rehearsed import moved, races, t_of, timeline_of
from tests.strategies import lines_of, sheets, streams
from tests.streams import Fields, event, race_of_sixteen

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)
NAMES = {1: "Noord", 2: "Vik", 3: "Valle", 4: "Müller", 5: "Sato", 6: "Hill"}
SEMI_FINAL = "beijing-2022-men-sf1"
any_stream = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))


def sample(name: str) -> Timeline:
    path = sample_path(name)
    assert path is not None
    return load(path).timeline


def told(facts: tuple[Fact, ...]) -> list[tuple[str, int | None]]:
    return [(fact.event.type, fact.bib) for fact in facts]


def is_perfect(found: Comparison) -> bool:
    return not (found.wrong or found.missed or found.extra or found.laps.missed or found.laps.extra)


def compared(wanted: list[Fields], typed: list[Fields]) -> Comparison:
    return compare(timeline_of(*wanted), timeline_of(*typed))


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_race_entered_as_it_was_is_perfect_and_never_late(name: str) -> None:
    race = sample(name)
    found = compare(race, race)
    assert is_perfect(found)
    assert found.right
    assert set(found.late) == set(found.laps.late.values()) == {0}


@given(any_stream)
def test_any_race_with_any_corrections_compared_with_itself_is_perfect(stream: bytes) -> None:
    race = Timeline(read_from(io.BytesIO(stream), "test"))
    found = compare(race, race)
    assert is_perfect(found)
    assert not any(found.late)


@given(races, st.integers(-SAME_MS, SAME_MS))
def test_a_race_entered_so_much_later_is_that_late_in_everything(race: list[Fields], late: int) -> None:
    found = compared(race, moved(race, late))
    assert is_perfect(found)
    assert set(found.late) == set(found.laps.late.values()) == {late}


def one_event_fewer(race: list[Fields], index: int) -> tuple[list[Fields], Fields]:
    return race[:index] + race[index + 1 :], race[index]


@given(races, st.data())
def test_what_was_not_entered_is_missed_and_nothing_else_is(race: list[Fields], data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(race) - 2))
    typed, left_out = one_event_fewer(race, index)
    found = compared(race, typed)
    assert not found.wrong
    assert not found.extra
    assert not any(found.late)
    lap = left_out["lap"] if left_out["type"] == "lap" else None
    if lap == 16:
        assert is_perfect(found)
        assert found.laps.late[16] == 5600
    elif lap is not None:
        assert found.laps.missed == (lap,)
        assert not found.missed
    else:
        assert not found.laps.missed
        assert {fact.event.type for fact in found.missed} == {left_out["type"]}
        assert len(found.missed) == (6 if left_out["type"] == "finish" else 1)


@given(races, st.integers(0, 30_000), st.sampled_from([1, 2, 3]))
def test_a_sprint_with_two_of_its_places_swapped_is_wrong_once(race: list[Fields], late: int, number: int) -> None:
    lap = number * 4
    typed = [swapped(fields) if fields.get("lap") == lap else fields for fields in moved(race, late)]
    found = compared(race, typed)
    assert [(pair.wanted.event.type, pair.late) for pair in found.wrong] == [("sprint", late)]
    assert not found.missed
    assert not found.extra


def swapped(fields: Fields) -> Fields:
    order: Any = fields.get("order")
    return {**fields, "order": [order[1], order[0], *order[2:]]} if order else fields


def test_of_two_who_are_swapped_in_the_finish_both_are_wrong_and_the_others_right() -> None:
    race = race_of_sixteen()
    typed = [{**swapped(fields), "times": None} if fields["type"] == "finish" else fields for fields in race]
    found = compared(race, typed)
    assert sorted(told(tuple(pair.wanted for pair in found.wrong))) == [("finish", 4), ("finish", 6)]
    assert [(pair.wanted.place, pair.typed.place) for pair in found.wrong if pair.wanted.bib == 4] == [(1, 2)]
    assert len(found.right) == 3 + 4


def test_who_was_left_out_of_the_finish_is_missed_and_those_behind_are_right_all_the_same() -> None:
    found = compared([event("finish", 5, order=[1, 2, 3, 4])], [event("finish", 5, order=[1, 3, 4])])
    assert told(found.missed) == [("finish", 2)]
    assert not found.wrong


def test_a_finish_in_several_lines_is_one_and_each_part_has_its_own_lateness() -> None:
    parts = [event("finish", 2000, order=[1, 2]), event("finish", 9000, order=[3])]
    found = compared([event("finish", 1000, order=[1, 2, 3])], parts)
    assert is_perfect(found)
    assert found.late == (1000, 1000, 8000)


def test_a_dead_heat_entered_as_two_places_is_wrong_for_who_was_put_behind() -> None:
    found = compared([event("finish", 5, order=[1, [2, 3], 4])], [event("finish", 5, order=[1, 2, 3, 4])])
    assert told(tuple(pair.wanted for pair in found.wrong)) == [("finish", 3)]


def test_whoever_was_entered_for_a_place_that_nobody_published_did_not_come_out_of_nowhere() -> None:
    assert is_perfect(compared([event("finish", 5, order=[1, None, 3])], [event("finish", 5, order=[1, 2, 3])]))
    sprint = [event("lap", 4, lap=4), event("sprint", 5, lap=4, order=[1, None, 3])]
    assert is_perfect(compared(sprint, [sprint[0], event("sprint", 5, lap=4, order=[1, 2, 3])]))


def test_a_fall_under_the_wrong_bib_is_wrong_when_near_and_else_missed_and_made_up() -> None:
    fall = event("fall", 100_000, bibs=[1])
    near = compared([fall], [event("fall", 100_000 + NEAR_MS, bibs=[2])])
    assert [(pair.wanted.bib, pair.typed.bib) for pair in near.wrong] == [(1, 2)]
    assert not near.missed
    assert not near.extra
    far = compared([fall], [event("fall", 100_001 + NEAR_MS, bibs=[2])])
    assert told(far.missed) == [("fall", 1)]
    assert told(far.extra) == [("fall", 2)]


def test_an_entry_of_another_type_is_no_entry_of_this_one() -> None:
    found = compared([event("fall", 5, bibs=[1])], [event("attack", 5, bibs=[1])])
    assert told(found.missed) == [("fall", 1)]
    assert told(found.extra) == [("attack", 1)]


def test_an_entry_about_the_same_skater_much_later_is_another_entry() -> None:
    fall = event("fall", 100_000, bibs=[1])
    assert is_perfect(compared([fall], moved([fall], SAME_MS)))
    assert told(compared([fall], moved([fall], SAME_MS + 1)).missed) == [("fall", 1)]


def test_two_who_fell_in_one_line_may_be_entered_one_by_one() -> None:
    together = event("fall", 1000, bibs=[1, 2])
    found = compared([together], [event("fall", 3000, bibs=[2]), event("fall", 4000, bibs=[1])])
    assert is_perfect(found)
    assert sorted(found.late) == [2000, 3000]
    assert told(compared([together], [event("fall", 1000, bibs=[2])]).missed) == [("fall", 1)]


def test_a_card_of_another_colour_and_another_distance_are_wrong() -> None:
    wanted = [event("card", 5, bib=1, colour="yellow"), event("distance", 6, laps=15)]
    typed = [event("card", 5, bib=1, colour="red"), event("distance", 6, laps=14)]
    assert [pair.wanted.event.type for pair in compared(wanted, typed).wrong] == ["card", "distance"]
    assert is_perfect(compared(wanted, wanted))


def test_who_left_early_missed_nothing_that_was_still_to_come() -> None:
    whole = timeline_of(*race_of_sixteen(event("fall", 200_000, bibs=[3])))
    left = compare(whole, timeline_of(event("start")), left_at=150_000)
    assert [fact.event.type for fact in left.missed] == ["sprint"]
    assert left.laps.missed == (1, 2, 3, 4, 5)


def test_what_was_corrected_before_the_end_counts_as_corrected() -> None:
    fall = event("fall", 1000, bibs=[1])
    amend = event("amend", 3000, target=1, event={"type": "fall", "t": 1500, "bibs": [1]})
    found = compared(
        [fall],
        [event("fall", 2000, bibs=[2]), amend, event("attack", 4000, bibs=[3]), event("retract", 5000, target=3)],
    )
    assert is_perfect(found)
    assert found.late == (500,)


def test_of_two_falls_of_one_skater_the_one_that_was_entered_is_the_nearer() -> None:
    found = compared(
        [event("fall", 10_000, bibs=[1]), event("fall", 40_000, bibs=[1])], [event("fall", 41_000, bibs=[1])]
    )
    assert [fact.t for fact in found.missed] == [10_000]
    assert found.late == (1000,)


moments = st.lists(st.integers(0, 40), max_size=5).map(sorted)


def most_pairs(wanted: list[int], typed: list[int], within: int) -> tuple[int, int]:
    """Return the most pairs, and minus their total distance, by trying every way of pairing."""
    if not wanted:
        return (0, 0)
    first, *rest = wanted
    ways = [most_pairs(rest, typed, within)]
    for index, t in enumerate(typed):
        if abs(t - first) <= within:
            pairs, close = most_pairs(rest, typed[:index] + typed[index + 1 :], within)
            ways.append((pairs + 1, close - abs(t - first)))
    return max(ways)


@given(moments, moments, st.integers(0, 20))
def test_no_other_way_of_pairing_makes_more_pairs_or_nearer_ones(
    wanted: list[int], typed: list[int], within: int
) -> None:
    note = timeline_of(event("note", text="")).event(1)
    pairs, missed, extra = pair_up([Fact(t, note) for t in wanted], [Fact(t, note) for t in typed], within)
    assert (len(pairs), -sum(abs(pair.late) for pair in pairs)) == most_pairs(wanted, typed, within)
    assert sorted([*(pair.wanted.t for pair in pairs), *(fact.t for fact in missed)]) == wanted
    assert sorted([*(pair.typed.t for pair in pairs), *(fact.t for fact in extra)]) == typed


def test_the_captions_of_a_real_race_say_what_happened_at_its_moment_and_the_laps_discreetly() -> None:
    race = sample(SEMI_FINAL)
    names = short_names_of(race.sheet.skaters)
    shown = captions(race, ENGLISH, names)
    assert [caption.t for caption in shown] == sorted(caption.t for caption in shown)
    assert (208_543, "attack: 13\u00a0Kramer") in [(caption.t, caption.text) for caption in shown]
    laps = [caption.text for caption in shown if caption.discreet]
    assert len(laps) == 16
    assert laps[0] == "lap 1 done, 15 to go"
    assert laps[-1] == "lap 16 done, the last"
    assert sum(caption.text.startswith("finish") for caption in shown) == 15
    dutch = [caption.text for caption in captions(race, DUTCH, names)]
    assert dutch[1] == "ronde 1 gereden, nog 15"


def test_a_caption_tells_what_was_corrected_as_it_was_and_what_was_taken_back_not_at_all() -> None:
    race = timeline_of(
        event("fall", 1000, bibs=[2]),
        event("attack", 2000, bibs=[3]),
        event("amend", 3000, target=1, event={"type": "fall", "t": 900, "bibs": [1]}),
        event("retract", 4000, target=2),
    )
    assert [(caption.t, caption.text) for caption in captions(race, ENGLISH, NAMES)] == [(900, "fall: 1\u00a0Noord")]


def a_rehearsal() -> Comparison:
    wanted = [
        *race_of_sixteen(event("fall", 100_000, bibs=[1]), event("attack", 200_000, bibs=[5])),
    ]
    typed = [event("fall", 103_200, bibs=[2]), event("fall", 300_000, bibs=[3])]
    rest = [fields for fields in wanted if fields["type"] not in ("fall", "attack", "start")]
    without_a_lap = [fields for fields in rest if fields.get("lap") != 7]
    entered = [swapped(fields) if fields.get("lap") == 8 else fields for fields in without_a_lap]
    return compared(wanted, sorted([*typed, *entered], key=t_of))


def test_the_page_tells_how_much_was_right_how_late_and_each_entry_in_race_order() -> None:
    page = comparison_page(a_rehearsal(), timeline_of().sheet, ENGLISH, NAMES)
    text = as_text(page).replace("\u00a0", " ")
    assert text.startswith("Rehearsal: Test race\n8 of 11 entered right, 2 wrong, 1 missed, 1 that never happened\n")
    assert "How late: 0.0 s in the median, 3.2 s at most\n" in text
    assert "Laps: 15 of 16 entered, 0 too many\n" in text
    assert "Laps missed: 7\n" in text
    rows = [line.split("  ") for line in text.splitlines()]
    kept = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert ["1:40.0", "fall: 1 Noord", "wrong", "3.2", "2 Vik"] in kept
    assert ["3:20.0", "attack: 5 Sato", "missed"] in kept
    assert ["5:00.0", "fall: 3 Valle", "never happened"] in kept
    times = [row[0] for row in kept if row and row[0][:1].isdigit() and ":" in row[0]]
    assert times == sorted(times)


def test_the_page_speaks_dutch() -> None:
    page = comparison_page(a_rehearsal(), timeline_of().sheet, DUTCH, NAMES)
    text = as_text(page)
    assert text.startswith("Oefening: Test race\n8 van de 11 goed ingevoerd, 2 fout, 1 gemist, 1 die niet gebeurd zijn")
    assert "val: 3" in text


def test_a_race_in_which_there_was_nothing_to_enter_has_a_page_too() -> None:
    race = timeline_of(event("start"))
    page = comparison_page(compare(race, race), race.sheet, ENGLISH, NAMES)
    assert "0 of 0 entered right" in as_text(page)


def test_the_times_of_the_page_are_since_the_gun_that_counted() -> None:
    anew = [event("stop", 80_000), event("restart", 400_000), event("attack", 431_000, bibs=[5])]
    race = timeline_of(event("start"), event("fall", 70_000, bibs=[3]), *anew)
    rows = as_text(comparison_page(compare(race, race), race.sheet, ENGLISH, NAMES)).replace("\u00a0", " ")
    assert "1:10.0  fall: 3 Valle" in rows
    assert "0:31.0  attack: 5 Sato" in rows


def test_the_whole_table_has_when_each_entry_was_typed_and_a_bar_for_how_late() -> None:
    page = comparison_page(a_rehearsal(), timeline_of().sheet, ENGLISH, NAMES, whole=True)
    columns = {column.heading: column.cells for column in page.columns}
    assert list(columns) == ["Time", "What happened", "Entered", "Typed at", "Late (s)", "0 to 10 s", "As"]
    for entered, typed, late, bar in zip(
        *(columns[n] for n in ("Entered", "Typed at", "Late (s)", "0 to 10 s")), strict=True
    ):
        assert bool(typed) is (entered != "missed")
        assert bool(late) is (entered in {"right", "wrong"})
        if late:
            assert len(bar) == max(0, min(21, round(float(late) / 0.5)))


def test_each_lap_is_told_with_its_delay_and_a_missed_one_as_missed() -> None:
    wanted, typed = timeline_of(*laps_at(1, 2, 3)), timeline_of(*laps_at(1, 3, late=700))
    columns = {column.heading: column.cells for column in laps_table(compare(wanted, typed), ENGLISH)}
    assert columns == {
        "Lap": ("1", "2", "3"),
        "Time": ("0:30.0", "1:00.0", "1:30.0"),
        "Typed at": ("0:30.7", "missed", "1:30.7"),
        "Late (s)": ("0.7", "", "0.7"),
        "0 to 10 s": ("█", "", "█"),
    }
    assert laps_table(compare(wanted, typed, timed=True), ENGLISH) == ()


def laps_at(*laps: int, late: int = 0) -> list[Fields]:
    return [event("start"), *(event("lap", lap * 30_000 + late, lap=lap) for lap in laps)]


@pytest.mark.parametrize("kind", ["withdraw", "disqualify", "dns"])
@pytest.mark.parametrize("late", [SAME_MS + 1, 200_000])
def test_an_exit_that_is_entered_very_late_is_late_and_neither_missed_nor_made_up(kind: str, late: int) -> None:
    gone = event(kind, 61_000, bibs=[5])
    found = compared([event("start"), gone], [event("start"), {**gone, "t": 61_000 + late}])
    assert is_perfect(found)
    assert found.late == (late,)


def test_a_fall_of_the_same_skater_minutes_later_is_another_one() -> None:
    found = compared(
        [event("start"), event("fall", 61_000, bibs=[5])], [event("start"), event("fall", 200_000, bibs=[5])]
    )
    assert told(found.missed) == told(found.extra) == [("fall", 5)]
