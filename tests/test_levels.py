"""Tests of the levels: of a test of the screens the quick one runs its first case, of any other test every case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.levels import SCREENS, quick_only


class Case(pytest.Item):
    """A test or one of its cases, as pytest collects it."""

    def runtest(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("folder", "quick"),
    [
        (SCREENS, ["test_a[1]", "test_b", "test_c[2]"]),
        (SCREENS.parent, ["test_a[1]", "test_a[2]", "test_b", "test_c[2]"]),
    ],
)
def test_of_a_test_of_the_screens_the_first_case_is_quick(
    folder: Path, quick: list[str], request: pytest.FixtureRequest
) -> None:
    path = folder / "test_it.py"
    names = ["test_a[1]", "test_a[2]", "test_b", "test_c[1]", "test_c[2]"]
    cases = [Case.from_parent(request.session, name=name, path=path, nodeid=f"{path}::{name}") for name in names]
    cases[3].add_marker(pytest.mark.thorough)
    assert [case.name for case in quick_only(cases)] == quick
