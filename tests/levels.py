"""Scale tests to the level that runs: how many cases and examples the quick and the thorough tests use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
