"""The screen of the demonstration: a replay that plays its parts by itself, with captions, until a key is pressed."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from massstart_tui.tui.painting import line, wrap
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.widgets.bars import FootSentence
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.view.demonstration import caption_at, jump_from
from massstart_tui.view.replaying import Replay

CAPTION_LINES = 2
LEAVING = frozenset({"q", "ctrl+q", "ctrl+c"})
"""The keys that do in the demonstration what they do everywhere."""


class CaptionLines(Canvas):
    """What is said about the race now."""

    _said = ""

    def say(self, said: str) -> None:
        """Draw this text."""
        if said != self._said:
            self._said = said
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.chosen
        lines = wrap(self._said, width - 4)
        return line([("  ", brush.text), (lines[y] if y < len(lines) else "", brush.amber)], width, brush.text)


class DemonstrationScreen(RaceScreen):
    """Plays the demonstration; the first key ends it, and the race goes on as an ordinary replay."""

    DEFAULT_CSS = f"""
    DemonstrationScreen CaptionLines {{ height: {CAPTION_LINES}; }}
    """

    def __init__(self, replay: Replay) -> None:
        """Play ``replay``, which is of the race of the demonstration."""
        super().__init__(replay)
        self.runs = True
        self.caption = CaptionLines()

    def below(self) -> Iterator[Widget]:
        yield self.caption
        yield from super().below()

    def canvases(self) -> tuple[Canvas, ...]:
        return (*super().canvases(), self.caption)

    @property
    def foot(self) -> int:
        return super().foot + (CAPTION_LINES if self.runs else 0)

    def look(self) -> None:
        if self.runs and self.replay.views is not None:
            jump = jump_from(self.replay.t)
            if jump is not None:
                self.replay.seek(jump)
            self.caption.say(self.massstart.words(f"demo.{caption_at(self.replay.t)}"))
        super().look()

    @property
    def said_at_foot(self) -> FootSentence:
        if not self.runs:
            return super().said_at_foot
        return FootSentence(self.massstart.words("demo.any_key"), pressed="space")

    def on_key(self, event: events.Key) -> None:
        if not self.runs or event.key in LEAVING:
            return
        # It ends the demonstration, whatever it is: the handlers of the replay are not asked about it.
        event.prevent_default()
        event.stop()
        self.runs = False
        self.caption.display = False
        self.fit_to(self.size)
        self.look()
