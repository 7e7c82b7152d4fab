"""How much the quick tests and the thorough ones run of the same test: of its cases, and of its examples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings


def examples(share: float) -> int:
    """Return how many examples a property gets that takes this share of what the level that runs gives to others."""
    level = settings.get_profile(settings.get_current_profile_name())
    return max(1, round(level.max_examples * share))


def first_quick(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return the cases for ``parametrize``: the first ``quick`` as they are, the others marked thorough."""
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*case, marks=[pytest.mark.thorough] * (at >= quick)) for at, case in enumerate(values)]
