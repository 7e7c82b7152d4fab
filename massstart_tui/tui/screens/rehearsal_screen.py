"""The two pages of a rehearsal: what is rehearsed and how, before it begins; and how it went, once it is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual.binding import BindingType

from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.race_titles import title_of
from massstart_tui.report.rehearsal import NEAR_MS, SAME_MS, compare
from massstart_tui.report.rehearsal_page import comparison_page, laps_table, look_again
from massstart_tui.report.rules_told import scale_of
from massstart_tui.report.table_page import Column, TablePage
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language
from massstart_tui.tui.columns_of_lines import PagePart, apart, is_roomy, side_by_side
from massstart_tui.tui.commands import bindings_of, key_of, key_piece, wrapped_with_keys
from massstart_tui.tui.opened_race import Rehearsed
from massstart_tui.tui.painting import Lines, Piece, fit, right, wrap
from massstart_tui.tui.reminder_lines import CAPTION_MS
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.tui.screens.side_panel import every_verb, sheet_lines
from massstart_tui.tui.widgets.lap_counter import SIZES, board
from massstart_tui.view.race_layout import LayoutClass, classes_of
from massstart_tui.view.recording import RecordedNow

if TYPE_CHECKING:
    from massstart_tui.tui.timing_feed import TimingSource

_GAP: Final = 4
_ASIDE: Final = 44
"""The columns beside the table of the review, on a screen with room for both."""
_TYPED: Final = ("attack", "caught", "fall", "rejoin", "withdraw", "lapped", "note")
"""The verbs that are shown; the panel of F1 has the others."""
_FORM: Final = 12
_HAPPENED: Final = 1
_VERDICT: Final = 2
"""The columns of the table that say what happened, and whether it was entered; the last says what was instead."""
_SKATERS: Final = 44
"""The columns of the start sheet, beside the verbs on a large screen."""
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

    @property
    def offers_timing(self) -> bool:
        """Whether `action_timing` can be done now."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.offers_timing if action == "timing" else super().check_action(action, parameters)

    async def action_go_on(self) -> None:
        await self.action_back()

    def action_timing(self) -> None:
        """Rehearse with the timing of the race, where the page offers it."""
        raise NotImplementedError

    def leave(self) -> None:
        """Exit without a question: nothing was entered yet, or that was asked before this page."""
        self.app.exit()

    def part(self, code: str, texts: Iterable[str], width: int) -> Lines:
        """Return a heading and texts below it, each wrapped."""
        lines = [[(line, self.brush.text)] for text in texts for line in wrap(text, width)]
        return [self.heading(code), *lines]

    @property
    def is_large(self) -> bool:
        """Whether there is room for everything that the page can say."""
        return min(classes_of(*self.size)) is LayoutClass.L

    def laid_out(self, first: list[Lines], second: list[Lines], widths: tuple[int, int]) -> Lines:
        """Return two columns of parts, or all parts below one another where there is no room for that."""
        if not is_roomy(self.size):
            return apart([*first, *second])
        columns = [PagePart(apart(parts), width) for parts, width in zip((first, second), widths, strict=True)]
        return side_by_side(columns, _GAP, self.brush.text)


