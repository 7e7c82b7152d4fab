"""The rules of a race as data: presets for each edition of the rule books, and the keys that a start sheet may set.

A rules table says where the sprints are and what they give, what it means to gain or lose a lap, who is eliminated
when, and by which criteria skaters are classified.

Sources: ISU Special Regulations & Technical Rules Speed Skating 2016 (``isu-2014``), 2018 to 2024 (``isu-2018``). UCI
Cycling Regulations, part 3, track races, as of 2023: points race 3.2.114 to 3.2.133 (``track-points``), scratch 3.2.173
to 3.2.183 (``scratch``), elimination race 3.2.218 to 3.2.226 (``elimination``), tempo race 3.2.259 to 3.2.264
(``tempo``).

For ``isu-junior`` no rule can be named. A single source had its sprints at laps 4 and 7 of 10 and the points of sprints
and finish; neither its title nor its number was kept. The neutral first lap, and that lapped skaters may finish, are as
in ``isu-2018``. No sample race has a published result by this preset, so none confirms it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal

from massstart_tui.named_tuples import NamedTuple


class Bounds:
    """Limits of a value, by the names of pydantic's core schema: ``ge``, ``le``, ``gt``, ``min_length``.

    They serve in annotations in place of pydantic's own, so that this module does not load pydantic.
    """

    def __init__(self, **limits: int) -> None:
        """Store the ``limits``."""
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Return the core schema of the annotated type with the limits added."""
        return {**handler(source), **self._limits}


Lapped = Literal["out", "finishes", "races"]
LappedBy = Literal["leaders", "bunch"]
Criterion = Literal["completed", "points", "laps_gained", "laps", "lasted", "finish"]
UNKNOWN_KEYS: Final = {"extra": "ignore"}
"""Pydantic's configuration: an unknown key in a start sheet is no error, even in the header of a stream."""
Points = Annotated[int, Bounds(ge=0)]
AtLap = Annotated[int, Bounds(ge=1)]
LapsBefore = Annotated[int, Bounds(ge=0)]


@dataclass(frozen=True, slots=True)
class Sprint:
    """An intermediate sprint at the end of ``lap``, with ``points`` for the first, the second and so on."""

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    lap: AtLap
    points: Annotated[tuple[Points, ...], Bounds(min_length=1)]


@dataclass(frozen=True, slots=True)
class SprintsEvery:
    """A sprint every ``laps`` laps, counted back from the finish, but none in the first ``after`` laps.

    Laps left over come before the first sprint.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    laps: AtLap
    points: Annotated[tuple[Points, ...], Bounds(min_length=1)]
    after: LapsBefore = 0

    def at(self, distance: int) -> range:
        """Return the laps that end in a sprint in a race over ``distance`` laps, in order, without the finish."""
        return _counted_back(distance, self.laps, self.after)


@dataclass(frozen=True, slots=True)
class EliminationsEvery:
    """The last over the line is eliminated every ``laps`` laps, counted back from the finish.

    Nobody is eliminated in the first ``after`` laps.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    laps: AtLap
    after: LapsBefore = 0

    def at(self, distance: int) -> range:
        """Return the laps that end in an elimination in a race over ``distance`` laps, without the finish."""
        return _counted_back(distance, self.laps, self.after)


def _counted_back(distance: int, every: int, after: int) -> range:
    """Return the laps before the finish at distances of ``every``, in rising order.

    None of them is before a whole ``every``, or within the first ``after`` laps.
    """
    # The smallest lap from ``first`` on that is a whole number of ``every`` laps before the finish.
    first = max(every, after + 1)
    return range(first + (distance - first) % every, distance, every)


class Rules(NamedTuple):
    """The rules in force in one race.

    ``lapped`` says what becomes of a lapped skater: ``out``; ``finishes``, without points; or ``races`` on, a lap down.
    ``lapped_by`` says who laps: the ``leaders``, which crossings can show, or the ``bunch``, which only a jury can
    tell. ``lap_points`` are won with a lap gained on the bunch, and lost with one lost. ``neutral`` says whether the
    first lap is neutral. At the end of each lap of ``eliminations`` the last over the line is eliminated.

    ``ranking`` has the criteria of the classification, the first one first. ``completed``: who is racing or has
    finished ranks before who is out. ``points``. ``laps_gained`` on the bunch, less those lost, for who is not out.
    ``laps`` completed. ``lasted``: of those who are out, who went out later ranks first. ``finish``: the order of
    finish.
    """

    sprints: tuple[Sprint, ...]
    finish: tuple[int, ...]
    lapped: Lapped
    neutral: bool
    lapped_by: LappedBy = "leaders"
    lap_points: int = 0
    eliminations: tuple[int, ...] = ()
    ranking: tuple[Criterion, ...] = ("points", "laps", "finish")

    def sprint_laps(self) -> tuple[int, ...]:
        """Return the laps that end in an intermediate sprint, first to last."""
        return tuple(sprint.lap for sprint in self.sprints)

    def points_at(self, lap: int) -> tuple[int, ...]:
        """Return the points of the intermediate sprint at ``lap``; none if the lap has no sprint."""
        return next((sprint.points for sprint in self.sprints if sprint.lap == lap), ())

    @property
    def on_points(self) -> bool:
        """Whether points are a criterion of the classification."""
        return "points" in self.ranking

    @property
    def eliminates(self) -> bool:
        """Whether the last over the line is eliminated at some laps."""
        return bool(self.eliminations) or "lasted" in self.ranking

    @property
    def laps_gained_count(self) -> bool:
        """Whether a lap gained on the bunch counts for anything."""
        return self.lap_points > 0 or "laps_gained" in self.ranking


