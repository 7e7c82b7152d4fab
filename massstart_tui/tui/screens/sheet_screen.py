"""The screen that edits the start sheet before the gun: absences, bibs, names, and skaters added or removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from massstart_tui.entry.desk import Remark, Tone
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.sheet_editing import (
    CannotBe,
    add_skater,
    bib_in,
    exchanged,
    give_bib,
    give_nation,
    give_pronunciation,
    rename,
    skater_in,
    swap_bibs,
    take_off,
)
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.signs import sign_of
from massstart_tui.stream.faults import Fault
from massstart_tui.text.plain import plain
from massstart_tui.tui.columns_of_lines import is_roomy
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import Piece, fit, right, width_of
from massstart_tui.tui.screens.page_screen import PageScreen, ScrolledLines, race_name
from massstart_tui.tui.screens.sheet_card import CARD_ROWS, sheet_card
from massstart_tui.tui.widgets.entry_preview import PreviewLine
from massstart_tui.tui.widgets.sheet_line import Change, SheetLine, SheetQuestion
from massstart_tui.view.line_up import LineUp

WIDE_FROM: Final = 76
"""The width in cells from which dates of birth and full names of nations fit."""
LONGEST_NAME: Final = 30
LONGEST_NATION: Final = 14
BORN: Final = 12
REST: Final = 20
"""The width in cells kept for the mark of a skater who does not start."""

AROUND: Final = 11
"""The rows of the title, the headings, a remark, the keys, and the blank lines between them."""

Kept = Callable[[Sheet, frozenset[int]], str | None]
"""Callback that saves a sheet and the bibs of who does not start; returns a sentence if it could not."""


class SheetScreen(PageScreen):
    """Edits the start sheet; each change is saved at once, and all changes made here can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sheet")]
    DEFAULT_CSS = """
    SheetScreen {
        #heads { height: 3; margin: 1 0 0 0; }
        #skaters { margin: 0 0 1 0; }
        #card { height: 7; margin: 0 0 1 0; }
        PreviewLine { height: 2; }
    }
    """
    place: ClassVar[str] = "sheet"

    def __init__(self, sheet: Sheet, absent: frozenset[int], changed: Kept) -> None:
        """Edit ``sheet``, of which ``absent`` do not start; ``changed`` saves each change."""
        super().__init__()
        self._changed = changed
        self._now = Change(sheet, absent, sheet.skaters[0].bib)
        self._before: list[Change] = []
        self.heads = ScrolledLines(id="heads")
        self.heads.can_focus = False
        self.page.id = "skaters"
        self.card = ScrolledLines(id="card")
        self.card.can_focus = False
        self.said = PreviewLine()
        self.said.display = False

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.heads
        yield self.page
        yield self.card
        yield self.said
        yield self.keys

    @property
    def _skater(self) -> Skater:
        return self._now.sheet.by_bib()[self._now.bib]

    def titles(self) -> tuple[str, str]:
        return self.massstart.words("sheet.title"), plain(race_name(self._now.sheet, self.massstart.words.language))

    def look(self) -> None:
        bibs = [skater.bib for skater in self._now.sheet.skaters]
        self.page.chosen = bibs.index(self._now.bib)
        width = max(20, self.size.width - 4)
        self.heads.show(self._heads(width))
        # No skater is out of sight for the sake of the card.
        self.card.display = is_roomy(self.size) and self.size.height >= len(bibs) + CARD_ROWS + AROUND
        if self.card.display:
            words = self.massstart.words
            self.card.show(sheet_card(self._skater, self._now.sheet, self.brush, words, width))
        super().look()

    def lines(self, width: int) -> list[list[Piece]]:
        return [self._row(skater, width) for skater in self._now.sheet.skaters]

    def _heads(self, width: int) -> list[list[Piece]]:
        words, brush, sheet = self.massstart.words, self.brush, self._now.sheet
        counted = [words("table.skaters", count=len(sheet.skaters)), words("sheet.laps", count=sheet.laps)]
        counted += [words("table.go_through", count=sheet.qualify)] if sheet.qualify else []
        summary: list[Piece] = [(" · ".join(counted), brush.text)]
        if self._now.absent:
            summary += [(" · ", brush.text), (words("sheet.absent", count=len(self._now.absent)), brush.red)]
        name, noc, born = self._widths(width)
        columns = f"{right(words('table.bib'), 3)}  {fit(words('table.skater'), name)}{fit(words('table.noc'), noc)}"
        columns += fit(words("sheet.born"), born)
        columns += words("sheet.notes") if any(skater.notes or skater.say for skater in sheet.skaters) else ""
        return [summary, [], [(columns, brush.dim)]]

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Return the widths of the columns of names, nations and dates of birth, including the gap after each."""
        skaters, wide = self._now.sheet.skaters, width >= WIDE_FROM
        noc = max(len(self.massstart.words("table.noc")), *(cell_len(plain(skater.noc)) for skater in skaters))
        noc = min(noc, LONGEST_NATION if wide else 4) + 2
        born = BORN if wide and any(skater.born for skater in skaters) else 0
        name = max(cell_len(plain(skater.name)) for skater in skaters)
        return max(10, min(name, LONGEST_NAME, width - 7 - noc - born - REST)) + 2, noc, born

    def _row(self, skater: Skater, width: int) -> list[Piece]:
        chosen, starts = skater.bib == self._now.bib, skater.bib not in self._now.absent
        brush = self.massstart.palette.chosen if chosen else self.brush
        name, noc, born = self._widths(width)
        born_on = skater.born.isoformat() if skater.born else ""
        pieces = [
            (right(str(skater.bib), 3), brush.ice if starts else brush.dim),
            ("  ", brush.text),
            *_struck(fit(plain(skater.name), name - 2), brush.text if starts else brush.struck, brush.text),
            ("  ", brush.text),
            (fit(fit(plain(skater.noc), noc - 2), noc), brush.dim),
            (fit(born_on, born), brush.dim),
        ]
        if not starts:
            pieces.append((f"{sign_of('dns')} {self.massstart.words('sheet.does_not_start')}", brush.red))
            pieces.append(("  ", brush.text))
        notes = notes_of(skater, self._now.sheet, self.massstart.words.language)
        told = " · ".join((f"“{plain(skater.say)}”", *notes) if skater.say else notes)
        return [*pieces, (fit(told, max(0, width - width_of(pieces))), brush.dim)]

    def action_scroll(self, lines: int) -> None:
        before = self.page.chosen
        self._choose((self.page.chosen or 0) + lines)
        self.say_at_end(lines, moved=self.page.chosen != before)

    def _choose(self, index: int) -> None:
        self._say(Tone.EXPECTED, "")
        skaters = self._now.sheet.skaters
        self._now = self._now._replace(bib=skaters[max(0, min(len(skaters) - 1, index))].bib)
        self.look()

    def on_click(self, event: events.Click) -> None:
        index = self.page.top_line + event.screen_y - self.page.region.y
        if event.widget is self.page and 0 <= index < len(self._now.sheet.skaters):
            self._choose(index)

    def _keep(self, change: Change) -> str | None:
        """Save and show the change; return a sentence if it could not be saved."""
        if (change.sheet, change.absent) != (self._now.sheet, self._now.absent):
            if why := self._changed(change.sheet, change.absent):
                return plain(why)
            self._before.append(self._now)
        self._now = change
        self.look()
        return None

    def _keep_or_tell(self, change: Change) -> None:
        if why := self._keep(change):
            self.warn(why)
        else:
            self._say(Tone.RECORDED, change.said)

    def warn(self, said: str, names: tuple[str, ...] = ()) -> None:  # noqa: ARG002 - the line finds its keys itself
        self._say(Tone.NOT_ALLOWED, said)

    def _say(self, tone: Tone, said: str) -> None:
        """Show a sentence on a line below the skaters.

        A notification would cover the list, and afterwards the race.
        """
        self.said.show(Remark(tone, plain(said)))
        self.said.display = bool(said)

    def action_absent(self) -> None:
        sheet, absent, bib, _ = self._now
        self._keep_or_tell(Change(sheet, absent ^ {bib}, bib))

    def action_off(self) -> None:
        sheet, absent, bib, _ = self._now
        try:
            smaller = take_off(sheet, bib)
        except CannotBe as error:
            self.warn(fault_sentence(Fault(None, "", error.refusal, error.values), self.massstart.words))
            return
        at = min(sheet.skaters.index(self._skater), len(smaller.skaters) - 1)
        said = self.massstart.words("sheet.is_off", bib=bib, name=self._skater.name)
        self._keep_or_tell(Change(smaller, absent - {bib}, smaller.skaters[at].bib, said))

    async def action_lineup(self) -> None:
        from massstart_tui.tui.screens.lineup_screen import LineUpScreen

        await self.app.push_screen(LineUpScreen(lambda: LineUp(self._now.sheet, self._now.absent), self._now.bib))

    def action_undo(self) -> None:
        if not self._before:
            self.warn(self.massstart.words("sheet.nothing_to_undo"))
            return
        before = self._before[-1]
        if why := self._changed(before.sheet, before.absent):
            self.warn(plain(why))
            return
        self._now = self._before.pop()
        self._say(Tone.RECORDED, "")
        self.look()

    async def action_bib(self) -> None:
        hint = self.massstart.words("sheet.hint.bib", name=self._skater.name)
        await self._ask(SheetQuestion("sheet.asked.bib", "", hint, self._another_bib))

    async def action_name(self) -> None:
        await self._ask(SheetQuestion("sheet.asked.name", plain(self._skater.name), "", self._another_name))

    async def action_noc(self) -> None:
        await self._ask(SheetQuestion("sheet.asked.noc", plain(self._skater.noc), "", self._another_nation))

    async def action_say(self) -> None:
        await self._ask(SheetQuestion("sheet.asked.say", plain(self._skater.say), "", self._another_pronunciation))

    async def action_add(self) -> None:
        await self._ask(SheetQuestion("sheet.asked.add", "", self.massstart.words("sheet.hint.add"), self._one_more))

    async def _ask(self, asked: SheetQuestion) -> None:
        if not self.query(SheetLine):
            self._say(Tone.EXPECTED, "")
            words = self.massstart.words
            await self.ask_below(SheetLine(asked._replace(word=words(asked.word)), words, self._keep, self.end_asking))

    def _another_bib(self, text: str) -> Change:
        words, (sheet, absent, bib, _) = self.massstart.words, self._now
        number, name = bib_in(text), self._skater.name
        holder = sheet.by_bib().get(number)
        if holder is self._skater:
            return self._now._replace(said=words("sheet.same"))
        absent = exchanged(absent, bib, number)
        if holder is None:
            said = words("sheet.gets_bib", name=name, bib=number)
            return Change(give_bib(sheet, bib, number), absent, number, said)
        said = words("sheet.swaps", name=name, bib=number, other=holder.name, number=bib)
        return Change(swap_bibs(sheet, bib, number), absent, number, said)

    def _another_name(self, text: str) -> Change:
        sheet, absent, bib, _ = self._now
        # characters that a terminal cannot show are kept if the name is submitted unchanged
        changed = sheet if text == plain(self._skater.name) else rename(sheet, bib, text)
        return Change(changed, absent, bib, self._told(sheet, changed, "sheet.is_called"))

    def _another_nation(self, text: str) -> Change:
        sheet, absent, bib, _ = self._now
        changed = sheet if text == plain(self._skater.noc) else give_nation(sheet, bib, text)
        code = "sheet.skates_for" if text.strip() else "sheet.no_nation"
        return Change(changed, absent, bib, self._told(sheet, changed, code))

    def _another_pronunciation(self, text: str) -> Change:
        sheet, absent, bib, _ = self._now
        changed = sheet if text == plain(self._skater.say) else give_pronunciation(sheet, bib, text)
        code = "sheet.is_said" if text.strip() else "sheet.no_pronunciation"
        return Change(changed, absent, bib, self._told(sheet, changed, code))

    def _told(self, before: Sheet, after: Sheet, code: str) -> str:
        if after == before:
            return self.massstart.words("sheet.same")
        skater = after.by_bib()[self._now.bib]
        return self.massstart.words(code, bib=skater.bib, name=skater.name, noc=skater.noc, say=skater.say)

    def _one_more(self, text: str) -> Change:
        skater = skater_in(text)
        code = "sheet.adds_with_noc" if skater.noc else "sheet.adds"
        said = self.massstart.words(code, bib=skater.bib, name=skater.name, noc=skater.noc)
        return Change(add_skater(self._now.sheet, skater), self._now.absent, skater.bib, said)


def _struck(padded: str, style: Style, ground: Style) -> list[Piece]:
    """Return the name in its style, and the padding after it, which is not struck through."""
    name = padded.rstrip()
    return [(name, style), (padded[len(name) :], ground)]
