"""The rows of the points table, with everything that is drawn in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report import race_chart
from massstart_tui.report.race_chart import SkaterRow
from massstart_tui.report.race_titles import notes_of
from massstart_tui.text.words import Language, Words
from massstart_tui.tui.widgets.cut_words import LEVEL, WITHIN
from massstart_tui.tui.widgets.rank_reasons_told import reasons_in
from massstart_tui.view.scene import Scene, cut_in, level_at_cut

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance
    from massstart_tui.stream.provenance import Doubts


class PointsRow(NamedTuple):
    """A line below the heading: a skater's, or the cut if ``standing`` is None.

    ``on_ice`` is ``down`` for a skater who fell and ``away`` for one who attacked, else empty. ``chance`` is None until
    it is computed, and if there is no outlook. ``within`` is the sign of a skater who is within the cut, or level
    around it, where no line says so. ``why`` is the reason of the place, longest text first, if it has a column.
    """

    standing: Standing | None
    moved: int | None = None
    doubts: Doubts | None = None
    chosen: bool = False
    note: str = ""
    level: bool = False
    on_ice: str = ""
    chance: Chance | None = None
    within: str = ""
    charted: SkaterRow | None = None
    why: tuple[str, ...] = ()


def rows_of(  # noqa: PLR0913 - a row has as many parts
    scene: Scene,
    chances: Mapping[int, Chance],
    notes: Mapping[int, str],
    chosen: int | None,
    *,
    marked: bool,
    charts: bool,
) -> list[PointsRow]:
    """Return a row for each skater; if ``marked`` is true, those within the cut and level around it have a sign.

    ``charts`` says whether each has a row of the race chart.
    """
    timeline = scene.timeline
    charted = (
        race_chart.rows_of(timeline, scene.position, scene.state, scene.rows, scene.doubts)
        if charts and timeline is not None
        else {}
    )
    rows = [
        PointsRow(
            standing=row,
            moved=scene.moved.get(row.bib),
            doubts=_doubts(scene, row.bib),
            chosen=row.bib == chosen,
            note=notes.get(row.bib, ""),
            on_ice=_on_ice(scene.state, row),
            chance=chances.get(row.bib),
            within=_cut_sign(scene, index) if marked else "",
            charted=charted.get(row.bib),
        )
        for index, row in enumerate(scene.rows)
    ]
    for index in range(1, len(rows)):
        rows[index] = rows[index]._replace(level=scene.rows[index].rank == scene.rows[index - 1].rank)
    return rows


def with_reasons(rows: list[PointsRow], scene: Scene, words: Words) -> list[PointsRow]:
    """Return the same rows, each with the reason of the skater's place."""
    return [row._replace(why=reasons_in(scene, row.standing, words)) if row.standing else row for row in rows]


def _cut_sign(scene: Scene, index: int) -> str:
    """Return the sign of a row that is within the cut, or level around it."""
    if index in level_at_cut(scene):
        return LEVEL
    return WITHIN if index < (cut_in(scene) or 0) else ""


def notes_before_the_gun(scene: Scene, language: Language) -> Mapping[int, str]:
    """Return the first note of each skater, by bib; nothing after the gun."""
    if scene.state.phase is not Phase.SCHEDULED:
        return {}
    noted = [skater for skater in scene.sheet.skaters if skater.notes]
    return {skater.bib: notes_of(skater, scene.sheet, language)[0] for skater in noted}


def _on_ice(state: RaceState, row: Standing) -> str:
    """Return ``down`` if a skater who is still racing fell, ``away`` if they attacked, else an empty string."""
    if row.status is not Status.RACING:
        return ""
    return "down" if row.bib in state.down else "away" if row.bib in state.away else ""


def _doubts(scene: Scene, bib: int) -> Doubts | None:
    """Return which values of this skater's row are doubtful; None if none are."""
    doubts = scene.doubts.get(bib)
    if doubts is None or not doubts.any:
        return None
    return doubts
