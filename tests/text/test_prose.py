"""Numbers and places in running text."""

from __future__ import annotations

import pytest

from massstart_tui.text.prose import spelled_places
from massstart_tui.text.words import Language


@pytest.mark.parametrize(
    ("language", "below", "beyond"),
    [
        (Language.EN, ["nineteenth", "twentieth"], ["19th", "21st"]),
        (Language.NL, ["negentiende", "twintigste"], ["19e", "21e"]),
    ],
)
def test_places_that_are_listed_are_all_words_or_all_digits(
    language: Language, below: list[str], beyond: list[str]
) -> None:
    assert spelled_places((19, 20), language) == below
    assert spelled_places((19, 21), language) == beyond
    assert spelled_places((), language) == []
