"""The screen of the result: the protocol at the shown moment, how it came about, and what of it is not official."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import BindingType

from massstart_tui.report.dead_heats import dead_heats_told
from massstart_tui.report.open_places import unknown_told
from massstart_tui.text.plain import plain
from massstart_tui.tui.columns_of_lines import is_roomy
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import VALUE, Lines, values_in, wrap
from massstart_tui.tui.screens.charted_page import ChartedPage
from massstart_tui.tui.screens.page_screen import race_name
from massstart_tui.tui.screens.result_panels import ResultPanels
from massstart_tui.tui.screens.result_protocol import BEHIND_THE_FIRST, ResultProtocol
from massstart_tui.view.replaying import Replay

if TYPE_CHECKING:
    from massstart_tui.stream.provenance_entry import Provenance

_AROUND: Final = 4
"""The rows of the title, the keys, and the blank lines around the page."""


class ResultScreen(ChartedPage):
    """Draws the standings of a race as a protocol, and what is to be said about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("result")]
    place: ClassVar[str] = "result"

    def __init__(self, shown: Replay) -> None:
        """Show the race at its current moment."""
        super().__init__(shown)
        self._bib: int | None = None
        self._at: dict[int, int] = {}
        self._value = ""
        self._values: list[tuple[int, str]] = []

    @property
    def found_skater(self) -> int | None:
        return self._bib

    def show_skater(self, bib: int | None) -> None:
        self._bib, self._value = bib, ""
        self.look()

    @property
    def _roomy(self) -> bool:
        return is_roomy(self.size)

    def titles(self) -> tuple[str, str]:
        words, scene = self.massstart.words, self._shown.scene()
        phase = words(f"phase.{scene.state.phase}")
        if not self._roomy:
            return words("result.title"), phase
        return f"{words('result.title')}  {plain(race_name(scene.sheet, words.language))}", phase

    def lines(self, width: int) -> Lines:
        scene, words = self._shown.scene(), self.massstart.words
        protocol = ResultProtocol(scene, self.massstart.palette, words, width, roomy=self._roomy)
        rows, at = protocol.lines(self._bib, self._value)
        self._values = [(bib, value) for bib, index in at.items() for value in values_in(rows[index])]
        above = [] if self._roomy else self._headings(width)
        self._at = {bib: index + len(above) for bib, index in at.items()}
        self.page.chosen = self._at.get(self._bib or 0)
        doubted = {bib for bib, doubt in scene.doubts.items() if doubt.finish}
        together = dead_heats_told(scene.rows, doubted, words)
        remarks = [[(text, self.brush.dim)] for line in together for text in wrap(line, width)]
        told = unknown_told(scene.rows, scene.sheet.qualify, words)
        remarks += [[(text, self.brush.amber)] for line in told for text in wrap(line, width)]
        if count := protocol.sprints_left_out:
            remarks += [[(text, self.brush.dim)] for text in wrap(words("result.left_out", count=count), width)]
        return [*above, *rows, *remarks, *self._panels(width, len(rows) + len(remarks))]

    def _headings(self, width: int) -> Lines:
        """Return the name of the race and the venue, which a narrow title line has no room for."""
        brush, sheet = self.brush, self._shown.scene().sheet
        name = wrap(plain(race_name(sheet, self.massstart.words.language)), width)
        venue = [text for text in wrap(plain(sheet.venue), width) if text]
        return [*([(text, brush.strong)] for text in name), *([(text, brush.dim)] for text in venue), []]

    def _panels(self, width: int, above: int) -> Lines:
        views, scene = self._shown.views, self._shown.scene()
        known = views.recording.header.provenance if views else ()
        rows = self.size.height - _AROUND - above if self._roomy else None
        return ResultPanels(scene, known, self._shown.heat_of).lines(self.brush, self.massstart.words, width, rows)

    def action_cursor(self, steps: int) -> None:
        """Choose the skater above or below; behind the last one, scroll."""
        bibs = list(self._at)
        self._value = ""
        if self._bib is None and self.page.top_line:
            self.page.scroll(steps)
            return
        at = before = -1 if self._bib is None else bibs.index(self._bib)
        if at + steps >= len(bibs) and self.page.hides_lines_below:
            self._bib, self._value = None, ""
            self.look()
            self.page.scroll(steps)
            return
        at = max(0, min(len(bibs) - 1, at + steps))
        self._bib = bibs[at]
        self.look()
        self.say_at_end(steps, moved=at != before)

    def action_doubted(self, steps: int) -> None:
        """Choose the next value that is not official, or the one before; from no value, from the chosen skater."""
        if not self._values:
            self.notify(self.massstart.words("result.no_doubts"), markup=False)
            return
        if (self._bib, self._value) in self._values:
            at = self._values.index((self._bib or 0, self._value)) + steps
        else:
            ranks = list(self._at)
            after = ranks.index(self._bib) if self._bib in self._at else 0
            at = sum(ranks.index(bib) < after for bib, _ in self._values) - (steps < 0)
        before = self._bib, self._value
        self._bib, self._value = self._values[max(0, min(len(self._values) - 1, at))]
        self.look()
        self.say_at_end(steps, moved=(self._bib, self._value) != before)

    def action_scroll(self, lines: int) -> None:
        before = self._bib, self.page.top_line
        self._bib, self._value = None, ""
        self.look()
        self.page.scroll(lines)
        self.say_at_end(lines, moved=(self._bib, self.page.top_line) != before)

    async def action_skater(self) -> None:
        if self._bib is None:
            self.action_cursor(1)
            return
        if self._value:
            await self._open_source(self._bib, self._value)
            return
        from massstart_tui.tui.screens.skater_screen import SkaterScreen

        if self._shown.timeline is not None:
            await self.app.push_screen(SkaterScreen(self._shown, self._bib))

    async def on_click(self, event: events.Click) -> None:
        line = self.page.top_line + event.screen_y - self.page.region.y
        bib = next((bib for bib, at in self._at.items() if at == line), None)
        if event.widget is not self.page or bib is None:
            return
        value = str(event.style.meta.get(VALUE, ""))
        if value:
            self._bib, self._value = bib, value
            self.look()
            await self._open_source(bib, value)
        elif bib == self._bib:
            await self.action_skater()
        else:
            self._bib, self._value = bib, ""
            self.look()

    async def _open_source(self, bib: int, value: str) -> None:
        """Show where the facts come from, at those that the value of this name in a skater's row rests on."""
        from massstart_tui.tui.screens.sources_screen import SourcesScreen

        await self.app.push_screen(SourcesScreen(self._shown, self._sources_of(bib, value)))

    def _sources_of(self, bib: int, value: str) -> tuple[Provenance, ...]:
        scene = self._shown.scene()
        if scene.marks is None:
            return ()
        rows = {row.bib: row for row in scene.rows}
        if value != BEHIND_THE_FIRST:
            return scene.marks.sources_of(scene.state, rows[bib]).of(value)
        first = (row for row in scene.rows if row.finish_place == 1)
        return tuple(
            entry for row in (rows[bib], *first) for entry in scene.marks.sources_of(scene.state, row).of("time")
        )

    async def action_doubts(self) -> None:
        from massstart_tui.tui.screens.sources_screen import SourcesScreen

        await self.app.push_screen(SourcesScreen(self._shown))

    async def action_save(self) -> None:
        """Ask for the file that the result is saved to."""
        await self.ask_to_save_result(self._shown)

    async def action_back(self) -> None:
        """Close the charts, or take the cursor away; without either, return to the screen before."""
        if self._bib is None or self.chart.display:
            await super().action_back()
        elif self._value:
            self._value = ""
            self.look()
        else:
            self._bib = None
            self.look()
