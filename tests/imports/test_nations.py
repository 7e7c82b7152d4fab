"""Names of nations are converted to the three letters of their Olympic committee."""

from __future__ import annotations

import pytest

from massstart_tui.imports.nations import _NAMES, noc_of
from sample_races.tables import FOLDER, table


@pytest.mark.parametrize(
    ("text", "noc"),
    [
        ("Netherlands", "NED"),
        ("The Netherlands", "NED"),
        ("Nederland", "NED"),
        ("Niederlande", "NED"),
        ("NLD", "NED"),
        ("nl", "NED"),
        ("ned", "NED"),
        ("NED", "NED"),
        ("Österreich", "AUT"),
        ("Tsjechië", "CZE"),
        ("United States", "USA"),
        ("Great Britain", "GBR"),
        ("South Korea", "KOR"),
        ("Schweiz", "SUI"),
        ("CHE", "SUI"),
        ("XYZ", "XYZ"),
        ("Korea", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_nation_by_any_of_its_names(text: str, noc: str | None) -> None:
    assert noc_of(text) == noc


def test_no_name_is_that_of_two_nations() -> None:
    named = [name.strip() for line in _NAMES.split("\n") for name in line.replace(":", ",").split(",") if name.strip()]
    assert len(named) == len({name.casefold() for name in named})


def test_every_nation_of_the_real_results_is_known() -> None:
    nations = {row.noc for path in FOLDER.glob("*.json") for row in table(path.stem).results}
    assert {noc for noc in nations if f"\n{noc}:" not in _NAMES} == set()
