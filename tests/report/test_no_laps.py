"""A skater whose laps are unknown is never said to have completed none."""

from __future__ import annotations

import io

import pytest

from massstart_tui.report.results_page import page_of
from massstart_tui.report.story.formats import report_of
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from tests.report.races import results_at
from tests.streams import event, make_stream

RACE = (
    event("start"),
    event("withdraw", 90_000, bibs=[5, 6]),
    event("withdraw", 95_000, bibs=[4], laps=3),
    event("finish", 480_000, order=[1, 2, 3]),
)


@pytest.mark.parametrize("language", Language)
def test_no_page_and_no_report_counts_laps_that_nobody_recorded(language: Language) -> None:
    speak = words(language)
    results = results_at("end", *RACE)
    cells = [cell for column in page_of(results, speak).columns for cell in column.cells]
    said = " ".join(why_told(results.rows, bib, results.state, speak, doubtful=False) for bib in (4, 5, 6))
    timeline = Timeline(read_from(io.BytesIO(make_stream(*RACE)), "race"))
    told = " ".join(text for _, text in report_of(timeline, 480_000, speak).paragraphs)
    for text in (*cells, said, told):
        assert not any(
            none in text for none in ("0 laps", "0 ronden", "no laps completed", "after no laps", "nul ronden")
        )
    assert speak("reason.no_laps") in cells
