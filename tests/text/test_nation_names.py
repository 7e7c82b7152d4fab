"""The names of nations in both languages are those that lists are read by."""

from __future__ import annotations

import pytest

from massstart_tui.imports.nations import _NAMES, noc_of
from massstart_tui.text.words import Language, words

CODES = [line.partition(":")[0] for line in _NAMES.strip().splitlines()]


@pytest.mark.parametrize("language", Language)
def test_every_nation_that_a_list_can_name_has_its_name_and_is_found_by_it(language: Language) -> None:
    assert [noc for noc in CODES if noc_of(words(language)(f"nation.{noc}")) != noc] == []
