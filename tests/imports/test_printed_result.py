"""A printed result of the ISU as text, as PDF and typed over: each gives the same race."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pdfminer import pdftypes

from massstart_tui.imports.file_parsing import LARGEST_BYTES
from massstart_tui.imports.pdf_words import MOST_UNPACKED
from massstart_tui.imports.pdfminer_internals import REPLACED, UnpacksTooLarge, unpacking_at_most
from massstart_tui.imports.printed_result import MOST_PAGES, MOST_WORDS
from massstart_tui.imports.published_results import result_in
from massstart_tui.race.state import Status
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Flaw
from tests.imports.printed_pages import as_pdf
from tests.imports.results_in_csv import race_from, result_of
from tests.timing.invented_race import FEEDS

TEXT = (FEEDS / "isu-result-layout.txt").read_text(encoding="utf-8")
BROKEN = (FEEDS / "isu-result-layout-s1lane.txt").read_text(encoding="utf-8")
TYPED = (FEEDS / "isu-result.csv").read_bytes()
Read = Callable[[str], bytes]
HEADINGS = TEXT.split("\n")[5]


def as_it_is(text: str) -> bytes:
    return text.encode()


def race_in_print(content: bytes) -> tuple[object, ...]:
    """Return the standings, and the events without their provenance."""
    race = race_from(result_in(content))
    return (result_of(race), race.stream.partition(b"\n")[2])


def faults_in(content: bytes) -> list[Flaw]:
    with pytest.raises(BadLine) as caught:
        result_in(content)
    return [Flaw(fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("read", [as_it_is, as_pdf])
@pytest.mark.parametrize("text", [TEXT, BROKEN, TEXT.replace("\n", "\r\n")])
def test_text_and_pdf_give_the_race_of_the_table_typed_over(read: Read, text: str) -> None:
    assert race_in_print(read(text)) == race_in_print(TYPED)


def test_the_race_has_what_is_printed_and_what_follows_from_it_is_marked() -> None:
    race = race_from(result_in(TEXT.encode()))
    made = {row.bib: row for row in result_of(race)}
    assert [row.rank for row in result_of(race)] == list(range(1, 15))
    assert (made[119].time, made[8].time, made[166].time) == (465_976, 465_979, 466_400)
    assert made[16].name == "Marc-Antoine Tremblay-Lachance"
    assert made[1].name == "Anton Polesski"
    assert (made[143].status, made[143].total) == (Status.LAPPED, 0)
    assert (made[134].status, made[134].laps) == (Status.WITHDREW, 10)
    assert made[77].status is Status.DISQUALIFIED
    assert {str(entry.source) for entry in race.header.provenance} >= {"the-table.csv", "points_lost", "fewer_laps"}


@pytest.mark.parametrize("read", [as_it_is, as_pdf])
def test_what_stands_above_the_table_is_told_of_the_race(read: Read) -> None:
    assert dict(result_in(read(TEXT)).beside) == {
        "title": "Mass Start Men",
        "competition": "FROST CUP SPEED SKATING #3",
        "venue": "Example Oval - Example (Xxx)",
    }


@pytest.mark.parametrize("read", [as_it_is, as_pdf])
def test_division_b_has_no_points_for_the_world_cup(read: Read) -> None:
    rows = re.compile(r"  Rnk| +\d+ +\d+ | {20}Anton")
    text = "\n".join(line[:112].rstrip() if rows.match(line) else line for line in TEXT.split("\n"))
    assert "Points" not in text
    assert race_in_print(read(text)) == race_in_print(TYPED)


@pytest.mark.parametrize("read", [as_it_is, as_pdf])
def test_a_table_goes_on_under_its_headings_on_a_further_page(read: Read) -> None:
    lines = TEXT.split("\n")
    text = "\n".join([*lines[:12], "Page 1 of 2".rjust(100), "\f", *lines[:6], "", *lines[12:]])
    text = text.replace("Page 1 of 2", "Created on: 2026-02-07")
    assert race_in_print(read(text)) == race_in_print(TYPED)


def test_the_numbers_may_stand_between_the_two_lines_of_a_long_name() -> None:
    lines = TEXT.split("\n")
    at = next(at for at, line in enumerate(lines) if "TREMBLAY-" in line)
    name = "Marc-Antoine TREMBLAY-"
    numbers = lines[at].replace(name, " " * len(name))
    lines[at : at + 3] = [f"{'':20}{name}", numbers, f"{'':20}LACHANCE", f"    11       1      {lines[at + 2][20:]}"]
    assert race_in_print("\n".join(lines).encode()) == race_in_print(TYPED)


def headings_moved(shifts: list[int]) -> str:
    """Return the headings, each of a column from S1 on moved by so many characters."""
    spans = [(match[0], match.start()) for match in re.finditer(r"\S+", HEADINGS)]
    moved = list(HEADINGS[: HEADINGS.index("S1") - 2].ljust(len(HEADINGS) + 4))
    for (word, start), shift in zip(spans[-len(shifts) :], shifts, strict=True):
        moved[start + shift : start + shift + len(word)] = word
    return "".join(moved)


def with_headings_moved(shifts: list[int]) -> bytes:
    """Return the text with these headings."""
    return TEXT.replace(HEADINGS, headings_moved(shifts)).encode()


@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_the_columns_may_stand_a_little_beside_their_headings(shift: int) -> None:
    assert race_in_print(with_headings_moved([shift] * 7)) == race_in_print(TYPED)


@given(st.lists(st.integers(-2, 2), min_size=7, max_size=7))
@settings(deadline=None)
def test_columns_that_move_each_by_themselves_give_the_same_race_or_are_refused(shifts: list[int]) -> None:
    # A heading that another one covers is gone: what stands below it is then unknown.
    assume(headings_moved(shifts).split() == HEADINGS.split())
    try:
        race = race_in_print(with_headings_moved(shifts))
    except BadLine:
        return
    assert race == race_in_print(TYPED)


def test_what_is_no_row_or_stands_under_no_heading_is_refused_with_its_line() -> None:
    assert faults_in(TEXT.replace("     5      75", "              ").encode()) == [Flaw.NOT_A_RESULT_ROW]
    assert faults_in(TEXT.replace("7:46.22            40", "7:46.22            40           protest").encode()) == [
        Flaw.UNDER_NO_HEADING
    ]
    assert faults_in(TEXT.replace("60   63", "60   63 9").encode()) == [Flaw.UNDER_NO_HEADING]


def test_a_pdf_without_text_of_many_pages_or_too_large_is_refused() -> None:
    assert faults_in(as_pdf("")) == [Flaw.PDF_WITHOUT_TEXT]
    assert faults_in(as_pdf("\f" * MOST_PAGES)) == [Flaw.RESULT_TOO_LONG]
    assert faults_in(b"%PDF-1.4" + b" " * LARGEST_BYTES) == [Flaw.TOO_LARGE]
    assert faults_in(b"%PDF-1.4\n%%EOF") in ([Flaw.NOT_PDF], [Flaw.PDF_WITHOUT_TEXT])


def packed(pages: bytes, filters: str) -> bytes:
    """Return a PDF of one page, whose contents are these bytes and are packed so."""
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter[%b]/Length %d>>\nstream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%%%EOF" % (filters.encode(), len(pages), pages)
    )


def runs(size: int) -> bytes:
    """Return so many blanks, and a few more, in the run-length encoding of PDF."""
    return b"\x81 " * (size // 128 + 1) + b"\x80"


BLANKS = zlib.compress(b" " * (MOST_UNPACKED + 1))


@pytest.mark.parametrize(
    ("pages", "filters"),
    [
        (BLANKS, "/FlateDecode"),
        (BLANKS, "/Fl"),
        (BLANKS, "/#46lateDecode"),
        (zlib.compress(BLANKS), "/FlateDecode/FlateDecode"),
        (BLANKS[:-4] + b"sum!", "/FlateDecode"),
        (runs(MOST_UNPACKED), "/RunLengthDecode"),
        (zlib.compress(runs(MOST_UNPACKED)), "/FlateDecode/RunLengthDecode"),
    ],
)
def test_a_small_pdf_that_is_large_unpacked_is_refused(pages: bytes, filters: str) -> None:
    assert faults_in(packed(pages, filters)) == [Flaw.UNPACKS_TOO_LARGE]


def test_what_is_packed_in_any_way_is_read_up_to_the_limit() -> None:
    for pages, filters in (
        (zlib.compress(b" "), "/FlateDecode"),
        (runs(1), "/RunLengthDecode"),
        (b"\x80\x0b", "/LZWDecode"),
    ):
        assert faults_in(packed(pages, filters)) == [Flaw.PDF_WITHOUT_TEXT]


def test_pdfminer_unpacks_with_the_functions_that_are_replaced_and_has_them_back() -> None:
    before = [getattr(pdftypes, name) for name in REPLACED]
    with unpacking_at_most(1000) as unpacking:
        assert vars(pdftypes)["zlib"] is unpacking
        assert unpacking.decompress(zlib.compress(b"x")) == b"x"
        with pytest.raises(UnpacksTooLarge):
            unpacking.decompress(BLANKS)
    assert unpacking.too_large
    assert [getattr(pdftypes, name) for name in REPLACED] == before


PAPER = as_pdf(TEXT)


def given_by(content: bytes) -> object:
    """Return the rows of a result, or its faults."""
    try:
        return result_in(content).rows
    except BadLine as error:
        return error.faults


@given(st.integers(0, len(PAPER) - 1), st.binary(max_size=4), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_a_damaged_pdf_gives_rows_or_faults(at: int, put: bytes, cut: int) -> None:
    assert given_by(PAPER[:at] + put + PAPER[at + cut :])


@given(st.integers(0, len(TEXT) - 1), st.text(max_size=6), st.integers(0, 60))
@settings(deadline=None)
def test_a_damaged_text_gives_rows_or_faults(at: int, put: str, cut: int) -> None:
    assert given_by((TEXT[:at] + put + TEXT[at + cut :]).encode())


def test_a_text_of_more_words_than_any_result_is_refused_with_one_fault() -> None:
    wrong = "\n".join(f"  wrong line {number}" for number in range(MOST_WORDS))
    assert faults_in(as_it_is(f"{TEXT}\n{wrong}\n")) == [Flaw.RESULT_TOO_LONG]


def test_a_pdf_whose_page_has_no_size_is_refused() -> None:
    """Pdfplumber has an exception of its own for it."""
    damaged = as_pdf(TEXT).replace(b"/MediaBox [0 0 595.28 841.89]", b"/MediaBox [0 0 /A 841.89]")
    assert damaged != as_pdf(TEXT)
    assert faults_in(damaged) == [Flaw.NOT_PDF]
