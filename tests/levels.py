"""Scale tests to the level that runs: how many cases and examples the quick and the thorough tests use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings


def examples(share: float) -> int:
    """Return the number of examples for a property that gets this share of the level's usual number."""
    level = settings.get_profile(settings.get_current_profile_name())
    return max(1, round(level.max_examples * share))


def first_quick(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return cases for ``parametrize``: the first ``quick`` unmarked, the others marked thorough."""
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*case, marks=[pytest.mark.thorough] * (at >= quick)) for at, case in enumerate(values)]


SCREENS: Final = Path(__file__).parent / "tui"
"""The tests that start the app, half a second or more a case."""


def quick_only(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests of the quick level: those not marked thorough, and of a test of the screens its first case."""
    met: set[str] = set()
    quick = []
    for item in items:
        whole = item.nodeid.partition("[")[0]
        if item.get_closest_marker("thorough") or (whole in met and SCREENS in item.path.parents):
            continue
        met.add(whole)
        quick.append(item)
    return quick
