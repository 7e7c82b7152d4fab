"""The csv of ``massstart results`` can be imported, and gives the same result: for the samples and for any race."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from massstart_tui.imports.result_race import ResultRace
from massstart_tui.race.standings import Standing
from massstart_tui.report.results_page import Results, as_csv, doubtful_fields
from massstart_tui.stream.codec import Header
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.text.words import Language
from tests.imports.results_in_csv import race_in, result_of, timeline_of
from tests.race.builders import fold
from tests.race.outcomes import Outcome, outcomes
from tests.strategies import Fields

LOST_ON_THE_WAY: dict[str, Any] = {"name": "", "because": None, "shared": None}
"""Fields that may differ: a name loses control characters, and a reason rests on more than the result has."""


OPEN: dict[str, Any] = {"unknown_sprints": (), "open_rank": False, "best": None, "worst": None, "through": None}
"""What a result does not tell: when a finisher was lapped, and so who may have won points at an unrecorded sprint."""


def compared(rows: tuple[Standing, ...], lost: dict[str, Any] = LOST_ON_THE_WAY) -> list[Standing]:
    return [row._replace(**lost) for row in rows]


def read_back(results: Results, language: Language = Language.EN) -> ResultRace:
    """Return the race that is imported from the csv of this result."""
    return race_in(as_csv(results, language).encode(), replace(results.state.sheet, skaters=()))


def doubts_by_bib(results: Results) -> dict[int, set[str]]:
    return {row.bib: set(doubtful_fields(doubt)) for row, doubt in zip(results.rows, results.doubts, strict=True)}


@pytest.mark.parametrize("name", sample_names())
def test_the_result_of_a_sample_comes_back_whole_with_its_marks(name: str) -> None:
    path = sample_path(name)
    assert path
    race = load(path)
    results = Results(race.at("end"), race.instant("end"), race.recording.header)
    back = read_back(results)
    timeline = timeline_of(back)
    again = Results(timeline.state_at(len(timeline)), 0, back.header)
    assert compared(again.rows) == compared(results.rows)
    assert doubts_by_bib(again) == doubts_by_bib(results)
    assert list(csv.reader(io.StringIO(as_csv(again)))) == list(csv.reader(io.StringIO(as_csv(results))))


@st.composite
def raced(draw: st.DrawFn) -> tuple[Outcome, list[Fields]]:
    """Draw any ending of a race with its sprints before the finish, with its events and some finish times."""
    outcome = draw(outcomes().filter(lambda one: all(lap < one.sheet["laps"] for lap in one.sprints)))
    told = outcome.happenings()
    for event in told:
        if event["type"] == "finish":
            t = 400_000
            event["times"] = []
            for place in event["order"]:
                t += draw(st.integers(0, 5000))
                event["times"].append(t if place is not None and draw(st.booleans()) else None)
    return outcome, told


@given(raced(), st.sampled_from(Language))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_the_result_of_any_race_comes_back_whole(race: tuple[Outcome, list[Fields]], language: Language) -> None:
    outcome, told = race
    sheet = outcome.start_sheet()
    results = Results(fold(sheet, *told), 0, Header(race=sheet))
    again = result_of(read_back(results, language))
    unknown = any(row.unknown_sprints for row in (*again, *results.rows))
    lost = {**LOST_ON_THE_WAY, **OPEN} if unknown else LOST_ON_THE_WAY
    assert compared(again, lost) == compared(results.rows, lost)
