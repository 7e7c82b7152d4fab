"""The screen of one skater: their place and the reason for it, everything that happened to them, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import BindingType

from massstart_tui.race.contenders import Uncovered, uncovered
from massstart_tui.race.groups import gap_to_the_leader, groups_on_the_ice
from massstart_tui.race.sheet import Skater
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.open_places import rank_told, sprint_cell, total_cell
from massstart_tui.report.race_titles import notes_of, title_of
from massstart_tui.report.signs import DOUBT, REVIEWED
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.provenance import Doubts
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import gap_told, ordinal, time_told
from massstart_tui.tui.columns_of_lines import PagePart, apart, is_roomy, side_by_side
from massstart_tui.tui.commands import bindings_of, key_piece
from massstart_tui.tui.earlier_lines import earlier_lines
from massstart_tui.tui.outlook_worker import Outlooks, needs_told
from massstart_tui.tui.painting import Lines, Piece, first_that_fits, fit, hanging, width_of, wrap
from massstart_tui.tui.screens.charted_page import ChartedPage
from massstart_tui.tui.screens.page_screen import race_name
from massstart_tui.tui.screens.skater_axis import skater_axis
from massstart_tui.tui.screens.skater_happenings import SkaterHappenings
from massstart_tui.tui.screens.skater_needs import NOTHING, Stakes, enough_lines, other_of, passed_sprints
from massstart_tui.tui.widgets.lap_counter import SIZES, board
from massstart_tui.tui.widgets.table_columns import FEW_SPRINTS
from massstart_tui.view.replaying import Replay
from massstart_tui.view.scene import Scene

DIGITS: Final = SIZES[1]
"""The size of the bib: seven rows."""
BETWEEN: Final = 4
AROUND_TITLES: Final = 8
"""How many cells of the title line stay blank: around the skater on the left and the race on the right."""
ROWS_AROUND: Final = 12
WIDEST_PART: Final = 56
"""The width in cells of a table of two or three numbers, however wide the page is."""
THREE_COLUMNS: Final = 112
"""The room from which three columns keep the names around the cut whole in both languages."""
NO_DOUBTS: Final = Doubts(bib=False, sprints=(), finish=False, total=False, time=False)


class SkaterScreen(ChartedPage):
    """Draws one skater of a race at its current moment, and moves through the race and from skater to skater."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("skater")]
    place: ClassVar[str] = "skater"

    def __init__(self, shown: Replay, bib: int) -> None:
        """Show the skater with this ``bib``."""
        super().__init__(shown)
        self.page.counts_below = True
        self._bib = bib
        self._other: int | None = None
        self._compared = 0
        """The rows of the comparison with another skater."""
        self.outlooks = Outlooks(self)

    @property
    def _skater(self) -> Skater:
        return self._shown.sheet.by_bib()[self._bib]

    @property
    def found_skater(self) -> int | None:
        return self._bib

    def show_skater(self, bib: int | None) -> None:
        if bib is not None and bib != self._bib:
            self._bib = bib
            self.page.top_line = 0
            self.look()

    def titles(self) -> tuple[str, str]:
        words, skater, state = self.massstart.words, self._skater, self._shown.scene().state
        to_go = words("results.to_go", count=state.to_go) if state.under_way and state.to_go else ""
        called = f"{skater.bib}  {plain(skater.name)}  {plain(skater.noc)}"
        names = [plain(name(self._shown.sheet, words.language)) for name in (race_name, title_of)]
        told = [*("  ".join(part for part in (to_go, name) if part) for name in names), names[-1]]
        # The name of the race is kept, and its competition left out first.
        return called, first_that_fits(told, self.size.width - cell_len(called) - AROUND_TITLES) or told[-1]

    def lines(self, width: int) -> Lines:
        scene = self._shown.scene()
        row = next(row for row in scene.rows if row.bib == self._bib)
        if is_roomy(self.size) and width >= THREE_COLUMNS:
            return self._wide(scene, row, width)
        parts = [[*self._standing(scene, row, width), *self._why_and_what_it_takes(scene, row, width)]]
        parts.append(skater_axis(scene, self._bib, self.brush, self.massstart.words, width))
        parts += [self._enough(scene), self._notes(width), self._earlier(width), self._happenings(scene, width)]
        narrow = min(width, WIDEST_PART)
        parts += [self._stakes(scene).around_the_cut(self._bib, narrow, ROWS_AROUND)]
        parts.append(self._head_to_head(scene, narrow))
        return apart(parts)

    def _wide(self, scene: Scene, row: Standing, width: int) -> Lines:
        """Return the page with the bib in large digits, and three columns below it."""
        brush = self.brush
        digits = board(self._bib, DIGITS)
        left = max(DIGITS.width_of(10), DIGITS.width_of(self._bib))
        beside = width - left - BETWEEN
        head = [self._called(), *self._standing(scene, row, beside), *self._why_and_what_it_takes(scene, row, beside)]
        head += self._on_the_ice(scene)
        top = side_by_side(
            [PagePart([[(text, brush.ice)] for text in digits], left), PagePart(head, beside)], BETWEEN, brush.text
        )
        race = skater_axis(scene, self._bib, brush, self.massstart.words, width)
        each = (width - 2 * BETWEEN) // 3
        rows = max(ROWS_AROUND, self.size.height - len(top) - len(race) - 6)
        first = [self._enough(scene), self._notes(each), self._earlier(each), self._happenings(scene, each)]
        around = self._stakes(scene).around_the_cut(self._bib, each, rows)
        columns = [apart(first), around, self._head_to_head(scene, each)]
        below = side_by_side([PagePart(part, each) for part in columns if part], BETWEEN, brush.text)
        return apart([top, race, below])

    def _called(self) -> list[Piece]:
        skater, brush = self._skater, self.brush
        return [(plain(skater.name), brush.strong), (f"  {plain(skater.noc)}", brush.dim)]

    def _on_the_ice(self, scene: Scene) -> Lines:
        """Return with how many others the skater skates, and whether ahead of the bunch or down."""
        words, brush = self.massstart.words, self.brush
        group = next((group for group in groups_on_the_ice(scene.state) if self._bib in group.bibs), None)
        if not scene.state.under_way or scene.state.groups_open or group is None:
            return []
        code = "skater.ice.away" if group.away else "skater.ice.group"
        said = words(code, count=len(group.bibs)) if len(group.bibs) > 1 else words(f"{code}.alone")
        if group.down:
            said = words("skater.ice.down")
        return [[(fit(words("skater.on_ice"), self._labels), brush.ice), (said, brush.text)]]

    def _enough(self, scene: Scene) -> Lines:
        takes = None if uncovered(scene.state) else self.outlooks.takes(scene, self._bib)
        known = None if isinstance(takes, Uncovered) else takes
        lines = enough_lines(known, scene, self.brush, self.massstart.words)
        return [self.heading("skater.enough"), *lines] if lines else []

    def _stakes(self, scene: Scene) -> Stakes:
        chances = self.outlooks.chances(scene) if scene.state.under_way else None
        return Stakes(scene, chances, self.massstart.palette, self.massstart.words)

    def _head_to_head(self, scene: Scene, width: int) -> Lines:
        words, brush = self.massstart.words, self.brush
        known = {row.bib for row in scene.rows} - {self._bib}
        other = self._other if self._other in known else other_of(scene, self._bib)
        if other is None or scene.state.phase is Phase.SCHEDULED:
            return []
        key: list[Piece] = [
            ("  ", brush.ice),
            key_piece("head_to_head", words, brush.ice),
            (words("skater.with_another"), brush.dim),
        ]
        compared = self._stakes(scene).head_to_head((self._bib, other), width)
        self._compared = 1 + len(compared)
        return [[*self.heading("skater.head_to_head"), *key], *compared]

    def _happenings(self, scene: Scene, width: int) -> Lines:
        happened = SkaterHappenings(scene, self._bib, self.brush, self.massstart.words)
        return [self.heading("skater.happened"), *happened.lines(width)]

    def action_skater(self, steps: int) -> None:
        """Show the skater before or after this one in the table."""
        bibs = [row.bib for row in self._shown.scene().rows]
        self.show_skater(bibs[(bibs.index(self._bib) + steps) % len(bibs)])

    def action_lap(self, steps: int) -> None:
        self._go(self._shown.lap_moments(), steps)

    def action_sprint(self, steps: int) -> None:
        self._go(self._shown.sprint_moments(), steps)

    def _go(self, moments: Sequence[int], steps: int) -> None:
        """Go ``steps`` further among ``moments``, backward if negative; if there is none further, say so."""
        before = self._shown.t
        self._shown.step_among(moments, steps)
        self.look()
        if self._shown.t == before:
            self.keys.remark(self.massstart.words("keys.no_later" if steps > 0 else "keys.no_earlier"))

    async def action_head_to_head(self) -> None:
        """Ask with whom to compare the skater."""
        from massstart_tui.entry.roster import roster_of
        from massstart_tui.tui.widgets.search_line import SearchLine

        if not self.query(SearchLine):
            roster, words = roster_of(self.searched_sheet), self.massstart.words
            await self.ask_below(SearchLine(roster, self._other, words, self._compare_with, self.end_asking))

    def _compare_with(self, bib: int | None) -> None:
        if bib != self._other:
            self._other = bib
            self.look()
        # The comparison may be below what is in view.
        self.page.bring_into_view(self.massstart.words("skater.head_to_head"), self._compared)

    def _standing(self, scene: Scene, row: Standing, width: int) -> Lines:
        brush, words = self.brush, self.massstart.words
        lines = [self._place(scene, row)]
        doubts = scene.doubts.get(self._bib) or NO_DOUBTS
        if scene.state.rules.on_points:
            lines += self._wrapped(self._points(row, doubts), width)
        elif row.laps_gained:
            lines.append([(f"{words('results.laps_gained')} {row.laps_gained:+}", brush.text)])
        if row.time is not None:
            time = _marked(time_told(row.time, words.language, 2), doubtful=doubts.time)
            came = words("skater.came_in", time=time)
            if row.finish_place is not None:
                place = _marked(ordinal(row.finish_place, words.language), doubtful=doubts.finish)
                came = words("skater.finished", place=place, time=time)
            lines.append([(came, brush.text)])
        gap = gap_to_the_leader(scene.state, self._bib)
        if gap and not scene.state.over:
            lines.append([(words("skater.behind", gap=gap_told(gap, words.language)), brush.text)])
        return lines

    def _place(self, scene: Scene, row: Standing) -> list[Piece]:
        """Return the place and the status of the skater; before the gun only the status."""
        brush, words = self.brush, self.massstart.words
        if scene.state.phase is Phase.SCHEDULED:
            code = "phase.scheduled" if row.status is Status.RACING else f"status.{row.status}"
            return [(words(code), brush.strong)]
        place = words("skater.place", rank=rank_told(row, words.language), skaters=len(scene.rows))
        pieces: list[Piece] = [(place, brush.strong), (f"   {words(f'status.{row.status}')}", brush.text)]
        if row.laps_open:
            pieces.append((f"   {words('state.laps_open')}", brush.amber))
        if row.through:
            doubts = scene.doubts.get(self._bib) or NO_DOUBTS
            told = _marked(words(f"through.{row.through}"), doubtful=doubts.through)
            pieces.append((f"   {told}", brush.text if doubts.through else brush.green))
        if row.reviewed:
            pieces.append((f"   {REVIEWED} {words('results.reviewed')}", brush.amber))
        return pieces

    def _why_and_what_it_takes(self, scene: Scene, row: Standing, width: int) -> Lines:
        """Return the reason for the place, and during the race what the skater needs; nothing before the gun."""
        words = self.massstart.words
        if scene.state.phase is Phase.SCHEDULED:
            return []
        doubts = scene.doubts.get(self._bib) or NO_DOUBTS
        doubtful = doubts.finish or doubts.total
        told = [("skater.why", why_told(scene.rows, row.bib, scene.state, words, doubtful=doubtful))]
        if needs := needs_told(self.outlooks, scene, self._bib, words):
            told.append(("skater.needs", needs))
        labels = self._labels
        lines: Lines = [[]]
        for code, sentences in told:
            # Each part of what it takes has a line of its own.
            first, *more = [text for part in sentences.split("; ") for text in wrap(part, max(8, width - labels))]
            lines.append([(fit(words(code), labels), self.brush.ice), (first, self.brush.strong)])
            lines += [[(" " * labels, self.brush.text), (text, self.brush.strong)] for text in more]
        return lines

    @property
    def _labels(self) -> int:
        """The width of the words before what is told of the skater."""
        codes = ("skater.why", "skater.needs", *(("skater.on_ice",) if is_roomy(self.size) else ()))
        return max(cell_len(self.massstart.words(code)) for code in codes) + 2

    def on_outlooks_known(self, message: Outlooks.Known) -> None:
        self.outlooks.keep(message)
        self.look()

    def _points(self, row: Standing, doubts: Doubts) -> list[Piece]:
        brush, words = self.brush, self.massstart.words
        unsure = doubts.sprints or (False,) * len(row.sprints)
        points: list[Piece] = []
        state = self._shown.scene().state
        told = passed_sprints(state) if len(row.sprints) <= FEW_SPRINTS else ()
        for index, doubtful in enumerate(unsure):
            won = sprint_cell(row, index)
            if won or index in told:
                style = brush.amber if won else brush.dim
                value = _marked(str(won or NOTHING), doubtful=doubtful and bool(won))
                points += [(f"S{index + 1} ", brush.dim), (f"{value}   ", style)]
        if row.laps_gained:
            points += [(f"{words('results.laps_gained')} ", brush.dim), (f"{row.laps_gained:+}   ", brush.text)]
        if state.finish:
            finish = _marked(str(row.finish or NOTHING), doubtful=doubts.finish and row.finish > 0)
            points += [(f"{words('table.finish')} ", brush.dim), (f"{finish}   ", brush.text)]
        return [*points, ("Σ ", brush.dim), (_marked(str(total_cell(row)), doubtful=doubts.total), brush.strong)]

    @staticmethod
    def _wrapped(points: list[Piece], width: int) -> Lines:
        """Wrap the points into lines, keeping each heading together with its points."""
        lines: Lines = [[]]
        for head, value in zip(points[::2], points[1::2], strict=True):
            if lines[-1] and width_of([*lines[-1], head, value]) > width:
                lines.append([])
            lines[-1] += [head, value]
        return lines

    def _notes(self, width: int) -> Lines:
        skater, brush, words = self._skater, self.brush, self.massstart.words
        told = list(notes_of(skater, self._shown.sheet, words.language))
        if skater.id:
            told.insert(0, words("skater.id", id=skater.id))
        if skater.born is not None:
            told.insert(0, words("skater.born", date=skater.born.isoformat()))
        if not told:
            return []
        lines: Lines = []
        for note in told:
            lines += hanging([("– ", brush.text)], note, brush.text, brush.text, width)
        return [self.heading("skater.notes"), *lines]

    def _earlier(self, width: int) -> Lines:
        """Return what this skater did in earlier races of the meeting."""
        races = self._shown.earlier.get(self._skater, ())
        lines = earlier_lines(races, self.brush, self.massstart.words, width)
        return [self.heading("skater.earlier"), *lines] if lines else []


def _marked(text: str, *, doubtful: bool) -> str:
    return f"{text}{DOUBT}" if doubtful else text
