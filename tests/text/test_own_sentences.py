"""Sentences that massstart wrote into a file are told in the language of the reader."""

from __future__ import annotations

import pytest

from massstart_tui.report.race_titles import text_of
from massstart_tui.text.own_sentences import own_sentence
from massstart_tui.text.sentences import printed_result, published_result
from massstart_tui.text.words import Language, words

BASES = [
    code
    for catalogue in (published_result.SENTENCES, printed_result.SENTENCES)
    for code in catalogue
    if code.startswith("basis.")
]
SOURCE = "results (1).pdf"


@pytest.mark.parametrize("code", BASES)
@pytest.mark.parametrize(("written", "read"), [(Language.EN, Language.NL), (Language.NL, Language.EN)])
def test_the_basis_of_an_imported_result_is_told_in_the_language_of_the_reader(
    code: str, written: Language, read: Language
) -> None:
    assert len(BASES) > 1
    text = words(written)(code, source=SOURCE)
    assert own_sentence(text, read) == words(read)(code, source=SOURCE)
    assert text_of(text, (), read) == words(read)(code, source=SOURCE)
    assert text_of(text, (), written) == text


def test_the_words_of_others_stay_as_they_are_and_those_of_the_start_sheet_come_first() -> None:
    assert text_of("touched another skater", (), Language.NL) == "touched another skater"
    text = words(Language.EN)("basis.stopped")
    assert text_of(text, ((text, "eigen woorden"),), Language.NL) == "eigen woorden"
    assert text_of(None, (), Language.NL) == ""
