"""The two pages of a rehearsal: what is rehearsed and how, before it begins; and how it went, once it is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual.binding import BindingType

from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.race_titles import title_of
from massstart_tui.report.rehearsal import NEAR_MS, SAME_MS, compare
from massstart_tui.report.rehearsal_page import comparison_page, look_again
from massstart_tui.report.table_page import TablePage
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language
from massstart_tui.tui.columns_of_lines import Lines, PagePart, apart, is_roomy, side_by_side
from massstart_tui.tui.commands import bindings_of, key_piece
from massstart_tui.tui.opened_race import Rehearsed
from massstart_tui.tui.painting import fit, right, wrap
from massstart_tui.tui.reminder_lines import CAPTION_MS
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.tui.widgets.bars import scale_of
from massstart_tui.view.recording import RecordedNow

_GAP: Final = 4
_ASIDE: Final = 44
"""The columns beside the table of the review, on a screen with room for both."""
_TYPED: Final = ("attack", "caught", "fall", "rejoin", "withdraw", "lapped", "note")
"""The verbs that are shown; the panel of F1 has the others."""
_FORM: Final = 12
_NUMBERED: Final = frozenset({0, 3})
"""The columns of the table that are right-aligned: the time, and how late."""
_AS: Final = 4
"""The column of the table that says what was entered instead."""
_ALL_FROM: Final = 76
"""The width from which that column has room; below, it is a line of its own."""


class RehearsalScreen(PageScreen):
    """A page about a rehearsal. Enter goes on to the race, from the first page to its gun."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("rehearsal")]
    place: ClassVar[str] = "rehearsal"

    def __init__(self, rehearsed: Rehearsed, live: RecordedNow) -> None:
        """Tell of the race ``rehearsed``, which is entered in ``live``."""
        super().__init__()
        self.rehearsed = rehearsed
        self.live = live

    async def action_go_on(self) -> None:
        await self.action_back()

    def leave(self) -> None:
        """Exit without a question: nothing was entered yet, or that was asked before this page."""
        self.app.exit()

    def part(self, code: str, texts: Iterable[str], width: int) -> Lines:
        """Return a heading and texts below it, each wrapped."""
        lines = [[(line, self.brush.text)] for text in texts for line in wrap(text, width)]
        return [self.heading(code), *lines]

    def laid_out(self, first: list[Lines], second: list[Lines], widths: tuple[int, int]) -> Lines:
        """Return two columns of parts, or all parts below one another where there is no room for that."""
        if not is_roomy(self.size):
            return apart([*first, *second])
        columns = [PagePart(apart(parts), width) for parts, width in zip((first, second), widths, strict=True)]
        return side_by_side(columns, _GAP, self.brush.text)


