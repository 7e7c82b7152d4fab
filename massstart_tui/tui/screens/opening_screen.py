"""The screen that live entry begins with: the start sheet, until the journal is read; it keeps what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar, Final, TypeAlias

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from massstart_tui.settings import LAYOUTS
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import Doing, entry_key_line
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.painting import line, wrap
from massstart_tui.tui.screens.race_board import Board
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.race_bar import RaceBar
from massstart_tui.view.race_layout import LayoutClass, classes_of
from massstart_tui.view.replaying import Replay
from massstart_tui.view.scene import Scene

PROMPT: Final = "▸"
"""The sign before the entry line."""
LOOK_AGAIN: Final = 0.02
"""Seconds until the screen looks again whether it can give way to the race."""
SHOWN_AS: Final = {"enter": "⏎", "ctrl+j": "⏎", "space": " "}
"""How keys that are kept are shown; others as their character, or by Textual's name."""


def rows_above_the_line(size: Size) -> tuple[int, int]:
    """Return how many rows live entry has for the reminders, and for the sentence below them."""
    across, down = classes_of(*size)
    return 3 if down >= LayoutClass.M else 2, 1 if across >= LayoutClass.M else 2


class KeptLines(Canvas):
    """Draws why the race is not shown yet, and below it what was typed meanwhile."""

    typed = ""

    def show(self, typed: str) -> None:
        """Draw this as what was typed."""
        self.typed = typed
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        plain, chosen = self.palette.plain, self.palette.chosen
        last = self.size.height - 1
        if y == last:
            return line([(f"  {PROMPT} ", chosen.ice), (self.typed, chosen.text)], width, chosen.text)
        said = wrap(self.words("live.opening"), max(8, width - 5))
        row = y - (last - len(said))
        text = f"  {'…' if row == 0 else ' '} {said[row]}" if 0 <= row < len(said) else ""
        return line([(text, plain.dim)], width, plain.text)


class RaceOpened(Message):
    """Posted when the journal has been read."""

    def __init__(self, entering: Entering) -> None:
        """Store the race."""
        self.entering = entering
        super().__init__()


Opened: TypeAlias = Callable[[Entering, Sequence[events.Key | events.Paste]], Awaitable[None]]
"""What is called with a race that was opened, and with what was typed meanwhile."""


class OpeningScreen(Board):
    """Shows the start sheet, and keeps keys and pastes in their order for the race."""

    place: ClassVar[str] = "entry"
    keeps_keys: ClassVar[bool] = True

    def __init__(self, sheet: Replay, opened: Opened) -> None:
        """Show the start ``sheet``; ``opened`` is called with the race and with what was typed meanwhile."""
        super().__init__(sheet)
        self.layout_name = LAYOUTS[0]
        self._opened = opened
        self._kept: list[events.Key | events.Paste] = []
        self.bar = RaceBar()
        self.lines = KeptLines()
        self.log_lines.can_focus = self.points.can_focus = False

    @property
    def foot(self) -> int:
        return sum(rows_above_the_line(self.app.size)) + 1

    @property
    def has_bar(self) -> bool:
        return True

    def below(self) -> Iterator[Widget]:
        yield self.bar
        yield self.lines

    def canvases(self) -> tuple[Canvas, ...]:
        return (*super().canvases(), self.bar, self.lines)

    def prepare(self, palette: Palette, spoken: Words, size: Size) -> None:
        super().prepare(palette, spoken, size)
        self.keys.show(entry_key_line(Doing.NOTHING))

    def on_mount(self) -> None:
        self.look()
        self.call_after_refresh(self.massstart.first_picture_drawn)

    def on_resize(self, event: events.Resize) -> None:
        self.fit_to(event.size)
        self.look()

    def look_further(self, scene: Scene) -> None:
        self.lines.styles.height = self.foot
        self.bar.show(scene.state, None, [])
        self.top.show(scene.sheet, ("",), "", "")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._keep(events.Key(event.key, event.character), event.time)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._keep(events.Paste(event.text), event.time)

    def _keep(self, typed: events.Key | events.Paste, came: float) -> None:
        """Keep what was typed, with the time at which it ``came`` on Textual's clock."""
        typed.time = came
        self._kept.append(typed)
        self.lines.show(self.typed)

    @property
    def typed(self) -> str:
        """What was typed meanwhile, as a text."""
        return "".join(_shown(each) for each in self._kept)

    def leave(self) -> None:
        """Exit; if something was typed, that goes before it."""
        if self._kept:
            leaving = events.Key("ctrl+q", None)
            self._keep(leaving, leaving.time)
        else:
            super().leave()

    async def on_race_opened(self, message: RaceOpened) -> None:
        """Show the race once this screen has handled every key that came before it, and nothing lies over it."""
        if self.message_queue_size or not self.is_current:
            self.set_timer(LOOK_AGAIN, partial(self.on_race_opened, message))
        else:
            await self._opened(message.entering, self._kept)


def _shown(typed: events.Key | events.Paste) -> str:
    if isinstance(typed, events.Paste):
        return typed.text.splitlines()[0] if typed.text else ""
    return SHOWN_AS.get(typed.key) or typed.character or f" {typed.key} "
