"""The go-to line: a moment is typed at the bottom of the screen; what it is, or what is wrong, stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from massstart_tui.report.moments import moment_problem
from massstart_tui.stream.moments import NoSuchMoment, NotAMoment, instant, parse_moment
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.tui.replay import Replay
    from massstart_tui.tui.screens.race import RaceScreen


class GotoLine(Horizontal):
    """Asks for a moment; Enter goes there, Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "", show=False)]
    DEFAULT_CSS = """
    GotoLine { height: 1; background: $panel; }
    GotoLine Input { width: 28; height: 1; border: none; padding: 0 1; background: $panel; }
    GotoLine Static { width: 1fr; height: 1; color: $secondary; background: $panel; }
    GotoLine #asked { width: auto; padding: 0 1 0 2; color: $primary; }
    """

    def __init__(self, replay: Replay, words: Words) -> None:
        """For this replay."""
        super().__init__()
        self._replay = replay
        self._words = words

    def compose(self) -> ComposeResult:
        yield Static(self._words("goto.asked"), id="asked", markup=False)
        yield Input(placeholder=self._words("goto.examples"), compact=True)
        yield Static("", id="said", markup=False)

    def focus(self, scroll_visible: bool = True) -> GotoLine:
        self.screen.set_focus(self.query_one(Input), scroll_visible)
        return self

    def _instant(self, text: str) -> tuple[int | None, str]:
        """Where ``text`` goes, and what to say about it."""
        views = self._replay.views
        if views is None or not text.strip():
            return None, ""
        try:
            t = instant(parse_moment(text), views.now)
        except (NotAMoment, NoSuchMoment) as error:
            return None, moment_problem(error, self._words, bounds=self._replay.spoilers)
        return t, f"→ {race_time(t)}"

    def on_input_changed(self, event: Input.Changed) -> None:
        typed, said = self._instant(event.value)
        hidden = typed is not None and typed > self._replay.t and not self._replay.spoilers
        self.query_one("#said", Static).update("→" if hidden else said)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        t, said = self._instant(event.value)
        if t is None and event.value.strip():
            self.query_one("#said", Static).update(said)
            return
        await self._close(t)

    async def action_leave(self) -> None:
        await self._close(None)

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        event.stop()
        await self._close(None)

    async def _close(self, t: int | None) -> None:
        if self.is_attached and not self._closing_line:
            self._closing_line = True
            screen = cast("RaceScreen", self.screen)
            await self.remove()
            screen.goto_done(t)

    _closing_line = False