class BriefingScreen(RehearsalScreen):
    """Says before the gun what is rehearsed, at what pace, what is typed, what timing gives, and how it is judged."""

    def __init__(self, rehearsed: Rehearsed, live: RecordedNow, begin_timing: Callable[[TimingSource], None]) -> None:
        """Tell of the race ``rehearsed``; ``begin_timing`` begins with its timing in ``live``."""
        super().__init__(rehearsed, live)
        self._begin_timing = begin_timing

    @property
    def offers_timing(self) -> bool:
        return self.rehearsed.offers_timing

    def action_timing(self) -> None:
        self._begin_timing(self.rehearsed.take_timing())
        self.look()

    def titles(self) -> tuple[str, str]:
        words, sheet = self.massstart.words, self.rehearsed.race.sheet
        return words("rehearsal.before"), plain(title_of(sheet, words.language) or sheet.id)

    def lines(self, width: int) -> Lines:
        if self.is_large:
            return self._of_a_large_screen(width)
        half = (width - _GAP) // 2 if is_roomy(self.size) else width
        first = [self._begin(half), self._race(half), self._pace(half), self._timing(half)]
        first += [self._skaters_in_columns(half)] if is_roomy(self.size) else []
        return self.laid_out(first, [self._typed(half), self._judged(half)], (half, half))

    def _of_a_large_screen(self, width: int) -> Lines:
        """Return the same in three columns: with the whole start sheet, and every verb."""
        words, sheet = self.massstart.words, self.rehearsed.race.sheet
        each = (width - _SKATERS - 2 * _GAP) // 2
        first = [self._begin(each), self._race(each), self._pace(each), self._timing(each), self._typed(each, ())]
        skaters = sheet_lines(sheet, self.live.scene().state, words, _SKATERS, self.brush)
        verbs = [self.heading("rehearsal.every_verb"), *every_verb(words, each, self.brush)]
        columns = [
            PagePart(apart([*first, self._judged(each)]), each),
            PagePart(skaters, _SKATERS),
            PagePart(verbs, each),
        ]
        return side_by_side(columns, _GAP, self.brush.text)

    def _skaters_in_columns(self, width: int) -> Lines:
        """Return the start sheet by bib, in as many columns as there is room for."""
        brush, skaters = self.brush, sorted(self.rehearsed.race.sheet.skaters, key=lambda skater: skater.bib)
        names = [f"{plain(skater.name)} {plain(skater.noc)}".rstrip() for skater in skaters]
        each = 4 + max(map(cell_len, names))
        rows = -(-len(skaters) // max(1, (width + 2) // (each + 2)))
        listed = [
            [(f"{right(str(skater.bib), 3)} ", brush.ice), (name, brush.text)]
            for skater, name in zip(skaters, names, strict=True)
        ]
        columns = [PagePart(listed[at : at + rows], min(each, width)) for at in range(0, len(listed), rows)]
        return [self.heading("side.sheet"), *side_by_side(columns, 2, brush.text)]

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
        words, rehearsed = self.massstart.words, self.rehearsed
        code = "given" if rehearsed.timed else "offered" if self.offers_timing else "none"
        key = key_of("rehearsal_timing", words)
        said = words(f"rehearsal.timing.{code}", key=key)
        names = ("rehearsal_timing",) if self.offers_timing else ()
        return [self.heading("rehearsal.timing"), *wrapped_with_keys(said, names, words, self.brush.text, width)]

    def _typed(self, width: int, verbs: tuple[str, ...] = _TYPED) -> Lines:
        words, brush = self.massstart.words, self.brush
        dutch = words.language is Language.NL
        space = "" if self.rehearsed.timed else words("rehearsal.typed.laps")
        rows = [
            (f"“{words('key.space')}”", f"{words('rehearsal.typed.gun')}{space}"),
            ("11 1 2", words("rehearsal.typed.order")),
            *((VERBS[code].dutch[0] if dutch else VERBS[code].english[0], words(f"usage.{code}")) for code in verbs),
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
        names = short_names_of(race.sheet.skaters)
        recorder = self.live.recorder
        found = compare(race.timeline, recorder.views.now, recorder.t, timed=self.rehearsed.timed)
        page = comparison_page(found, race.sheet, words, names, whole=self.is_large)
        telling = Telling(words, race.sheet.rules_in_force(), names, race.sheet.texts_nl)
        roomy = is_roomy(self.size)
        aside = min(_ASIDE, width // 3) if roomy else width
        left = width - _GAP - aside if roomy else width
        heading, *numbers = self.part("rehearsal.counted", page.lines, aside)
        digits: Lines = [[(row, self.brush.ice)] for row in board(len(found.right), SIZES[1 if self.is_large else 2])]
        told = [
            [heading, *digits, *numbers] if roomy else [heading, *numbers],
            self.part("rehearsal.again", look_again(found, telling, words), aside),
        ]
        table = [self._table(page, left)]
        if not roomy:
            return apart([*told, *table, self.part("rehearsal.judged", page.notes, width)])
        judged = self.part("rehearsal.judged", page.notes, aside)
        return self.laid_out([*table, self._laps(laps_table(found, words))], [*told, judged], (left, aside))

    def _laps(self, columns: tuple[Column, ...]) -> Lines:
        """Return the laps of the leader, those that were missed in red."""
        if not columns:
            return []
        widths = [max(map(cell_len, (column.heading, *column.cells))) for column in columns]

        def row(cells: tuple[str, ...], style: Style) -> list[Piece]:
            parts = zip(columns, cells, widths, strict=True)
            return [("  ".join((right if column.right else fit)(cell, room) for column, cell, room in parts), style)]

        brush, missed = self.brush, self.massstart.words("rehearsal.missed")
        rows = zip(*(column.cells for column in columns), strict=True)
        heads = row(tuple(column.heading for column in columns), brush.dim)
        told = [row(cells, brush.red if missed in cells else brush.text) for cells in rows]
        return [self.heading("rehearsal.laps_table"), heads, *told]

    def _table(self, page: TablePage, width: int) -> Lines:
        """Return the rows in race order; what is long is wrapped, never cut."""
        if not page.columns:
            return []
        brush, rows, last = self.brush, page.rows(), len(page.columns) - 1
        heads = tuple(column.heading for column in page.columns)
        widths = [max(map(cell_len, (heads[at], *column.cells))) for at, column in enumerate(page.columns)]
        beside = width >= _ALL_FROM
        fixed = sum(room + 2 for at, room in enumerate(widths) if at not in (_HAPPENED, last))
        widths[last] = min(widths[last], (width - fixed - 2) // 3) if beside else 0
        rest = width - fixed - (widths[last] + 2 if beside else 0)
        widths[_HAPPENED] = min(widths[_HAPPENED], rest)
        numbered = [column.right for column in page.columns]
        lines = self._row(heads, widths, numbered, brush.dim)
        for cells in rows:
            lines += self._row(cells, widths, numbered, self._style(cells[_VERDICT]))
        return lines

    def _style(self, verdict: str) -> Style:
        words, brush = self.massstart.words, self.brush
        styles = {"right": brush.text, "wrong": brush.amber, "missed": brush.red, "extra": brush.red}
        return next(style for name, style in styles.items() if verdict == words(f"rehearsal.{name}"))

    def _row(self, cells: tuple[str, ...], widths: list[int], numbered: list[bool], style: Style) -> Lines:
        texts = [wrap(cell, max(1, widths[at])) for at, cell in enumerate(cells)]
        if not widths[-1] and cells[-1]:
            texts[_HAPPENED] += wrap(f"→ {cells[-1]}", widths[_HAPPENED])
        used = [at for at in range(len(cells)) if widths[at]]
        lines: Lines = []
        for line in range(max(len(texts[at]) for at in used)):
            parts = [
                (right if numbered[at] else fit)(texts[at][line] if line < len(texts[at]) else "", widths[at])
                for at in used
            ]
            lines.append([("  ".join(parts), style)])
        return lines
