"""The base class of all screens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.plain import plain
from massstart_tui.tui.host import Host
from massstart_tui.tui.textual_internals import DrawnOnceScreen
from massstart_tui.tui.widgets.bars import KeyLine
from massstart_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from massstart_tui.tui.file_exports import Export
    from massstart_tui.tui.widgets.ask_line import AskLine
    from massstart_tui.view.scene import Shown


class PaletteEntry(NamedTuple):
    """An entry of the palette that has no key: its name, what it does, and how to run it."""

    name: str
    help: str
    run: Callable[[], object]


class BaseScreen(DrawnOnceScreen):
    """A screen in the chosen colours and language; ``place`` is its name in the registry of commands."""

    AUTO_FOCUS = ""
    place: ClassVar[str] = ""
    keeps_keys: ClassVar[bool] = False
    """Whether no key has an effect here, since the screen keeps all for another one."""
    _told_of: frozenset[str] = frozenset()
    _asked_to_leave = False

    @property
    def massstart(self) -> Host:
        """The app, as far as a screen knows it."""
        return cast("Host", self.app)

    @property
    def key_line(self) -> KeyLine | None:
        """The line of keys, where a remark about a key can be shown; None if the screen has none."""
        return None

    def on_canvas_key_clicked(self, message: Canvas.KeyClicked) -> None:
        message.stop()
        self.press(message.canvas, message.key)

    def press(self, _clicked: Canvas, key: str) -> None:
        """Press ``key``, by Textual's name of it, for a click on a text of this widget that names it."""
        self.massstart.press(key)

    def on_key(self, event: events.Key) -> None:
        """Say once that a key does nothing on this screen; the next key removes the remark, and Escape a notice."""
        if event.key == "escape":
            self.massstart.clear_notice()
        self.remark_on(event, known=event.key in self.active_bindings)

    def remark_on(self, event: events.Key, *, known: bool) -> None:
        """Say in the line of keys that a key does nothing, unless it is ``known`` to do something or that was said."""
        shown = self.key_line
        if shown is None:
            return
        known = known or event.key in self._told_of
        self._told_of = self._told_of if known else self._told_of | {event.key}
        name = event.character if event.is_printable and event.character else event.key.replace("+", " ")
        shown.remark("" if known else self.massstart.words("keys.nothing", key=name))

    def say_at_end(self, steps: int, *, moved: bool) -> None:
        """Say in the line of keys that there is nothing further up or down if a key has not ``moved`` what it moves."""
        if not moved and self.key_line is not None:
            self.key_line.remark(self.massstart.words("keys.no_below" if steps > 0 else "keys.no_above"))

    @property
    def focused_part(self) -> str:
        """The heading, in the registry of commands, of the part that has the focus; empty if none has."""
        return ""

    @property
    def keys_now(self) -> str:
        """What keys of this screen do at this moment, for the help; empty if that is the same at every moment."""
        return ""

    def dress(self) -> None:
        """Redraw the screen in the colours and the language chosen now."""
        raise NotImplementedError

    def be_pictured(self, *, pictured: bool) -> None:
        """While it is ``pictured``, leave out what nobody but the viewer should see, such as where files are."""

    async def ask_below(self, line: AskLine) -> None:
        """Show ``line`` at the bottom of the screen, in place of its keys, and give it the focus."""
        for keys in self.query(KeyLine):
            keys.display = False
        await self.mount(line)
        line.focus()

    def end_asking(self) -> None:
        """Show the keys again, and give the focus back, because the line that asked for something was closed."""
        for keys in self.query(KeyLine):
            keys.display = True
        self.focus_after_asking()

    def focus_after_asking(self) -> None:
        """Give the focus back after a line that asked for something was closed."""
        self.set_focus(None)

    async def ask_to_save(self, export: Export) -> None:
        """Ask at the bottom of the screen for the file to save ``export`` to."""
        from massstart_tui.tui.widgets.ask_line import AskLine
        from massstart_tui.tui.widgets.save_line import SaveLine

        if not self.query(AskLine):
            await self.ask_below(SaveLine(export, self.massstart.words, self._save_line_left))

    async def ask_to_save_result(self, shown: Shown) -> None:
        """Ask for the file that the result of a race at the moment that is shown is saved to."""
        from massstart_tui.tui.file_exports import result_export, shown_results

        if self.massstart.is_web:
            self.warn(self.massstart.words("save.not_here"))
        elif (results := shown_results(shown)) is not None:
            await self.ask_to_save(result_export(results, self.massstart.words))

    def _save_line_left(self, path: Path | None, lacking: tuple[str, ...]) -> None:
        """Say what was saved; ``lacking`` are texts that no font has all letters of."""
        words = self.massstart.words
        self.end_asking()
        if lacking:
            self.warn(words("paper.not_shown", texts=", ".join(lacking)))
        if path is not None:
            self.notify(words("save.saved", file=plain(str(path.absolute()))), timeout=5, markup=False)

    def warn(self, said: str, names: tuple[str, ...] = ()) -> None:
        """Show a warning that does not interrupt anything; the keys of the commands ``names`` in it can be clicked."""
        self.massstart.tell(said, names, warning=True)

    def question_below(self) -> str:
        """Return what to ask before the app is left from a screen above this one; empty if nothing is lost."""
        return ""

    def leave(self) -> None:
        """Exit the app; if a screen below has a question about that, only if asked a second time."""
        below = [screen for screen in self.app.screen_stack if isinstance(screen, BaseScreen) and screen is not self]
        question = next(filter(None, (screen.question_below() for screen in below)), "")
        if question and not self._asked_to_leave:
            self._asked_to_leave = True
            self.massstart.tell(question, ("back",), warning=True)
        else:
            self.app.exit()
