"""Sources are shown in the reader's language, with their names instead of addresses."""

from __future__ import annotations

import pytest

from massstart_tui.report.results_page import Results, ResultsFormat, write
from massstart_tui.report.sources import source_told
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.stream.samples import sample_names
from massstart_tui.text.words import Language, words
from tests.report.story.stories import sample_bytes, timeline_of, told


def entry(source: str, source_nl: str = "") -> Provenance:
    """Return a provenance entry with this source."""
    return Provenance(about="incidents", kind=Certainty.RECONSTRUCTED, source=source, source_nl=source_nl)


@pytest.mark.parametrize(
    ("source", "told_as"),
    [
        ("it.wikipedia.org: http://it.wikipedia.org/wiki/M; www.nu.nl: https://www.nu.nl/a?b=1", "Wikipedia; NU.nl"),
        ("https://nos.nl/artikel/1", "NOS"),
        ("https://www.isu.org/results.pdf", "ISU"),
        ("https://example.org:8080/a", "example.org"),
        ("http://www.oasport.it/1; https://oasport.it/2", "OA Sport"),
        ("the press: nu.nl, at lap 8.5", "the press: NU.nl, at lap 8.5"),
        ("as told by the jury", "as told by the jury"),
        ("a mail to me@nos.nl", "a mail to me@nos.nl"),
    ],
)  # fmt: skip
def test_a_source_is_shown_by_its_name(source: str, told_as: str) -> None:
    assert source_told(entry(source), Language.EN) == told_as


def test_a_dutch_reader_is_told_it_in_dutch_where_the_file_has_it() -> None:
    both = entry("the press", "de pers")
    assert (source_told(both, Language.EN), source_told(both, Language.NL)) == ("the press", "de pers")
    assert source_told(entry("the press"), Language.NL) == "the press"


@pytest.mark.parametrize("name", sample_names())
def test_no_report_and_no_page_of_a_sample_shows_an_address(name: str) -> None:
    timeline = timeline_of(sample_bytes(name))
    header = timeline.recording.header
    shown = [source_told(entry, language) for entry in header.provenance for language in Language]
    for language in Language:
        report = told(sample_bytes(name), language=language)
        state = timeline.state_at(len(timeline))
        shown += [*report.notes, write(Results(state, state.t, header), ResultsFormat.MARKDOWN, words(language))]
    assert shown
    assert not [text for text in shown if "://" in text or "www." in text]


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_is_in_both_languages(name: str) -> None:
    header = timeline_of(sample_bytes(name)).recording.header
    assert header.race.title_nl
    assert header.race.competition_nl
    english = [entry.source for entry in header.provenance if " " in entry.source and not entry.source_nl]
    # A list of addresses has no language.
    assert not [source for source in english if "://" not in source]
