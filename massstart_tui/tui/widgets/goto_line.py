"""The input line for a moment to go to; above it the race time of the moment, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets import Input

from massstart_tui.report.moment_faults import moment_problem
from massstart_tui.stream.moments import NoSuchMoment, NotAMoment, instant, parse_moment
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words
from massstart_tui.tui.widgets.ask_line import AskLine

if TYPE_CHECKING:
    from massstart_tui.view.replaying import Replay


class GotoLine(AskLine):
    """Asks for a moment: Enter goes there, Escape closes the line."""

    DEFAULT_CSS = """
    GotoLine #said { min-height: 2; }
    """

    def __init__(self, replay: Replay, words: Words, done: Callable[[int | None], None]) -> None:
        """Ask for a moment of ``replay``.

        ``done`` is called when the line is closed, with the race time in milliseconds to go to, or None.
        """
        super().__init__(words("goto.asked"), placeholder=words("goto.examples"))
        self._replay = replay
        self._words = words
        self._done = done
        self._t: int | None = None

    def _instant(self, text: str) -> tuple[int | None, str]:
        """Return the race time in milliseconds that ``text`` denotes, and what to say about it."""
        views = self._replay.views
        if views is None or not text.strip():
            return None, ""
        try:
            t = instant(parse_moment(text), views.now, self._replay.scene().state.gun)
        except (NotAMoment, NoSuchMoment) as error:
            return None, moment_problem(error, self._words, bounds=self._replay.spoilers)
        return t, f"→ {time_told(views.now.clock_at(t), self._words.language)}"

    def on_input_changed(self, event: Input.Changed) -> None:
        typed, said = self._instant(event.value)
        hidden = typed is not None and typed > self._replay.t and not self._replay.spoilers
        self.said.update("→" if hidden else said)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        t, said = self._instant(event.value)
        if t is None and event.value.strip():
            self.said.update(said)
            return
        self._t = t
        await self.leave()

    def is_left(self) -> None:
        self._done(self._t)
