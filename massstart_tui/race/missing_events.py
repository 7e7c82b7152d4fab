"""What an event that is missing leaves unknown, by its type as far as that is known."""

from __future__ import annotations

from typing import Final

MISSING: Final = "(missing)"
"""The type that stands for an event of which the line is wrong or did not come. No stream has it."""
CHANGES_NO_RESULT: Final = frozenset(
    {"note", "groups", "attack", "caught", "fall", "rejoin", "card", "review", "neutral_end", "clock_set"}
)
"""Types that change neither laps nor points: at most the order on the ice of skaters who are equal on points."""
CHANGES_NO_GROUP: Final = frozenset(
    {"note", "card", "review", "clock_set", "sprint", "points", "relegate", "advance", "neutral_end"}
)
"""Types that change neither who skates nor who skates together."""
COUNTS_NO_LAP: Final = CHANGES_NO_RESULT | frozenset(
    {"sprint", "points", "lapped", "lap_gained", "withdraw", "dns", "disqualify", "relegate", "advance", "eliminated"}
)
"""Types that do not change how many laps the leader has skated or still has to skate."""
