"""The lines above the entry line: reminders, and what the typed line would record or why it cannot."""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual.strip import Strip

from massstart_tui.entry.desk import Remark, Tone
from massstart_tui.text.prose import TIED
from massstart_tui.tui.commands import commands_of, key_of, with_keys
from massstart_tui.tui.painting import Piece, line, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas

HAND_INDENT: Final = 2
"""Blank cells before each line above the entry line."""


class Hand(Canvas):
    """Draws each of a few lists of pieces on a line of its own, as many as there is room for."""

    _lines: tuple[tuple[Piece, ...], ...] = ()

    def show(self, lines: list[list[Piece]]) -> None:
        """Draw these lines."""
        now = tuple(map(tuple, lines))
        before, self._lines = self._lines, now
        self.redraw_changed(before, now)

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        pieces = self._lines[y] if y < len(self._lines) else ()
        return line([(" " * HAND_INDENT, brush.text), *pieces], width, brush.text)


SIGNS: Final = {
    Tone.EXPECTED: "·",
    Tone.WOULD_RECORD: "»",
    Tone.UNFINISHED: "…",
    Tone.NOT_UNDERSTOOD: "?",
    Tone.NOT_ALLOWED: "×",
    Tone.AMBIGUOUS: "≈",
    Tone.RECORDED: "✓",
    Tone.TROUBLE: "!",
}


_TELLS_OF_KEYS: Final = frozenset(Tone) - {Tone.WOULD_RECORD, Tone.RECORDED}
"""The tones in which no words of a line that was typed stand but in quotes; what was typed names no key."""
SIGN_ROOM: Final = "  · "


def told(remark: Remark, brush: Brush) -> Piece:
    """Return ``remark`` with its sign as a piece of a line."""
    return f"{SIGNS[remark.tone]} {remark.text}", _style(remark.tone, brush)


class PreviewLine(Canvas):
    """Draws one sentence with its sign, wrapped over the rows of the widget."""

    remark = Remark(Tone.EXPECTED, "")
    waits = False
    _rows: tuple[object, list[str]] | None = None

    def wait(self, *, waits: bool) -> None:
        """Set whether what was entered is still to be written; then it is not shown as recorded."""
        if waits != self.waits:
            self.waits = waits
            self.refresh()

    def show(self, remark: Remark) -> None:
        """Draw this remark."""
        if remark != self.remark:
            self.remark = remark
            self.refresh()

    @property
    def unsaved(self) -> bool:
        """Whether the sentence says that something is recorded which is still to be written."""
        return self.waits and self.remark.recorded

    @property
    def needs(self) -> int:
        """The number of rows that the whole sentence takes."""
        return len(self._wrapped(self.size.width))

    def _wrapped(self, width: int) -> list[str]:
        """Return the sentence in rows.

        If a question takes several, only the part that the choices beside it do not say is returned.
        """
        key = (self.remark, width, self.words)
        if self._rows is None or self._rows[0] != key:
            room = max(8, width - len(SIGN_ROOM) - 1)
            rows = self._with_whole_keys(room)
            self._rows = (key, wrap(self.remark.brief, room) if len(rows) > 1 and self.remark.brief else rows)
        return self._rows[1]

    def _with_whole_keys(self, room: int) -> list[str]:
        """Return the sentence in rows, none of which ends within the name of a key that can be clicked."""
        text = self.remark.text
        tied = {key: key.replace(" ", TIED) for key in (key_of(name, self.words) for name in self._keys) if " " in key}
        for key, whole in tied.items():
            text = text.replace(key, whole)
        rows = wrap(text, room)
        for key, whole in tied.items():
            rows = [row.replace(whole, key) for row in rows]
        return rows

    @property
    def _keys(self) -> tuple[str, ...]:
        """The commands whose keys the sentence can name."""
        tells = self.remark.names_keys or self.remark.tone in _TELLS_OF_KEYS
        return tuple(command.id for command in commands_of("entry")) if tells else ()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        tone = Tone.UNFINISHED if self.unsaved else self.remark.tone
        sign = f"  {SIGNS[tone]} "
        lines = self._wrapped(width)
        rows = max(1, self.size.height)
        if len(lines) > rows:
            lines = [*lines[: rows - 1], " ".join(lines[rows - 1 :])]
        text = lines[y] if y < len(lines) else ""
        style = _style(tone, brush)
        pieces = with_keys(text, self._keys, self.words, style)
        return line([(sign if y == 0 else " " * len(sign), style), *pieces], width, brush.text)


def _style(tone: Tone, brush: Brush) -> Style:
    match tone:
        case Tone.EXPECTED | Tone.UNFINISHED:
            return brush.dim
        case Tone.WOULD_RECORD:
            return brush.strong
        case Tone.RECORDED:
            return brush.green
        case Tone.NOT_UNDERSTOOD | Tone.AMBIGUOUS:
            return brush.amber
        case Tone.NOT_ALLOWED | Tone.TROUBLE:
            return brush.red
