"""Tests of the names under which a chip is known."""

from __future__ import annotations

import pytest

from massstart_tui.race.chip_codes import chip_key, code_of_label, tag_number, worn_chips
from tests.timing.invented_race import expected, sheet


def test_a_label_is_the_code_that_a_decoder_sends() -> None:
    assert code_of_label("FL-94890") == "102758186"  # the pair of a public capture of a decoder
    for skater in expected()["skaters"]:
        assert [code_of_label(label) for label in skater["labels"]] == skater["transponders"]


@pytest.mark.parametrize("text", ["", "FL-9489", "AB-94890", "FL_94890", "102758186", "FL-948900", "F-94890"])
def test_what_is_no_label_has_no_code(text: str) -> None:
    assert code_of_label(text) is None


@pytest.mark.parametrize("name", ["102758186", "fl94890", " FL-94890", "0102758186"])
def test_every_name_of_a_chip_has_one_key(name: str) -> None:
    assert chip_key(name) == "102758186"


def test_a_passive_tag_has_a_number() -> None:
    assert tag_number("0580073C0285") == "121373317"
    assert tag_number("0580073c0285") == "121373317"
    assert tag_number("121373317") is None
    assert worn_chips(sheet())["121373317"] == 12
