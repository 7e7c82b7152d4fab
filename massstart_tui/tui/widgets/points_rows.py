"""The rows of the points table, with everything that is drawn in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.race_titles import notes_of
from massstart_tui.text.words import Language, Words
from massstart_tui.tui.widgets.cut_words import LEVEL, WITHIN
from massstart_tui.tui.widgets.rank_reasons_told import reasons_in
from massstart_tui.view.scene import Scene, cut_in, level_at_cut

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance
    from massstart_tui.report.race_chart import Axis, SkaterRow
    from massstart_tui.stream.provenance import Doubts
    from massstart_tui.tui.painting import Piece
    from massstart_tui.tui.themes import Brush


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


class RowsShown(NamedTuple):
    """What of the skaters the rows of a table show.

    If ``marked`` is true, those within the cut and level around it have a sign; else a line stands below the cut.
    ``charts`` says whether each has a row of the race chart, ``reasons`` whether each has the reason of the place.
    """

    marked: bool
    charts: bool
    reasons: bool


class PointsRows:
    """The lines below the headings, first to last: one for each skater, and perhaps one below the cut.

    Each is worked out when it is asked for, since a table shows a part of a large field.
    """

    def __init__(
        self, scene: Scene, chances: Mapping[int, Chance], chosen: int | None, words: Words, shown: RowsShown
    ) -> None:
        """Show the skaters of ``scene``, of whom one may be ``chosen``; ``chances`` is empty until it is known."""
        self._scene = scene
        self._chances = chances
        self._chosen = chosen
        self._words = words
        self._shown = shown
        self._notes = notes_before_the_gun(scene, words.language)
        self._level = level_at_cut(scene) if shown.marked else range(0)
        cut = cut_in(scene) or 0
        self._within = cut if shown.marked else 0
        self._line_at = 0 if shown.marked else cut
        self._known: dict[int, PointsRow] = {}

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._scene.rows) + (self._line_at > 0)

    def __getitem__(self, at: int) -> PointsRow:
        """Return one of the lines."""
        row = self._known.get(at)
        if row is None:
            standing = self.standing(at)
            row = PointsRow(None) if standing is None else self._row(self._index(at), standing)
            self._known[at] = row
        return row

    def standing(self, at: int) -> Standing | None:
        """Return the skater on this line; None on the one below the cut."""
        return None if self._line_at and at == self._line_at else self._scene.rows[self._index(at)]

    @property
    def cursor(self) -> int | None:
        """The line of the chosen skater."""
        index = next((index for index, row in enumerate(self._scene.rows) if row.bib == self._chosen), None)
        return None if index is None else index + (0 < self._line_at <= index)

    def _index(self, at: int) -> int:
        return at - (0 < self._line_at < at)

    def _row(self, index: int, standing: Standing) -> PointsRow:
        scene, bib = self._scene, standing.bib
        return PointsRow(
            standing=standing,
            moved=scene.moved.get(bib),
            doubts=_doubts(scene, bib),
            chosen=bib == self._chosen,
            note=self._notes.get(bib, ""),
            level=index > 0 and standing.rank == scene.rows[index - 1].rank,
            on_ice=_on_ice(scene.state, standing),
            chance=self._chances.get(bib),
            within=LEVEL if index in self._level else WITHIN if index < self._within else "",
            charted=self._charted(standing),
            why=reasons_in(scene, standing, self._words) if self._shown.reasons else (),
        )

    def _charted(self, row: Standing) -> SkaterRow | None:
        scene = self._scene
        if not self._shown.charts or scene.timeline is None:
            return None
        from massstart_tui.report.race_chart import rows_of

        return rows_of(scene.timeline, scene.position, scene.state, (row,), scene.doubts)[row.bib]


def charted_pieces(row: PointsRow, axis: Axis, brush: Brush) -> list[Piece]:
    """Return the chart of a row, as wide as its axis."""
    from massstart_tui.report.race_chart import SkaterRow
    from massstart_tui.tui.widgets.chart_cells import pieces_of

    return pieces_of(row.charted or SkaterRow(), axis, brush)


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
