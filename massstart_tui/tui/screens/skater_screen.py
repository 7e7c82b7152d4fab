"""The screen of one skater: their place and the reason for it, everything that happened to them, and notes."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import BindingType

from massstart_tui.race.events import concerns
from massstart_tui.race.groups import gap_to_the_leader
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.open_places import place_told, rank_told, sprint_cell, total_cell
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.signs import sign_of
from massstart_tui.report.table_page import DOUBT, REVIEWED
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.stream.provenance import Doubts, Marks
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import gap_told, ordinal, time_told
from massstart_tui.text.short_names import short_names
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.outlook_worker import Outlooks, needs_told
from massstart_tui.tui.painting import Piece, fit, put_behind, right, width_of, wrap
from massstart_tui.tui.screens.page_screen import PageScreen, race_name
from massstart_tui.tui.screens.skater_search import SearchingScreen
from massstart_tui.tui.widgets.table_columns import FEW_SPRINTS
from massstart_tui.view.scene import Scene, Shown


class SkaterScreen(PageScreen, SearchingScreen):
    """Draws one skater of a race at its current moment."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("skater")]
    place: ClassVar[str] = "skater"

    def __init__(self, shown: Shown, bib: int) -> None:
        """Show the skater with this ``bib``."""
        super().__init__()
        self._shown = shown
        self._bib = bib
        self.outlooks = Outlooks(self)

    @property
    def _skater(self) -> Skater:
        return self._shown.sheet.by_bib()[self._bib]

    @property
    def searched_sheet(self) -> Sheet:
        return self._shown.sheet

    @property
    def found_skater(self) -> int | None:
        return self._bib

    def show_skater(self, bib: int | None) -> None:
        if bib is not None and bib != self._bib:
            self._bib = bib
            self.page.top_line = 0
            self.look()

    def drawn_from(self) -> object:
        return self._shown.scene()

    def titles(self) -> tuple[str, str]:
        skater = self._skater
        return f"{skater.bib}  {plain(skater.name)}  {plain(skater.noc)}", plain(
            race_name(self._shown.sheet, self.massstart.words.language)
        )

    def lines(self, width: int) -> list[list[Piece]]:
        scene = self._shown.scene()
        row = next(row for row in scene.rows if row.bib == self._bib)
        return [
            *self._standing(scene, row, width),
            *self._why_and_what_it_takes(scene, row, width),
            [],
            *self._notes(width),
            *self._earlier(width),
            self.heading("skater.happened"),
            *self._happened(scene, width),
        ]

    def _standing(self, scene: Scene, row: Standing, width: int) -> list[list[Piece]]:
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
                came = words("skater.finished", place=ordinal(row.finish_place, words.language), time=time)
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
        if row.through:
            pieces.append((f"   {words(f'through.{row.through}')}", brush.green))
        if row.reviewed:
            pieces.append((f"   {REVIEWED} {words('results.reviewed')}", brush.amber))
        return pieces

    def _why_and_what_it_takes(self, scene: Scene, row: Standing, width: int) -> list[list[Piece]]:
        """Return the reason for the place, and during the race what the skater needs; nothing before the gun."""
        words = self.massstart.words
        if scene.state.phase is Phase.SCHEDULED:
            return []
        doubts = scene.doubts.get(self._bib) or NO_DOUBTS
        doubtful = doubts.finish or doubts.total
        told = [("skater.why", why_told(scene.rows, row.bib, scene.state, words, doubtful=doubtful))]
        if needs := needs_told(self.outlooks, scene, self._bib, words):
            told.append(("skater.needs", needs))
        labels = max(cell_len(words(code)) for code in ("skater.why", "skater.needs")) + 2
        lines: list[list[Piece]] = [[]]
        for code, sentence in told:
            first, *more = wrap(sentence, max(8, width - labels))
            lines.append([(fit(words(code), labels), self.brush.ice), (first, self.brush.strong)])
            lines += [[(" " * labels, self.brush.text), (text, self.brush.strong)] for text in more]
        return lines

    def on_outlooks_known(self, message: Outlooks.Known) -> None:
        self.outlooks.keep(message)
        self.look()

    def _points(self, row: Standing, doubts: Doubts) -> list[Piece]:
        brush, words = self.brush, self.massstart.words
        unsure = doubts.sprints or (False,) * len(row.sprints)
        points: list[Piece] = []
        few = len(row.sprints) <= FEW_SPRINTS
        won_at = (sprint_cell(row, index) for index in range(len(row.sprints)))
        for number, (won, doubtful) in enumerate(zip(won_at, unsure, strict=True), 1):
            if won or few:
                style = brush.amber if won else brush.dim
                points += [(f"S{number} ", brush.dim), (f"{_marked(str(won), doubtful=doubtful)}   ", style)]
        if row.laps_gained:
            points += [(f"{words('results.laps_gained')} ", brush.dim), (f"{row.laps_gained:+}   ", brush.text)]
        finish = _marked(str(row.finish), doubtful=doubts.finish and row.finish > 0)
        points += [(f"{words('table.finish')} ", brush.dim), (f"{finish}   ", brush.text)]
        return [*points, ("Σ ", brush.dim), (_marked(str(total_cell(row)), doubtful=doubts.total), brush.strong)]

    @staticmethod
    def _wrapped(points: list[Piece], width: int) -> list[list[Piece]]:
        """Wrap the points into lines, keeping each heading together with its points."""
        lines: list[list[Piece]] = [[]]
        for head, value in zip(points[::2], points[1::2], strict=True):
            if lines[-1] and width_of([*lines[-1], head, value]) > width:
                lines.append([])
            lines[-1] += [head, value]
        return lines

    def _notes(self, width: int) -> list[list[Piece]]:
        skater, brush, words = self._skater, self.brush, self.massstart.words
        told = list(notes_of(skater, self._shown.sheet, words.language))
        if skater.id:
            told.insert(0, words("skater.id", id=skater.id))
        if skater.born is not None:
            told.insert(0, words("skater.born", date=skater.born.isoformat()))
        if not told:
            return []
        lines: list[list[Piece]] = []
        for note in told:
            first, *more = wrap(note, width - 2)
            lines += [[("– ", brush.text), (first, brush.text)], *([("  ", brush.text), (t, brush.text)] for t in more)]
        return [self.heading("skater.notes"), *lines, []]

    def _earlier(self, width: int) -> list[list[Piece]]:
        """Return what this skater did in earlier races of the meeting."""
        brush, words = self.brush, self.massstart.words
        lines: list[list[Piece]] = []
        races = self._shown.earlier.get(self._skater, ())
        for title, row, sure in races:
            place = place_told("skater.earlier_row", row, words)
            lines.append([(f"{plain(title)}   ", brush.text), (place, brush.strong)])
            lines[-1] += [(f"   {words(f'through.{row.through}')}", brush.green)] if row.through else []
            lines[-1] += [] if sure else [(f"   {words('skater.perhaps')}", brush.amber)]
        if not all(sure for _, _, sure in races):
            lines += [[(text, brush.dim)] for text in wrap(words("skater.namesakes"), width)]
        return [self.heading("skater.earlier"), *lines, []] if lines else []

    def _happened(self, scene: Scene, width: int) -> list[list[Piece]]:
        timeline, words = scene.timeline, self.massstart.words
        if timeline is None:
            return []
        names = short_names((s.bib, s.name, s.noc) for s in scene.sheet.skaters)
        telling = Telling(words, scene.state.rules, names, scene.sheet.texts_nl)
        lines: list[list[Piece]] = []
        for index in range(scene.lines):
            shown = timeline.line(index)
            if concerns(shown.event, self._bib):
                lines += self._entry(shown, telling, scene.marks, width)
        return lines or [[(words("skater.nothing"), self.brush.dim)]]

    def _entry(self, shown: LogLine, telling: Telling, marks: Marks | None, width: int) -> list[list[Piece]]:
        """Return a line of the log, struck through if it was corrected."""
        brush, words, event = self.brush, self.massstart.words, shown.event
        gone = shown.stands in (Stands.RETRACTED, Stands.AMENDED)
        when = ("~" if marks and marks.time_doubtful(event) else "") + time_told(shown.clock, words.language)
        kind = _marked(telling.kind(event), doubtful=bool(marks and marks.fact_doubtful(event)))
        start: list[Piece] = [
            (right(words("log.to_go", count=shown.to_go), 9), brush.dim),
            (right(when, 10) + "  ", brush.dim),
            (f"{sign_of(event.type)} ", brush.ice),
            (f"{fit(kind, 10)} ", brush.struck if gone else brush.ice),
        ]
        indent, style = width_of(start), brush.struck if gone else brush.text
        first, *more = wrap(telling.body(event), max(8, width - indent))
        lines = [[*start, (first, style)], *([(" " * indent, brush.text), (text, style)] for text in more)]
        if shown.stands is not Stands.AS_RECORDED:
            put_behind(lines, (words(f"stands.{shown.stands}"), brush.amber), indent, width)
        return lines


NO_DOUBTS: Final = Doubts(bib=False, sprints=(), finish=False, total=False, time=False)


def _marked(text: str, *, doubtful: bool) -> str:
    return f"{text}{DOUBT}" if doubtful else text
