"""The lines that tab puts in place of the typed one: readings of an ambiguous line, or completions of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massstart_tui.entry.completion import Completion, completions

if TYPE_CHECKING:
    from massstart_tui.entry.desk import Desk, Remark
    from massstart_tui.text.words import Language
    from massstart_tui.tui.widgets.entry_line import EntryInput


class LineChoices:
    """The ``lines`` that are offered, and which of them was put into the entry line last."""

    def __init__(self) -> None:
        """Offer nothing."""
        self.lines: tuple[Completion, ...] = ()
        self._put: int | None = None

    def replace(self, lines: tuple[Completion, ...]) -> None:
        """Offer these lines."""
        self.lines = lines
        self._put = None

    def offer(self, lines: tuple[Completion, ...], typed: str) -> None:
        """Offer these lines for what is ``typed``; if that is the line put last, its list stays offered."""
        if self._put is None or self.lines[self._put].text != typed:
            self.replace(lines)

    def step(self, towards: int) -> Completion | None:
        """Return the line to put into the entry line; None if none is offered.

        It is the next one, from the first on, or backwards from the last if ``towards`` is negative.
        """
        if not self.lines:
            return None
        before = self._put if self._put is not None else -1 if towards > 0 else 0
        self._put = (before + (1 if towards > 0 else -1)) % len(self.lines)
        return self.lines[self._put]


def readings(remark: Remark) -> tuple[Completion, ...]:
    """Return the lines that answer the question in ``remark``."""
    return tuple(Completion(line, len(line), line) for line in remark.choices)


def completed(line: EntryInput, desk: Desk, language: Language) -> tuple[Completion, ...]:
    """Return the completions of the word at the cursor; none for an amend, or behind anything but a word."""
    if line.amends is not None or not line.value[-1:].isalpha():
        return ()
    return completions(line.value, line.cursor_position, desk.situation(line.moment), language)
