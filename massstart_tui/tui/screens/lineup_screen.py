"""The screen of the line-up: one skater at a time, in letters that are read from a distance, before the gun."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from massstart_tui.race.sheet import Skater
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.signs import DOUBT, sign_of
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.earlier_lines import earlier_lines
from massstart_tui.tui.painting import Lines, Piece, fit, hanging, right, wrap
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.page_screen import PageScreen, ScrolledLines, race_name
from massstart_tui.view.block_letters import beside, block_text
from massstart_tui.view.following import FollowedRace
from massstart_tui.view.line_up import LineUp, line_up_of
from massstart_tui.view.replaying import Replay
from massstart_tui.view.scene import Shown

WIDE_FROM: Final = 150
"""The width in cells from which the whole start sheet stands beside the skater, whose name is large all the same."""
TALL_FROM: Final = 30
"""The rows of the screen from which several of the skaters to come are named, where the start sheet is not shown."""
TO_COME: Final = 5
"""How many are named then."""
LIST: Final = 36
"""The width of that list."""
LOWEST_NAME: Final = 4
"""The rows that a name may take whatever stands below it."""
BESIDE: Final = 4
"""The blank columns between the bib and the name in block letters."""


class SkaterCard(ScrolledLines):
    """The page about one skater, which is laid out anew for each size that it gets."""

    can_focus = False

    def __init__(self, lay_out: Callable[[], None]) -> None:
        """Call ``lay_out`` whenever the size has changed."""
        super().__init__()
        self._lay_out_anew = lay_out

    def on_resize(self) -> None:
        self._lay_out_anew()


class LineUpScreen(PageScreen):
    """Introduces the skaters one by one.

    It closes itself when the gun goes, since from then on the race is what is watched.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("lineup")]
    DEFAULT_CSS = """
    LineUpScreen {
        Horizontal { height: 1fr; }
        ScrolledLines { width: 1fr; }
        #field { width: 36; display: none; }
        #after { height: 1; margin: 0; }
        &.-wide #field { display: block; }
        &.-tall #after { height: 5; }
    }
    """
    place: ClassVar[str] = "lineup"

    def __init__(self, source: Callable[[], LineUp], bib: int | None = None) -> None:
        """Show what ``source`` returns, beginning with the skater who has ``bib``, else the first."""
        super().__init__()
        self._source = source
        self._now = source()
        self._at = 0 if bib is None else self._now.place_of(bib)
        self._bib = self._skaters[self._at].bib
        self.field = ScrolledLines(id="field")
        self.after = ScrolledLines(id="after")
        self.page = SkaterCard(self.look)
        self.field.can_focus = self.after.can_focus = False

    def compose(self) -> ComposeResult:
        yield self.title_line
        with Horizontal():
            yield self.page
            yield self.field
        yield self.after
        yield self.keys

    @property
    def _skaters(self) -> tuple[Skater, ...]:
        return self._now.sheet.skaters

    @property
    def _words(self) -> Words:
        return self.massstart.words

    def drawn_from(self) -> LineUp:
        found = self._source()
        if found != self._now:
            self._now = found
            self._at = found.place_of(self._bib, self._at)
            self._bib = self._skaters[self._at].bib
        return self._now

    def _look_again(self) -> None:
        super()._look_again()
        if self.is_current and not self._now.before_the_gun:
            # By the app: a screen that waits for its own end in one of its messages waits for ever.
            self.app.call_later(self._close)

    async def _close(self) -> None:
        if self.is_current:
            await self.app.pop_screen()

    def on_resize(self) -> None:
        wide = self.app.size.width >= WIDE_FROM
        self.set_class(wide, "-wide")
        self.set_class(not wide and self.app.size.height >= TALL_FROM, "-tall")

    def titles(self) -> tuple[str, str]:
        number = self._words("lineup.number", number=self._at + 1, count=len(self._skaters))
        name = plain(race_name(self._now.sheet, self._words.language))
        return f"{self._words('lineup.title')} · {number}", name

    def look(self) -> None:
        title, about = self.titles()
        self.title_line.show(title, about)
        self.page.show(self.lines(max(20, self.page.size.width - 4)))
        self.field.show([self._listed(skater) for skater in self._skaters], self._at)
        self._show_after()

    def lines(self, width: int) -> Lines:
        skater = self._skaters[self._at]
        below = [*self._said(skater, width), *self._from(skater), *self._notes(skater, width)]
        below += self._earlier(skater, width)
        return [*self._name_drawn(skater, width, max(LOWEST_NAME, self.page.size.height - len(below))), *below]

    def _number(self, skater: Skater) -> str:
        return f"{skater.bib}{DOUBT if skater.bib in self._now.doubtful else ''}"

    def _name_drawn(self, skater: Skater, width: int, height: int) -> Lines:
        """Return the name in block letters, with the bib before it if that makes it no smaller; else in plain bold."""
        brush, name = self.brush, plain(skater.name)
        drawn = block_text(name, width, height)
        if drawn is None:
            return [[(text, brush.strong)] for text in wrap(name, width)]
        bib = beside(skater.bib, drawn)
        narrower = block_text(name, width - len(bib[0]) - BESIDE, height)
        if narrower is None or narrower.size < drawn.size:
            return [[(row, brush.strong)] for row in drawn.rows]
        bib = beside(skater.bib, narrower)
        below = " " * len(bib[0])
        numbers = [*bib, *[below] * (len(narrower.rows) - len(bib))]
        pairs = zip(numbers, narrower.rows, strict=True)
        return [[(f"{number}{' ' * BESIDE}", brush.ice), (row, brush.strong)] for number, row in pairs]

    def _said(self, skater: Skater, width: int) -> Lines:
        """Return how the name is pronounced; nothing if nobody wrote it down."""
        if not skater.say:
            return []
        brush = self.brush
        label: list[Piece] = [(f"{self._words('lineup.say')}  ", brush.dim)]
        return [[], *hanging(label, plain(skater.say), brush.strong, brush.dim, width)]

    def _from(self, skater: Skater) -> Lines:
        """Return the bib, the nation and the date of birth, and whether the skater does not start."""
        brush, words = self.brush, self._words
        pieces: list[Piece] = [(f"{self._number(skater)}  ", brush.ice)]
        if skater.noc:
            pieces.append((f"{nation_told(skater.noc, words)}   ", brush.strong))
        if skater.born is not None:
            pieces.append((words("skater.born", date=skater.born.isoformat()), brush.dim))
        lines: Lines = [[], pieces]
        if skater.bib in self._now.absent:
            lines += [[], [(f"{sign_of('dns')} {words('sheet.does_not_start')}", brush.red)]]
        return lines

    def _notes(self, skater: Skater, width: int) -> Lines:
        brush = self.brush
        lines: Lines = []
        for note in notes_of(skater, self._now.sheet, self._words.language):
            lines += hanging([("– ", brush.dim)], note, brush.text, brush.dim, width)
        return [[], *lines] if lines else []

    def _earlier(self, skater: Skater, width: int) -> Lines:
        """Return what the skater did in earlier races of the meeting."""
        lines = earlier_lines(self._now.earlier.get(skater, ()), self.brush, self._words, width)
        return [[], self.heading("skater.earlier"), *lines] if lines else []

    def _listed(self, skater: Skater) -> list[Piece]:
        """Return a line of the start sheet beside the skater."""
        brush = self.massstart.palette.chosen if skater.bib == self._bib else self.brush
        starts = skater.bib not in self._now.absent
        name = fit(plain(skater.name), LIST - 14)
        shown = name.rstrip()
        return [
            (right(self._number(skater), 4), brush.ice if starts else brush.dim),
            ("  ", brush.text),
            (shown, brush.text if starts else brush.struck),
            (name[len(shown) :], brush.text),
            (f"  {fit(plain(skater.noc), 4)}", brush.dim),
        ]

    def _show_after(self) -> None:
        """Show who is next, and how many lines of the page are below its end."""
        brush, words = self.brush, self._words
        first = self._at + 1
        lines = [self._following(skater) for skater in self._skaters[first : first + TO_COME]]
        label = words("lineup.next") if lines else words("lineup.nobody_next")
        lines = [[(" " * cell_len(f"{label}  "), brush.dim), *pieces] for pieces in lines] or [[]]
        lines[0][:1] = [(f"{label}  ", brush.dim)]
        if below := self.page.below:
            lines[0].insert(0, (f"{words('lineup.more', count=below)}   ", brush.amber))
        self.after.show(lines)

    def _following(self, skater: Skater) -> list[Piece]:
        """Return who comes after, in one line."""
        brush = self.brush
        pieces: list[Piece] = [(f"{right(self._number(skater), 4)}  ", brush.ice)]
        pieces.append((f"{plain(skater.name)}  {plain(skater.noc)}", brush.text))
        if skater.bib in self._now.absent:
            pieces.append((f"   {sign_of('dns')} {self._words('sheet.does_not_start')}", brush.red))
        return pieces

    def action_scroll(self, lines: int) -> None:
        super().action_scroll(lines)
        self._show_after()

    def action_skater(self, steps: int) -> None:
        """Introduce the skater so many lines further on the start sheet, or if negative before."""
        self._introduce(max(0, min(self._at + steps, len(self._skaters) - 1)), steps)

    def action_skater_at(self, place: int) -> None:
        """Introduce the skater in this place on the start sheet; -1 is the last."""
        self._introduce(place, 1 if place < 0 else -1)

    def _introduce(self, place: int, steps: int) -> None:
        """Introduce the skater in this place; say so if that is the one who is introduced, at this end of the list."""
        before, self._bib = self._bib, self._skaters[place].bib
        self._at = self._now.place_of(self._bib)
        self.page.top_line = 0
        self.look()
        self.say_at_end(steps, moved=self._bib != before)

    def on_click(self, event: events.Click) -> None:
        place = self.field.top_line + event.screen_y - self.field.region.y
        if event.widget is self.after:
            self.action_skater(1)
        elif event.widget is self.field and 0 <= place < len(self._skaters):
            self.action_skater_at(place)


async def introduce(screen: BaseScreen, shown: Shown, bib: int | None) -> None:
    """Open the line-up of ``shown`` over ``screen``; after the gun, say that there is none any more.

    A replay is paused, since its gun would close the line-up. A race under way does not wait.
    """
    if not line_up_of(shown).before_the_gun:
        screen.warn(screen.massstart.words("lineup.after_the_gun"))
        return
    if isinstance(shown, Replay) and not isinstance(shown, FollowedRace):
        shown.playback.pause()
    await screen.app.push_screen(LineUpScreen(partial(line_up_of, shown), bib))


def nation_told(noc: str, words: Words) -> str:
    """Return the name of the nation with this code; the code itself if it is not known."""
    code = f"nation.{noc}"
    return words(code) if words.has(code) else plain(noc)
