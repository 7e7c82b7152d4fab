"""The base class of the panels of the race screen, which are hidden while they have nothing to show."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.view.race_layout import LayoutClass
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance
    from massstart_tui.race.requirements import Takes


class PanelScene(NamedTuple):
    """What a panel draws: a scene, the race time ``t`` in ms, and the chosen skater.

    ``chances`` has what each skater can still reach; it is empty until that is known. ``takes`` has what each skater
    needs; it is None until that is known, and empty if there is no outlook. ``supposed`` is the scene of a what-if,
    which ``takes`` are about while there is one.
    """

    scene: Scene
    t: int
    bib: int | None
    chances: Mapping[int, Chance]
    takes: Mapping[int, Takes] | None = None
    supposed: Scene | None = None

    @property
    def tabled(self) -> Scene:
        """The scene that the table shows: that of a what-if while there is one, else the race as it is."""
        return self.supposed or self.scene


class PanelPlace(StrEnum):
    """Where a panel stands: right of the head, below the log, below the table, or alone on the screen."""

    ICE = "ice"
    BESIDE = "beside"
    BELOW = "below"
    ALONE = "alone"


class RacePanel(Canvas):
    """A panel of the race screen.

    To add one, subclass this and list the class in `race_panels.further_panels`. Several panels may share a place:
    below the log the first that wants rows is shown; below the table all that want rows are shown side by side, as long
    as there are columns for them, those with the most ``weight`` first.
    """

    stands: PanelPlace
    weight = 0
    least = 0
    """The fewest columns below the table with which it makes do; 0 if it needs all that it wants."""

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Return how many of these ``columns`` and how many rows the panel fills now; no rows hide it.

        The ice is given its own box, and says only whether it is shown.
        """
        raise NotImplementedError

    def most(self, seen: PanelScene, rows: int) -> int:  # noqa: ARG002 - most panels want all their rows
        """Return how many rows the panel can fill where there is room, if it wants so many ``rows``."""
        return rows

    def show(self, seen: PanelScene) -> None:
        """Draw this; it is called at every update while the panel is shown, and redraws only what has changed."""
        raise NotImplementedError
