"""PDF pages, read back: one A4, with every letter of every name."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from massstart_tui.report import font_packages as letters
from massstart_tui.report.pdf import as_pdf, not_shown
from massstart_tui.report.results_page import Results, page_of
from massstart_tui.report.table_page import TablePage
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.text.words import Language, words
from tests.levels import first_quick
from tests.report.races import results_at
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters, race_of_sixteen

A4 = (595, 842)


def read_back(results: Results, language: Language = Language.EN) -> tuple[int, str, tuple[int, int]]:
    """Return the number of pages, the text of the first, and its font size in points."""
    reader = PdfReader(BytesIO(as_pdf(page_of(results, words(language)), words(language))))
    first = reader.pages[0]
    return len(reader.pages), first.extract_text(), (round(first.mediabox.width), round(first.mediabox.height))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", first_quick(sample_names()))
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


def test_a_letter_that_the_font_lacks_is_seen_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "installed", dict)
    assert (
        "\ufffd\ufffd\ufffd"
        in read_back(results_at("end", event("start"), skaters=make_skaters((1, "宁忠岩", "CHN"))))[1]
    )


def test_the_same_race_gives_the_same_file() -> None:
    speak = words(Language.EN)
    page = page_of(results_at("end", *race_of_sixteen()), speak)
    assert as_pdf(page, speak) == as_pdf(page, speak)


@pytest.mark.parametrize(
    "skaters",
    [
        make_skaters(
            (1, "Anna Noord", "Skøyteklubben i Team Reggeborgh, Nederland"),
            (2, "Antoine-Jean Gélinas-Beaulieu de la Fontaine", "CAN"),
        ),
        make_skaters((1, "N" * 75, "NED"), (2, "Antoine-Jean", "C" * 75)),
        make_skaters((1, "W" * 400, "W" * 400)),
    ],
    ids=["long club", "seventy letters", "hundreds of letters"],
)
def test_long_names_and_clubs_are_on_one_a4_with_every_number(skaters: list[Fields]) -> None:
    finish = event("finish", 480_000, order=[1], times=[483_330])
    pages, text, size = read_back(results_at("end", event("start"), finish, skaters=skaters))
    assert (pages, size) == (1, A4)
    assert "8:03.33" in text


def test_smaller_letters_come_before_a_name_that_is_cut() -> None:
    name, club = "Antoine-Jean Gélinas-Beaulieu de la Fontaine", "Skøyteklubben i Team Reggeborgh, Nederland"
    text = read_back(results_at("end", event("start"), skaters=make_skaters((1, "Anna", club), (2, name, "CAN"))))[1]
    assert name in text
    assert club in text
    assert "…" not in text


def test_a_name_too_long_for_any_letters_is_seen_to_be_cut() -> None:
    text = read_back(results_at("end", event("start"), skaters=make_skaters((1, "Anna " * 60, "C" * 75))))[1]
    assert "Anna Anna" in text
    assert text.count("…") == 2


def many_sprints(moment: str) -> Results:
    return results_at(
        moment,
        event("start"),
        *laps_of_thirty_seconds(300),
        *(event("sprint", lap * 30_000 + 500, lap=lap, order=[1, 2, 3, 4]) for lap in range(10, 300, 10)),
        event("finish", 9_000_000, order=[1, 2, 3, 4, 5, 6]),
        laps=300,
        rules={"preset": "track-points"},
        skaters=make_skaters(*((bib, f"Nicolaas-Willem van der Ster {bib}", "Team Reggeborgh") for bib in range(1, 7))),
    )


def test_of_many_sprints_the_latest_are_there_and_the_total_always() -> None:
    pages, text, _ = read_back(many_sprints("end"))
    headings = next(line for line in text.splitlines() if "Total" in line).split()
    assert pages == 1
    assert "S29" in headings
    assert "S1" not in headings
    kept = sum(heading[0] == "S" and heading[1:].isdigit() for heading in headings)
    assert f"{29 - kept} sprints left out for want of room" in text


def test_halfway_the_sprints_that_are_past_are_kept_before_those_to_come() -> None:
    text = read_back(many_sprints("lap 52"))[1]
    headings = next(line for line in text.splitlines() if "Total" in line).split()
    assert {"S1", "S5"} <= set(headings)
    assert "S29" not in headings


def test_a_sprint_every_lap_is_on_paper_too() -> None:
    events = (event("start"), *laps_of_thirty_seconds(30))
    results = results_at("end", *events, laps=30, rules={"preset": "tempo"})
    assert "Total" in read_back(results)[1]


NAMES_OF_ASIA = ["김보름", "宁忠岩", "高木菜那", "土屋良輔", "李奇時"]
NAMES_FROM_RIGHT_TO_LEFT = [
    "\u0645\u062d\u0645\u062f \u0635\u0644\u0627\u062d",
    "\u05e9\u05e8\u05d4 \u05db\u05d4\u05df",
]


def page_with(*names: str) -> TablePage:
    """Return the standings of a race with these skaters as a page."""
    skaters = make_skaters(*((bib, name, "") for bib, name in enumerate(names, 1)))
    finish = event("finish", 480_000, order=list(range(1, len(names) + 1)))
    results = results_at("end", event("start"), finish, event("official", 510_000), skaters=skaters)
    return page_of(results, words(Language.EN))


def test_names_of_korea_china_and_japan_are_on_paper_letter_for_letter() -> None:
    pytest.importorskip("justmytype_intl_cjk", reason="an extra")
    page = page_with(*NAMES_OF_ASIA, "Łucja Żółć")
    assert not_shown(page) == ()
    text = PdfReader(BytesIO(as_pdf(page, words(Language.EN)))).pages[0].extract_text()
    assert REPLACEMENT not in text
    for name in (*NAMES_OF_ASIA, "Łucja Żółć"):
        assert name in text


def test_arabic_and_hebrew_names_are_on_paper_and_arabic_letters_are_joined() -> None:
    pytest.importorskip("justmytype_intl_rtl", reason="an extra")
    pytest.importorskip("uharfbuzz", reason="an extra")
    page = page_with(*NAMES_FROM_RIGHT_TO_LEFT, "Anna Noord")
    assert not_shown(page) == ()
    file = as_pdf(page, words(Language.EN))
    text = PdfReader(BytesIO(file)).pages[0].extract_text()
    assert REPLACEMENT not in text
    for word in " ".join(NAMES_FROM_RIGHT_TO_LEFT).split():
        assert word in text
    assert file == as_pdf(page, words(Language.EN))


def test_letters_that_no_font_has_are_told_with_the_names_that_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "installed", dict)
    page = page_with("김보름", "Anna Noord")
    assert not_shown(page) == ("김보름",)
    text = PdfReader(BytesIO(as_pdf(page, words(Language.EN)))).pages[0].extract_text()
    assert REPLACEMENT * 3 in text
    assert not_shown(page_with("Anna Noord", "Łucja Żółć")) == ()


def test_a_letter_of_no_language_is_told_whatever_is_installed() -> None:
    assert not_shown(page_with("A\U0001f600 B", "Anna Noord")) == ("A\U0001f600 B",)
