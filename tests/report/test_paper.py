"""The protocol on paper, read back: one A4, with every letter of every name."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from massstart_tui.report.paper import as_pdf
from massstart_tui.report.results import Results, page_of
from massstart_tui.stream.race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.text.words import Language, words
from tests.report.races import results_at
from tests.streams import event, make_skaters, race_of_sixteen

A4 = (595, 842)


def read_back(results: Results, language: Language = Language.EN) -> tuple[int, str, tuple[int, int]]:
    """How many pages there are, the text on the first, and its size in points."""
    reader = PdfReader(BytesIO(as_pdf(page_of(results, words(language)))))
    first = reader.pages[0]
    return len(reader.pages), first.extract_text(), (round(first.mediabox.width), round(first.mediabox.height))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_on_one_a4_with_every_name_and_note(name: str, language: Language) -> None:
    path = sample_path(name)
    assert path is not None
    race = load(path)
    results = Results(race.at("end"), race.instant("end"), race.recording.header)
    pages, text, size = read_back(results, language)
    assert (pages, size) == (1, A4)
    on_one_line = " ".join(text.split())
    for cell in (*(row.name for row in results.rows), *page_of(results, words(language)).notes):
        assert " ".join(cell.split()) in on_one_line


def test_the_largest_field_is_on_one_a4() -> None:
    skaters = make_skaters(*((bib, f"Nicolaas-Willem van der Ster-Oosterhuis {bib}", "NED") for bib in range(1, 29)))
    out = event("disqualify", 500_000, bibs=[28], rule="serious obstruction of another skater (257.4.5)")
    finish = event("finish", 480_000, order=list(range(1, 29)), times=[480_000 + bib for bib in range(1, 29)])
    pages, text, _ = read_back(
        results_at("end", event("start"), finish, out, event("official", 510_000), skaters=skaters)
    )
    assert pages == 1
    assert "Oosterhuis 27" in " ".join(text.split())


def test_it_has_thousandths_where_a_tie_needs_them_and_the_rule_of_a_disqualification() -> None:
    incidents = (event("disqualify", 590_000, bibs=[3], rule="T25"), event("advance", 590_000, bibs=[5]))
    _, text, _ = read_back(results_at("end", *race_of_sixteen(*incidents), qualify=2))
    for cell in ("8:00.121", "8:00.127", "8:01.30", "DQ", "(T25)", "Q", "q let through by the referee"):
        assert cell in text


@pytest.mark.parametrize("name", ["Mathias Vosté", "Metoděj Jílek", "Mateusz Śliwka", "Haralds Silovs", "Łucja Żółć"])
def test_the_letters_of_a_name_are_all_there(name: str) -> None:
    assert name in read_back(results_at("end", event("start"), skaters=make_skaters((1, name, "XXX"))))[1]


def test_a_letter_that_the_font_lacks_is_seen_to_be_missing() -> None:
    assert (
        "\ufffd\ufffd\ufffd"
        in read_back(results_at("end", event("start"), skaters=make_skaters((1, "宁忠岩", "CHN"))))[1]
    )


def test_the_same_race_gives_the_same_file() -> None:
    page = page_of(results_at("end", *race_of_sixteen()), words(Language.EN))
    assert as_pdf(page) == as_pdf(page)
