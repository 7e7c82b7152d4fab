"""Every sentence rests on exactly its events: without one it differs, and without any others it stays the same."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from massstart_tui.race.events import Lap
from massstart_tui.report.story.sentences import meaning
from massstart_tui.stream.samples import sample_names
from massstart_tui.text.words import Language
from tests.levels import first_quick
from tests.report.story.grounds import grounded_story
from tests.report.story.stories import meanings, sample_bytes, story_of, timeline_of, told, without
from tests.strategies import Fields, bibs_of_sheet, lines_of, sheets, streams

QUICK = ("beijing-2022-women-sf2", "made-up-elimination-race", "made-up-scratch-race")
"""Races with falls, laps lost and gained, and eliminations."""
SAMPLES = first_quick(
    (*QUICK, *(name for name in sample_names() if name not in (*QUICK, "made-up-timed-race"))), len(QUICK)
)
"""The samples without crossings: these tell laps, sprints and the finish once more."""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sentence_is_gone_or_another_without_the_events_that_it_rests_on(name: str) -> None:
    stream = sample_bytes(name)
    for sentence in grounded_story(stream).sentences():
        assert sentence.events
        assert meaning(sentence) not in meanings(without(stream, sentence.events)), sentence.code


@pytest.mark.parametrize("name", SAMPLES)
def test_each_event_that_a_sentence_rests_on_changes_what_is_told(name: str) -> None:
    stream = sample_bytes(name)
    story, timeline = grounded_story(stream), timeline_of(stream)
    before = meanings(stream)
    for seq in sorted({seq for sentence in story.sentences() for seq in sentence.events}):
        event = timeline.event(seq)
        # The last lap is told by the finish as well.
        if not (isinstance(event, Lap) and event.lap == timeline.sheet.laps):
            assert meanings(without(stream, [seq])) != before, seq


@pytest.mark.parametrize("name", SAMPLES)
def test_an_event_that_no_sentence_rests_on_changes_nothing(name: str) -> None:
    stream = sample_bytes(name)
    story, before = grounded_story(stream), meanings(stream)
    rested_on = {seq for sentence in story.sentences() for seq in sentence.events}
    for seq in set(range(1, len(timeline_of(stream)) + 1)) - rested_on:
        assert meanings(without(stream, [seq])) == before, seq


def test_who_is_through_rests_on_the_sprints_and_sums_that_make_the_points_certain() -> None:
    stream = sample_bytes("beijing-2022-women-sf2")
    timeline = timeline_of(stream)
    results = {s for s in timeline.order if timeline.event(s).type in ("sprint", "points", "finish")}
    (through,) = [s for s in grounded_story(stream).sentences() if s.code == "story.through_by_finish"]
    silent = results.difference(through.events)
    assert silent != results
    for seq in results:
        still = meaning(through) in meanings(without(stream, [seq]))
        assert still == (seq in silent), seq


def test_two_events_that_say_the_same_of_who_is_out_are_both_named() -> None:
    skipped = {"type": "dns", "bibs": [1]}
    stream = lines_of(*made_up({"type": "start"}, skipped, skipped, {"type": "official"}))
    (out,) = [s for s in grounded_story(stream).sentences() if "did" in s.code]
    assert {2, 3} <= set(out.events)


def test_what_an_event_keeps_from_being_told_the_headline_rests_on() -> None:
    groups = {"type": "groups", "groups": [[1], [2]]}
    caught = {"type": "caught", "bibs": [1]}
    stream = lines_of(*made_up({"type": "start"}, groups, caught, laps=9))
    assert "now.in_front.alone" not in [s.code for s in grounded_story(stream).sentences()]
    assert "now.in_front.alone" in [s.code for s in grounded_story(without(stream, [3])).sentences()]
    assert 3 in grounded_story(stream).headline.events


@st.composite
def untimed_streams(draw: st.DrawFn, *, left_out: Collection[str] = ()) -> tuple[Fields, list[Fields]]:
    """Draw a race in which no two events tell the same, as crossings and laps would; ``left_out`` are types."""
    sheet = draw(sheets())
    kept: list[Fields] = []
    for event in draw(streams(sheet, corrected=False)):
        if event["type"] not in {"crossing", *left_out} and not told_already(event, kept, sheet["laps"]):
            kept.append({**event, "seq": len(kept) + 1})
    return sheet, kept


def told_already(event: Fields, before: list[Fields], laps: int) -> bool:
    """Return whether an event adds nothing to those before it: an earlier lap, or a sprint, finish or groups again."""
    if event["type"] == "lap":
        counted = [laps if e["type"] == "finish" else e.get("lap", 0) for e in before if e["type"] in ("lap", "finish")]
        # Without a number the event says who leads in mid-lap, and counts no lap.
        return "lap" in event and not max(counted, default=0) < event["lap"] <= laps
    if event["type"] == "sprint":
        return any(e["type"] == "sprint" and e["lap"] == event["lap"] for e in before)
    if event["type"] == "finish":
        over = {bib for e in before if e["type"] == "finish" for bib in bibs_in(e["order"])}
        return not over.isdisjoint(bibs_in(event["order"]))
    if event["type"] == "groups":
        return any(e["type"] == "groups" for e in before)
    return False


def bibs_in(order: list[Any]) -> set[int]:
    """Return the bibs in an order."""
    return {bib for place in order for bib in (place if isinstance(place, list) else [place]) if bib is not None}


OUT = ("dns", "withdraw", "disqualify", "lapped", "eliminated")


def made_up(*events: Fields, **race: Any) -> tuple[Fields, list[Fields]]:
    """Return a race of two skaters over two laps with these events in quick succession.

    ``race`` overrides its sheet.
    """
    skaters = [{"bib": bib, "name": f"Skater {bib}"} for bib in (1, 2)]
    sheet = {"id": "made-up", "title": "Made up", "laps": 2, "rules": {"preset": "isu-2018"}, "skaters": skaters}
    return sheet | race, [{"seq": seq, "t": seq, **event} for seq, event in enumerate(events, 1)]


SUM_THAT_DECIDES_NOTHING = made_up(
    {"type": "official"},
    {"type": "dns", "bibs": [1]},
    {"type": "points", "points": [[2, 0]]},
    rules={"preset": "elimination"},
)


LAPS_AFTER_THE_LAST_SPRINT = made_up({"type": "lap", "lap": 13}, {"type": "lap", "lap": 14}, laps=16)
LAP_BEFORE_THE_FINISH = made_up(
    {"type": "lap", "lap": 1}, {"type": "finish", "order": [1]}, laps=13, rules={"preset": "tempo"}
)
LAPS_WITHOUT_A_SPRINT = made_up(
    {"type": "lap", "lap": 1}, {"type": "lap", "lap": 2}, laps=4, rules={"preset": "scratch"}
)


@example(SUM_THAT_DECIDES_NOTHING)
@example(LAPS_AFTER_THE_LAST_SPRINT)
@example(LAPS_WITHOUT_A_SPRINT)
@example(LAP_BEFORE_THE_FINISH)
# A lap can be the last of one distance and an ordinary one of another, so either event can bring the race to its
# finish. Without a restart, what came before it counts, and may say the same as what comes next.
@given(untimed_streams(left_out=("distance", "resume", "restart")))
def test_a_made_up_race_is_told_by_what_the_sentences_rest_on(race: tuple[Fields, list[Fields]]) -> None:
    sheet, events = race
    assume(events)
    # If everybody is out, the race is over with or without a finish.
    out = {bib for event in events if event["type"] in OUT for bib in event["bibs"]}
    assume(not out.issuperset(bibs_of_sheet(sheet)))
    stream = lines_of(sheet, events)
    before = meanings(stream)
    told_without = cache(lambda seqs: meanings(without(stream, seqs)))
    for sentence, named in zip(grounded_story(stream).sentences(), story_of(stream).sentences(), strict=True):
        # A lap and the finish may each tell it, and the grounds leave out the finish then.
        rests_on = {sentence.events, tuple(sorted({*sentence.events, *named.events}))}
        if sentence.events:
            # Another event may say exactly the same; then there is one sentence less.
            after = min(told_without(events).count(meaning(sentence)) for events in rests_on)
            assert after < before.count(meaning(sentence)), sentence.code


@given(untimed_streams())
def test_in_a_made_up_race_too_what_no_sentence_rests_on_changes_nothing(race: tuple[Fields, list[Fields]]) -> None:
    sheet, events = race
    assume(events)
    stream = lines_of(sheet, events)
    story, before = grounded_story(stream), meanings(stream)
    rested_on = {seq for sentence in story.sentences() for seq in sentence.events}
    for event in events:
        if event["seq"] not in rested_on:
            assert meanings(without(stream, [event["seq"]])) == before, event


@given(sheets().flatmap(lambda sheet: st.tuples(st.just(sheet), streams(sheet))))
def test_any_race_can_be_told_in_both_languages(race: tuple[Fields, list[Fields]]) -> None:
    sheet, events = race
    stream = lines_of(sheet, events)
    assert all(told(stream, language=language).headline for language in Language)