class BriefingScreen(RehearsalScreen):
    """Says before the gun what is rehearsed, at what pace, what is typed, what timing gives, and how it is judged."""

    def titles(self) -> tuple[str, str]:
        words, sheet = self.massstart.words, self.rehearsed.race.sheet
        return words("rehearsal.before"), plain(title_of(sheet, words.language) or sheet.id)

    def lines(self, width: int) -> Lines:
        half = (width - _GAP) // 2 if is_roomy(self.size) else width
        first = [self._begin(half), self._race(half), self._pace(half), self._timing(half)]
        return self.laid_out(first, [self._typed(half), self._judged(half)], (half, half))

    def _begin(self, width: int) -> Lines:
        words, brush = self.massstart.words, self.brush
        key = key_piece("rehearsal_on", words, brush.ice)
        begin, *more = wrap(words("rehearsal.begin"), width - cell_len(key[0]) - 2)
        return [[key, (f"  {begin}", brush.strong)], *([(line, brush.strong)] for line in more)]

    def _race(self, width: int) -> Lines:
        words, sheet = self.massstart.words, self.rehearsed.race.sheet
        rules = sheet.rules_in_force()
        told = [words("rehearsal.skaters", count=len(sheet.skaters), laps=sheet.laps)]
        if sprints := rules.sprint_laps():
            to_go = ", ".join(str(sheet.laps - lap) for lap in sprints)
            told.append(words("rehearsal.sprints", to_go=to_go))
        return self.part("rehearsal.what", [*told, scale_of(rules)], width)

    def _pace(self, width: int) -> Lines:
        words, timeline = self.massstart.words, self.rehearsed.race.timeline
        last = max((timeline.event(seq).t for seq in timeline.order), default=0)
        minutes = max(1, round(last / 60_000))
        told = [
            words("rehearsal.pace.told", minutes=minutes),
            words("rehearsal.pace.shown", seconds=CAPTION_MS // 1000),
        ]
        return self.part("rehearsal.pace", told, width)

    def _timing(self, width: int) -> Lines:
        timed, words = self.rehearsed.timed, self.massstart.words
        code = "given" if timed else "offered" if self.rehearsed.has_crossings else "none"
        return self.part("rehearsal.timing", [words(f"rehearsal.timing.{code}")], width)

    def _typed(self, width: int) -> Lines:
        words, brush = self.massstart.words, self.brush
        dutch = words.language is Language.NL
        space = "" if self.rehearsed.timed else words("rehearsal.typed.laps")
        rows = [
            (f"“{words('key.space')}”", f"{words('rehearsal.typed.gun')}{space}"),
            ("11 1 2", words("rehearsal.typed.order")),
            *((VERBS[code].dutch[0] if dutch else VERBS[code].english[0], words(f"usage.{code}")) for code in _TYPED),
            ("“F1”", words("rehearsal.typed.rest")),
        ]
        lines = [self.heading("rehearsal.typed")]
        for typed, means in rows:
            for index, line in enumerate(wrap(means, width - _FORM)):
                lines.append([(fit("" if index else typed, _FORM), brush.ice), (line, brush.text)])
        return lines

    def _judged(self, width: int) -> Lines:
        words = self.massstart.words
        laps = "rehearsal.laps_timed" if self.rehearsed.timed else "rehearsal.judged.laps"
        told = ["rehearsal.judged.what", laps, "rehearsal.judged.left"]
        how = words("rehearsal.how", same=SAME_MS // 1000, near=NEAR_MS // 1000)
        return self.part("rehearsal.judged", [how, *map(words, told)], width)


class ReviewScreen(RehearsalScreen):
    """Says how a rehearsal went: each entry with what it should have been and how late it was."""

    def titles(self) -> tuple[str, str]:
        words, sheet = self.massstart.words, self.rehearsed.race.sheet
        return words("rehearsal.after"), plain(title_of(sheet, words.language) or sheet.id)

    def lines(self, width: int) -> Lines:
        words, race = self.massstart.words, self.rehearsed.race
        names = short_names((s.bib, s.name, s.noc) for s in race.sheet.skaters)
        recorder = self.live.recorder
        found = compare(race.timeline, recorder.views.now, recorder.t, timed=self.rehearsed.timed)
        page = comparison_page(found, race.sheet, words, names)
        telling = Telling(words, race.sheet.rules_in_force(), names, race.sheet.texts_nl)
        roomy = is_roomy(self.size)
        aside = min(_ASIDE, width // 3) if roomy else width
        left = width - _GAP - aside if roomy else width
        told = [
            self.part("rehearsal.counted", page.lines, aside),
            self.part("rehearsal.again", look_again(found, telling, words), aside),
        ]
        table = [self._table(page, left)]
        if not roomy:
            return apart([*told, *table, self.part("rehearsal.judged", page.notes, width)])
        return self.laid_out(table, [*told, self.part("rehearsal.judged", page.notes, aside)], (left, aside))

    def _table(self, page: TablePage, width: int) -> Lines:
        """Return the rows in race order; what is long is wrapped, never cut."""
        if not page.columns:
            return []
        brush, rows = self.brush, page.rows()
        heads = tuple(column.heading for column in page.columns)
        widths = [max(map(cell_len, (heads[at], *column.cells))) for at, column in enumerate(page.columns)]
        beside = width >= _ALL_FROM
        fixed = widths[0] + widths[2] + widths[3] + 6
        widths[_AS] = min(widths[_AS], (width - fixed - 2) // 3) if beside else 0
        widths[1] = width - fixed - (widths[_AS] + 2 if beside else 0)
        lines = self._row(heads, widths, brush.dim)
        for cells in rows:
            lines += self._row(cells, widths, self._style(cells[2]))
        return lines

    def _style(self, verdict: str) -> Style:
        words, brush = self.massstart.words, self.brush
        styles = {"right": brush.text, "wrong": brush.amber, "missed": brush.red, "extra": brush.red}
        return next(style for name, style in styles.items() if verdict == words(f"rehearsal.{name}"))

    def _row(self, cells: tuple[str, ...], widths: list[int], style: Style) -> Lines:
        texts = [wrap(cell, max(1, widths[at])) for at, cell in enumerate(cells)]
        if not widths[_AS] and cells[_AS]:
            texts[1] += wrap(f"→ {cells[_AS]}", widths[1])
        used = [at for at in range(len(cells)) if widths[at]]
        lines: Lines = []
        for line in range(max(len(texts[at]) for at in used)):
            parts = [
                (right if at in _NUMBERED else fit)(texts[at][line] if line < len(texts[at]) else "", widths[at])
                for at in used
            ]
            lines.append([("  ".join(parts), style)])
        return lines
