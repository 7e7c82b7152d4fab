"""The names in a header that both readers of it know: the codec, and the quick look, which loads no pydantic."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

FORMAT: Final = "massstart"
"""The value of ``format`` in a header."""
VERSION: Final = 1
"""The version of the format that is written."""


class Certainty(StrEnum):
    """How well a fact is known."""

    OFFICIAL = "official"
    PUBLISHED = "published"
    RECONSTRUCTED = "reconstructed"
    INTERPOLATED = "interpolated"


DOUBTFUL: Final = frozenset({Certainty.RECONSTRUCTED, Certainty.INTERPOLATED})
"""The kinds of facts that are marked as doubtful."""
