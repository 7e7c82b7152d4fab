"""Parsing of lists of skaters in csv, in many layouts; everything that is wrong is reported at once."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.file_parsing import parsed_file
from massstart_tui.imports.full_names import name_in
from massstart_tui.imports.nations import noc_of
from massstart_tui.imports.skater_list import list_from_csv
from massstart_tui.race.sheet import Skater
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault, Flaw

KRAMER = Skater(13, "Sven Kramer", "NED")
SWINGS = Skater(1, "Bart Swings", "BEL")


def skaters_in(text: str | bytes) -> list[Skater]:
    """Return the skaters of a list without remarks."""
    listed = list_from_csv(text if isinstance(text, bytes) else text.encode())
    assert listed.faults == ()
    return list(listed.skaters)


def faults_in(text: str | bytes) -> list[tuple[int | None, str, str]]:
    """Return line, field and code of each fault of a list that is refused."""
    with pytest.raises(BadLine) as caught:
        list_from_csv(text if isinstance(text, bytes) else text.encode())
    return [(fault.line, fault.field, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        "bib,name,noc\n13,Sven Kramer,NED\n1,Bart Swings,BEL\n",
        "bib;name;noc\r\n13;Sven Kramer;NED\r\n1;Bart Swings;BEL\r\n",
        "bib\tname\tnoc\r13\tSven Kramer\tNED\r1\tBart Swings\tBEL",
        "\ufeffBib,Name,NOC\n\n13,Sven Kramer,NED\n,,\n1,Bart Swings,BEL\n\n",
        "LAND,Naam,Rug-nummer\nNED,Sven Kramer,13\nBEL,Bart Swings,1\n",
        "Helmet No.;Athlete;Country code\n13;Sven Kramer;NED\n1;Bart Swings;BEL\n",
        "first name,last name,nr,nationaliteit\nSven,Kramer,13,NED\nBart,Swings,1,BEL\n",
        "Naam;Voornaam;#;Natie\nKramer;Sven;13;NED\nSwings;Bart;1;BEL\n",
        "13,Sven Kramer,NED\n1,Bart Swings,BEL\n",
        " 13 ; Sven  Kramer ;NED\n1;Bart\tSwings;BEL",
        '"bib","name","noc"\n"13","Sven\nKramer","NED"\n"1","Bart Swings","BEL"\n',
        "bib,name,noc,,\n13,Sven Kramer,NED,,\n1,Bart Swings,BEL\n",
    ],
)
def test_a_list_is_read_whatever_it_looks_like(text: str) -> None:
    assert skaters_in(text) == [KRAMER, SWINGS]


def test_a_list_in_the_utf_16_of_a_spreadsheet_is_read() -> None:
    assert skaters_in("bib\tname\n1\tJürgen\n".encode("utf-16")) == [Skater(1, "Jürgen")]


def test_a_dutch_name_is_put_together_from_its_parts() -> None:
    text = "nr;voornaam;tussenvoegsel;achternaam;land\n1;Irene;van der;Berg;NED\n2;Sven;;Kramer;\n"
    assert skaters_in(text) == [Skater(1, "Irene van der Berg", "NED"), Skater(2, "Sven Kramer")]


@pytest.mark.parametrize("heading", ["say", "Pronunciation", "Uitspraak", "How to say", "Aussprache"])
def test_how_a_name_is_pronounced_is_found_by_its_heading(heading: str) -> None:
    listed = list_from_csv(f"bib,name,{heading}\n13,Sven Kramer, KRAA-mer \n14,A,\n".encode())
    assert [skater.say for skater in listed.skaters] == ["KRAA-mer", ""]
    assert not any(skater.notes for skater in listed.skaters)
    assert listed.faults == ()


def test_whatever_more_a_list_has_becomes_notes() -> None:
    text = "bib,name,noc,Club,Country,Notes,\n13,Sven Kramer,NED,Thialf,Netherlands,Four titles,\n1,Bart Swings,BEL\n"
    notes = ("Club: Thialf", "Country: Netherlands", "Four titles")
    assert list(list_from_csv(text.encode()).skaters) == [Skater(13, "Sven Kramer", "NED", None, notes), SWINGS]
    assert skaters_in("13,Sven Kramer,NED,Thialf\n")[0].notes == ("Thialf",)


def test_the_column_that_most_surely_has_the_bibs_is_taken_for_them() -> None:
    listed = list_from_csv(b"Nr,Rugnummer,Naam\n7,13,Sven Kramer\n")
    assert listed.skaters == (Skater(13, "Sven Kramer", notes=("Nr: 7",)),)
    assert [(fault.field, fault.code) for fault in listed.faults] == [("Nr", Flaw.KEPT_AS_WELL)]


@pytest.mark.parametrize("born", ["1986-04-23", "23-4-1986", "23-04-1986", "23.4.1986"])
def test_a_date_of_birth_is_read_with_the_day_first_or_last(born: str) -> None:
    assert skaters_in(f"bib,name,Geboortedatum\n1,A,{born}\n")[0].born == date(1986, 4, 23)


@pytest.mark.parametrize("heading", ["id", "ISU ID", "Licence number", "Licentienummer"])
def test_what_a_federation_knows_a_skater_by_is_read_and_given_to_one_skater_only(heading: str) -> None:
    assert skaters_in(f"bib,name,{heading}\n1,A,007\n2,B,\n3,C,\n") == [
        Skater(1, "A", id="007"),
        Skater(2, "B"),
        Skater(3, "C"),
    ]
    assert faults_in(f"bib,name,{heading}\n1,A,007\n2,B,007\n") == [(3, heading, "id_twice")]
    assert faults_in(f"bib,name,{heading}\n1,A,\n2,B,007\n3,C,\n4,D,007\n") == [(5, heading, "id_twice")]


def test_a_year_alone_is_no_date_of_birth_and_is_kept_as_a_note() -> None:
    assert skaters_in("bib,name,Born\n1,A,1986\n") == [Skater(1, "A", notes=("Born: 1986",))]


def test_a_list_without_bibs_is_numbered_in_its_order_and_that_is_told() -> None:
    listed = list_from_csv(b"name,noc\nA,NED\nB,NOR\n")
    assert listed.skaters == (Skater(1, "A", "NED"), Skater(2, "B", "NOR"))
    assert [(fault.code, fault.harmless) for fault in listed.faults] == [(Flaw.NO_BIBS, True)]


def test_everything_that_is_wrong_is_told_at_once_with_line_and_heading() -> None:
    text = 'Rugnummer,Naam,Geboren\nx,A,\n,B,\n3,,\n4\n4,C,,D\n1000,E,1/2/1986\n5,F,\n5,G,2020-02-30\n6,"H\n'
    assert faults_in(text) == [
        (2, "Rugnummer", "not_a_bib"),
        (3, "Rugnummer", "missing"),
        (4, "Naam", "missing"),
        (5, "", "row_too_short"),
        (6, "", "row_too_long"),
        (7, "Rugnummer", "not_a_bib"),
        (7, "Geboren", "not_a_date"),
        (9, "Rugnummer", "bib_twice"),
        (9, "Geboren", "not_a_date"),
        (10, "", "not_csv"),
    ]


def test_a_list_without_headings_is_wrong_by_the_names_of_the_places() -> None:
    assert faults_in("13,Sven Kramer,NED\nx,Bart Swings\n14\n") == [(2, "bib", "not_a_bib"), (3, "", "row_too_short")]


def test_headings_without_one_for_the_name_are_told() -> None:
    assert faults_in("bib,noc\n1,NED\n") == [(1, "name", "no_column")]


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n", "bib,name\n", "\ufeff"])
def test_a_list_without_skaters_is_told(text: str) -> None:
    assert faults_in(text) == [(None, "", "no_skaters")]


@pytest.mark.parametrize("content", [b"PK\x03\x04\n\0\0", b"bib,name\n1,\x07\n", b"\xff\xfe\0"])
def test_what_is_no_text_is_told(content: bytes) -> None:
    assert [code for _, _, code in faults_in(content)] == ["not_text"]


def test_quotes_that_are_not_closed_are_told_with_the_line_that_opens_them() -> None:
    assert faults_in('bib,name\n1,A\n2,"B\n3,C\n4,D\n') == [(3, "", "not_csv")]


def test_more_skaters_than_bibs_are_told() -> None:
    text = "name\n" + "A\n" * 1001
    assert faults_in(text) == [(1001, "bib", "not_a_bib"), (1002, "bib", "not_a_bib")]


def test_a_list_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        parsed_file(tmp_path / "no.csv", list_from_csv)
    assert caught.value.path == str(tmp_path / "no.csv")
    assert [fault.code for fault in caught.value.faults] == [Flaw.NO_FILE]


WORDS = st.text(st.characters(categories=("L", "P", "S"), codec="utf-8"), min_size=1, max_size=8).filter(
    lambda word: name_in(word) == word
)
CELLS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(
    skaters=st.lists(st.tuples(st.integers(1, 999), CELLS, CELLS), min_size=1, unique_by=lambda row: row[0]),
    delimiter=st.sampled_from(",;\t"),
    headed=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read(
    skaters: list[tuple[int, str, str]], delimiter: str, headed: bool, encoding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("bib", "name", "noc")] if headed else [])
    writer.writerows(skaters)
    listed = list_from_csv(text.getvalue().encode(encoding))
    assert list(listed.skaters) == [Skater(bib, name, noc_of(noc) or noc) for bib, name, noc in skaters]
    assert {fault.code for fault in listed.faults} <= {Flaw.UNKNOWN_NATION}


@given(st.binary(max_size=60) | st.text('bibname,;\t"\n13é ', max_size=60).map(str.encode))
def test_whatever_a_file_holds_it_is_a_list_or_its_faults_are_told(content: bytes) -> None:
    skaters: tuple[Skater, ...] = ()
    faults: list[Fault] = []
    try:
        skaters = list_from_csv(content).skaters
    except BadLine as error:
        faults = error.faults
    assert bool(skaters) is not bool(faults)
    assert len({skater.bib for skater in skaters}) == len(skaters)


@pytest.mark.parametrize(
    "headings",
    [
        "Nr;Nazwisko;Imię;Kraj",
        "StartNr;Nachname;Vorname;Land",
        "Startnr.;Etternavn;Fornavn;Nasjon",
        "Rugnr;Achternaam;Voornaam;Land",
        "No.;Surname;Given name;NOC",
        "St.nr;Příjmení;Jméno;Země",
        ";Last name;First name;Nat.",
    ],
)
def test_the_headings_of_many_countries_are_known(headings: str) -> None:
    assert skaters_in(f"{headings}\n13;KRAMER;Sven;Netherlands\n1;Swings;Bart;België\n") == [KRAMER, SWINGS]


def test_a_heading_that_nobody_knows_is_told_with_what_would_be_right() -> None:
    listed = list_from_csv(b"Nr;Naam;Nationn;Xyzzy\n13;Sven Kramer;NED;Viking\n")
    assert listed.skaters[0].notes == ("Nationn: NED", "Xyzzy: Viking")
    told = [(fault.line, fault.field, fault.code, fault.values["nearest"]) for fault in listed.faults]
    assert told == [(1, "Nationn", Flaw.KEPT_AS_NOTES, "nation"), (1, "Xyzzy", Flaw.KEPT_AS_NOTES, "")]


def test_a_nation_goes_by_its_three_letters_and_one_that_is_not_known_stays_and_is_told() -> None:
    listed = list_from_csv(b"bib,name,country\n1,A,the Netherlands\n2,B,nor\n3,C,Atlantis\n")
    assert [skater.noc for skater in listed.skaters] == ["NED", "NOR", "Atlantis"]
    assert [(fault.line, fault.field, fault.code) for fault in listed.faults] == [(4, "country", Flaw.UNKNOWN_NATION)]


RESULT = "Rnk,Name,Country,S1,Total,Time,Notes,Points,Diff\n{}"


@pytest.mark.parametrize("bibs", [True, False])
def test_nothing_of_a_result_that_is_given_for_a_list_stands_on_the_start_sheet(bibs: bool) -> None:
    rows = ["1,Zoë,NED,,60,8:12.18,Q,60,+0.00", "2,Ada,BEL,3,43,8:12.31,Q,54,+0.13", "3,Bo,AUT,,,,DNF,48,"]
    heading = "Nr," if bibs else ""
    numbers = ("9,", "7,", "8,") if bibs else ("", "", "")
    body = "".join(f"{number}{row}\n" for number, row in zip(numbers, rows, strict=True))
    listed = list_from_csv((heading + RESULT.format(body)).encode())
    assert [skater.notes for skater in listed.skaters] == [(), (), ()]
    assert [skater.name for skater in listed.skaters] == (["Ada", "Bo", "Zoë"] if bibs else ["Bo", "Ada", "Zoë"])
    (told,) = [fault for fault in listed.faults if fault.code == Flaw.GIVES_AWAY]
    assert told.field == "Rnk, S1, Total, Time, Notes, Points, Diff"
