"""Text in an unknown encoding is decoded correctly, or the remark names the other letters that it may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.text_encoding import NAMED, decoded
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw

DUTCH = "nr;naam;land\n1;Jürgen Müller;GER\n2;Renée Besançon;NED\n3;Bart Hoolwerf;NED\n"
NORSK = "Startnr;Navn;Land\n1;Håvard Bøkko;NOR\n2;Aurora Løvås;NOR\n"
POLISH = "Nr;Nazwisko;Imię;Kraj\n1;Bródka;Zbigniew;POL\n2;Śliwka;Mateusz;POL\n3;Czyszczoń;Magdalena;POL\n"
CZECH = "nr;name\n1;Zuzana Kuršová;CZE\n2;Metoděj Jílek;CZE\n3;Šárka Černá;CZE\n"


def told(remarks: list[Fault]) -> tuple[int | None, str, dict[str, str | int]]:
    (remark,) = remarks
    assert remark.harmless
    return remark.line, remark.code, dict(remark.values)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((DUTCH, encoding) for encoding in ("cp1252", "mac_roman", "cp850", "cp437")),
        *((NORSK, encoding) for encoding in ("cp1252", "mac_roman", "cp850")),
        *((POLISH, encoding) for encoding in ("cp1250", "iso8859_2", "cp852", "mac_latin2")),
        *((CZECH, encoding) for encoding in ("cp1250", "iso8859_2", "cp852", "mac_latin2")),
    ],
)
def test_the_letters_of_each_system_are_read_right_and_the_encoding_is_told_with_words_to_look_at(
    text: str, encoding: str
) -> None:
    read, remarks = decoded(text.encode(encoding))
    assert read == text
    line, _, values = told(remarks)
    first = next(number for number, row in enumerate(text.split("\n"), 1) if not row.isascii())
    assert line == first
    assert all(word in text for word in str(values["sample"]).split(", "))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_announces_itself_is_read_without_a_word(encoding: str, end: str) -> None:
    text = POLISH.replace("\n", end)
    assert decoded(text.encode(encoding)) == (text, [])


def test_where_two_encodings_are_as_likely_both_are_told_with_the_words_that_differ() -> None:
    _, code, values = told(decoded("Nr;Nazwisko\n1;Śliwka\n2;Czyszczoń\n".encode("cp1250"))[1])
    assert code == Flaw.DOUBTFUL_ENCODING
    assert {values["encoding"], values["other"]} == {"Windows-1250", "Windows-1252"}
    assert values["sample"] != values["otherwise"]


@given(
    st.lists(st.text("ąęłńóśźżčěřšůýáéíäöüßåøæñç", min_size=1, max_size=5), min_size=1), st.sampled_from(list(NAMED))
)
def test_no_letter_is_ever_wrong_in_silence(words: list[str], encoding: str) -> None:
    text = "\n".join(f"{at},A{word}" for at, word in enumerate(words))
    try:
        content = text.encode(encoding)
        read, remarks = decoded(content)
    except (UnicodeEncodeError, BadLine):
        return
    assert remarks or read == content.decode()


def test_the_mark_that_dos_ends_a_file_with_is_no_text() -> None:
    assert decoded(b"bib,name\r\n1,A\r\n\x1a") == ("bib,name\r\n1,A\r\n", [])
