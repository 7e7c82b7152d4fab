"""The input line of the start sheet, for a bib, a name, a nation or a skater.

Above it is what Enter would change, or what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.widgets import Input

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.sheet_editing import CannotBe
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.stream.faults import Fault
from massstart_tui.text.words import Words
from massstart_tui.tui.widgets.ask_line import AskLine


class Change(NamedTuple):
    """The result of a change: the start sheet, who does not start, and the skater ``bib`` who is chosen afterwards."""

    sheet: Sheet
    absent: frozenset[int]
    bib: int
    said: str = ""


class SheetQuestion(NamedTuple):
    """What a line asks for: its label, initial text, hint, and parser.

    ``read`` returns what a text would change, and raises CannotBe. With a ``hint`` an empty text shows the hint and
    changes nothing; without one it is a text like any other.
    """

    word: str
    typed: str
    hint: str
    read: Callable[[str], Change]


class SheetLine(AskLine):
    """Asks for a change of the sheet: Enter makes it, Escape closes the line."""

    DEFAULT_CSS = """
    SheetLine.-wrong #said { color: $error; }
    """

    def __init__(
        self, asked: SheetQuestion, words: Words, keep: Callable[[Change], str | None], left: Callable[[], None]
    ) -> None:
        """Ask ``asked``.

        ``keep`` saves a change, and returns a sentence if it could not; ``left`` is called when the line is closed.
        """
        super().__init__(asked.word, asked.typed)
        self._asked = asked
        self._words = words
        self._keep = keep
        self._tell_left = left

    def on_mount(self) -> None:
        self._tell(self._asked.typed)

    def _tell(self, text: str) -> Change | None:
        """Show what ``text`` would change, or what is wrong with it; return the change, or None."""
        if self._is_empty(text):
            self._say(self._asked.hint)
            return None
        try:
            change = self._asked.read(text)
        except CannotBe as error:
            self._say(fault_sentence(Fault(None, "", error.refusal, error.values), self._words), wrong=True)
            return None
        self._say(change.said)
        return change

    def _is_empty(self, text: str) -> bool:
        return bool(self._asked.hint) and not text.strip()

    def _say(self, said: str, *, wrong: bool = False) -> None:
        self.set_class(wrong, "-wrong")
        self.said.update(said)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._tell(event.value)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        change = self._tell(event.value)
        if change is None and not self._is_empty(event.value):
            return
        if change is not None and (why := self._keep(change)):
            self._say(why, wrong=True)
            return
        await self.leave()

    def is_left(self) -> None:
        self._tell_left()
