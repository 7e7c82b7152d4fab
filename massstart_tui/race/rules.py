"""The rules tables by edition, as data: where the sprints are, what they give, what being lapped means.

Sources: ISU Special Regulations & Technical Rules Speed Skating 2016 (``isu-2014``), 2018 to 2024 (``isu-2018``).
``isu-junior`` rests on one source only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal, NamedTuple

from massstart_tui.race.bounds import Bounds

Lapped = Literal["out", "finishes"]
UNKNOWN_KEYS: Final = {"extra": "ignore"}
"""Told to pydantic: a key that nobody knows is no fault in a start sheet, also where it is part of a header."""


@dataclass(frozen=True, slots=True)
class Sprint:
    """An intermediate sprint: at the end of ``lap``, with ``points`` for the first, the second and so on."""

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    lap: Annotated[int, Bounds(ge=1)]
    points: Annotated[tuple[Annotated[int, Bounds(ge=0)], ...], Bounds(min_length=1)]


class Rules(NamedTuple):
    """The rules in force in one race.

    ``lapped`` says whether a lapped skater is taken out or may finish; ``neutral`` whether the first lap is neutral.
    """

    sprints: tuple[Sprint, ...]
    finish: tuple[int, ...]
    lapped: Lapped
    neutral: bool

    def sprint_laps(self) -> tuple[int, ...]:
        """The laps that end in an intermediate sprint, first to last."""
        return tuple(sprint.lap for sprint in self.sprints)

    def points_at(self, lap: int) -> tuple[int, ...]:
        """The points of the intermediate sprint at ``lap``; none where the lap has no sprint."""
        return next((sprint.points for sprint in self.sprints if sprint.lap == lap), ())


@dataclass(frozen=True, slots=True)
class RulesTable:
    """The ``[rules]`` table of a start sheet: a preset, and any key of a preset set here instead."""

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    preset: str | None = None
    sprints: tuple[Sprint, ...] | None = None
    finish: tuple[Annotated[int, Bounds(ge=0)], ...] | None = None
    lapped: Lapped | None = None
    neutral: bool | None = None


def _every_four_laps(points: tuple[int, ...]) -> tuple[Sprint, ...]:
    return tuple(Sprint(lap, points) for lap in (4, 8, 12))


PRESETS: Final[dict[str, Rules]] = {
    "isu-2014": Rules(_every_four_laps((5, 3, 1)), (60, 40, 20), "out", neutral=True),
    "isu-2018": Rules(_every_four_laps((3, 2, 1)), (60, 40, 20, 10, 6, 3), "finishes", neutral=True),
    "isu-junior": Rules((Sprint(4, (3, 2, 1)), Sprint(7, (3, 2, 1))), (30, 20, 10, 4, 2, 1), "finishes", neutral=True),
}
DEFAULT_PRESET: Final = "isu-2018"
USUAL_LAPS: Final[dict[str, int]] = {"isu-2014": 16, "isu-2018": 16, "isu-junior": 10}
"""The distance in laps that goes with a preset, by the same sources."""


def rules_in_force(table: RulesTable) -> Rules:
    """The preset that ``table`` names (the present ISU one where it names none), with its own keys set over it.

    Raises KeyError where the preset is not one of PRESETS.
    """
    base = PRESETS[table.preset or DEFAULT_PRESET]
    return base._replace(
        sprints=base.sprints if table.sprints is None else tuple(sorted(table.sprints, key=lambda s: s.lap)),
        finish=base.finish if table.finish is None else table.finish,
        lapped=table.lapped or base.lapped,
        neutral=base.neutral if table.neutral is None else table.neutral,
    )
