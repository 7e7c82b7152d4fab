"""Tests that the samples' own titles, notes and reasons are told in the reader's language."""

from __future__ import annotations

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.rank_phrases import given_and_cost
from massstart_tui.report.story.formats import as_text, report_of
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, words
from sample_races.dutch import TEXTS

TOO_SHORT_TO_FIND = ("fell", "collision")
"""English words that a Dutch text may contain, unchanged or inside another word."""


def everything_told(name: str, language: Language) -> str:
    """Return the report, the log, the reasons of the result, the notes, and the report before the gun."""
    path = sample_path(name)
    assert path
    race, speak = load(path), words(language)
    names = short_names_of(race.sheet.skaters)
    telling = Telling(speak, race.sheet.rules_in_force(), names, race.sheet.texts_nl)
    state = race.at("end")
    told = [telling.whole(race.timeline.line(at).event) for at in range(race.timeline.lines_at(len(race.timeline)))]
    told += [given_and_cost(row, state, speak) for row in standings(state)]
    told += [note for skater in race.sheet.skaters for note in notes_of(skater, race.sheet, language)]
    told += [as_text(report_of(race.timeline, t, speak)) for t in (-1, race.instant("end"))]
    return " ".join("\n".join(told).split())


@pytest.mark.parametrize("name", sample_names())
def test_a_note_and_a_reason_of_a_sample_are_in_the_language_of_the_reader(name: str) -> None:
    path = sample_path(name)
    assert path
    pairs = dict(load(path).sheet.texts_nl)
    dutch, english = everything_told(name, Language.NL), everything_told(name, Language.EN)
    for text, in_dutch in pairs.items():
        assert in_dutch in dutch
        assert text in english
        assert in_dutch not in english
        assert text in TOO_SHORT_TO_FIND or text not in dutch


def test_every_dutch_text_is_of_a_sample() -> None:
    paths = [path for name in sample_names() if (path := sample_path(name))]
    assert {text for path in paths for text, _ in load(path).sheet.texts_nl} == TEXTS.keys()
