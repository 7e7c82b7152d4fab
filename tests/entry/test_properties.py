"""Properties of live entry for all lines, events and moments."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.completion import completions
from massstart_tui.entry.expected import expected
from massstart_tui.entry.line_reading import READERS, read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.printing import NotInTheVocabulary, printed
from massstart_tui.entry.problems import Problem, problem_sentence
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import EVENT_TYPES, Amend, Event, Unknown
from massstart_tui.race.rule_checks import wrong_with_event
from massstart_tui.stream.codec import decode_amended
from massstart_tui.stream.reading import read
from massstart_tui.stream.samples import sample_names, samples_folder
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language
from massstart_tui.text.words import words as words_of
from tests.entry.races import entered_or_problem, lines, situation_of, situations, vocabulary, words


def has_an_unknown(event: Event) -> bool:
    if isinstance(event, Amend):
        return has_an_unknown(decode_amended(event))
    return isinstance(event, Unknown)


@given(situations())
def test_what_is_printed_of_an_event_is_read_as_that_event_at_any_moment_in_both_languages(race: Situation) -> None:
    assert race.timeline is not None
    for seq in range(1, race.recorded + 1):
        event = race.timeline.recording.lines.event(seq)
        for language in Language:
            if has_an_unknown(event):
                with pytest.raises(NotInTheVocabulary):
                    printed(event, race.sheet, language)
            else:
                (read,) = read_line(printed(event, race.sheet, language), race).events
                assert vocabulary(read) == vocabulary(event)


@pytest.mark.parametrize("name", sample_names())
def test_every_event_of_the_sample_races_can_be_typed(name: str) -> None:
    timeline = Timeline(read(samples_folder() / f"{name}.jsonl"))
    situation = situation_of(timeline)
    for seq in range(1, situation.recorded + 1):
        event = timeline.recording.lines.event(seq)
        for language in Language:
            (typed,) = read_line(printed(event, situation.sheet, language), situation).events
            assert vocabulary(typed) == vocabulary(event)


@given(situations(), lines)
def test_a_line_records_what_the_sport_finds_nothing_wrong_with_or_says_why_not(race: Situation, line: str) -> None:
    on_sheet = race.sheet.by_bib()
    entered = entered_or_problem(line, race)
    if isinstance(entered, Problem):
        assert 0 <= entered.start <= entered.end <= len(line)
        assert all(problem_sentence(entered, words_of(language)) for language in Language)
        return
    for event in entered.events:
        plain = decode_amended(event) if isinstance(event, Amend) else event
        assert not list(wrong_with_event(plain, on_sheet, race.state.rules, 0))
    assert bool(entered.events) != (entered.order is not None)
    assert all(preview(entered, race, words_of(language)) for language in Language)


@given(situations(), lines)
def test_what_is_recorded_of_a_line_is_printed_as_a_line_that_records_it_too(race: Situation, line: str) -> None:
    entered = entered_or_problem(line, race)
    for event in () if isinstance(entered, Problem) else entered.events:
        for language in Language:
            (read,) = read_line(printed(event, race.sheet, language), race).events
            assert vocabulary(read) == vocabulary(event)


@given(situations(), st.sampled_from(sorted(VERBS)), st.lists(words, max_size=6).map(" ".join), st.data())
def test_a_verb_means_the_same_in_whichever_form_and_language(
    race: Situation, verb: str, rest: str, data: st.DataObject
) -> None:
    forms = st.sampled_from([form for several in VERBS[verb] for form in several])
    one, other = data.draw(forms), data.draw(forms)
    read, alike = (entered_or_problem(f"{form} {rest}", race) for form in (one, other))
    if isinstance(read, Problem) and isinstance(alike, Problem):
        assert (read.code, read.values) == (alike.code, alike.values)
    else:
        assert read == alike


@given(situations(), lines, st.sampled_from(Language), st.data())
def test_whatever_completion_is_taken_is_right_as_far_as_it_goes(
    race: Situation, line: str, language: Language, data: st.DataObject
) -> None:
    cursor = data.draw(st.integers(0, len(line)))
    for completion in completions(line, cursor, race, language):
        assert completion.text.endswith(line[cursor:])
        assert 0 < completion.cursor <= len(completion.text)
        read = entered_or_problem(completion.text, race)
        if isinstance(read, Problem):
            assert read.unfinished or read.start >= completion.cursor or read.end <= cursor


@given(situations())
def test_every_moment_calls_for_something(race: Situation) -> None:
    calls: Any = expected(race.state)
    assert 0 <= calls.lap <= max(race.state.distance, race.state.lap + 1)


def test_every_verb_is_read_and_every_type_of_event_can_be_typed() -> None:
    assert set(READERS) | {"amend"} == {*VERBS, "bare"}
    lent = {"lead", "yellow", "warning", "red", "undo", "redo", "place", "bell", "false_start", "gap"}
    assert set(VERBS) - lent == EVENT_TYPES - {"card", "clock_set"}


def test_no_word_is_two_verbs() -> None:
    forms = {(form, code) for code, verb in VERBS.items() for several in verb for form in several}
    assert len(forms) == len({form for form, _ in forms})