class Preset(NamedTuple):
    """The rules of an edition. What comes every so many laps is computed for the distance of a race."""

    rules: Rules
    sprints_every: SprintsEvery | None = None
    eliminate_every: EliminationsEvery | None = None


@dataclass(frozen=True, slots=True)
class RulesTable:
    """The ``[rules]`` table of a start sheet: the name of a preset, and keys that replace those of the preset.

    If ``sprints`` are listed, ``sprints_every`` is ignored.
    """

    __pydantic_config__: ClassVar = UNKNOWN_KEYS

    preset: str | None = None
    sprints: tuple[Sprint, ...] | None = None
    finish: tuple[Points, ...] | None = None
    lapped: Lapped | None = None
    neutral: bool | None = None
    sprints_every: SprintsEvery | None = None
    eliminate_every: EliminationsEvery | None = None
    lapped_by: LappedBy | None = None
    lap_points: Points | None = None
    ranking: Annotated[tuple[Criterion, ...], Bounds(min_length=1)] | None = None


def _every_four_laps(points: tuple[int, ...]) -> tuple[Sprint, ...]:
    """Return the sprints of a race over 16 laps, each with these points."""
    return tuple(Sprint(lap, points) for lap in (4, 8, 12))


PRESETS: Final[dict[str, Preset]] = {
    "isu-2014": Preset(Rules(_every_four_laps((5, 3, 1)), (60, 40, 20), "out", neutral=True)),
    "isu-2018": Preset(Rules(_every_four_laps((3, 2, 1)), (60, 40, 20, 10, 6, 3), "finishes", neutral=True)),
    "isu-junior": Preset(
        Rules((Sprint(4, (3, 2, 1)), Sprint(7, (3, 2, 1))), (30, 20, 10, 4, 2, 1), "finishes", neutral=True)
    ),
    "track-points": Preset(
        Rules(
            sprints=(),
            finish=(10, 6, 4, 2),
            lapped="races",
            neutral=False,
            lapped_by="bunch",
            lap_points=20,
            ranking=("completed", "points", "laps", "finish"),
        ),
        sprints_every=SprintsEvery(10, (5, 3, 2, 1)),
    ),
    "tempo": Preset(
        Rules(
            sprints=(),
            finish=(1,),
            lapped="races",
            neutral=False,
            lapped_by="bunch",
            lap_points=20,
            ranking=("completed", "points", "laps", "finish"),
        ),
        sprints_every=SprintsEvery(1, (1,), after=4),
    ),
    "scratch": Preset(
        Rules(
            sprints=(),
            finish=(),
            lapped="out",
            neutral=False,
            lapped_by="bunch",
            ranking=("completed", "laps_gained", "laps", "finish"),
        )
    ),
    "elimination": Preset(
        Rules(
            sprints=(),
            finish=(),
            lapped="out",
            neutral=False,
            lapped_by="bunch",
            ranking=("completed", "lasted", "finish"),
        ),
        eliminate_every=EliminationsEvery(2),
    ),
}
DEFAULT_PRESET: Final = "isu-2018"
USUAL_LAPS: Final[dict[str, int]] = {
    "isu-2014": 16,
    "isu-2018": 16,
    "isu-junior": 10,
    "track-points": 160,
    "tempo": 40,
    "scratch": 60,
}
"""The usual distance of a preset in laps, by the same sources; for track races, that of men on a track of 250 metres.

An elimination race has none, since its distance depends on the number of starters.
"""


def rules_in_force(table: RulesTable, laps: int) -> Rules:
    """Return the preset that ``table`` names, or the present ISU one, with the other keys of ``table`` set over it.

    What comes every so many laps is placed for a race over ``laps`` laps; sprints of a preset beyond the distance are
    left out. Raises KeyError if the preset is not one of PRESETS.
    """
    preset = PRESETS[table.preset or DEFAULT_PRESET]
    base = preset.rules
    eliminate_every = table.eliminate_every or preset.eliminate_every
    return Rules(
        sprints=_sprints(table, preset, laps),
        finish=base.finish if table.finish is None else table.finish,
        lapped=table.lapped or base.lapped,
        neutral=base.neutral if table.neutral is None else table.neutral,
        lapped_by=table.lapped_by or base.lapped_by,
        lap_points=base.lap_points if table.lap_points is None else table.lap_points,
        eliminations=tuple(eliminate_every.at(laps)) if eliminate_every else (),
        ranking=table.ranking or base.ranking,
    )


def _sprints(table: RulesTable, preset: Preset, laps: int) -> tuple[Sprint, ...]:
    if table.sprints is not None:
        return tuple(sorted(table.sprints, key=lambda sprint: sprint.lap))
    every = table.sprints_every or preset.sprints_every
    if every:
        return tuple(Sprint(lap, every.points) for lap in every.at(laps))
    return tuple(sprint for sprint in preset.rules.sprints if sprint.lap < laps)
