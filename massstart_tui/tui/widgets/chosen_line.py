"""The line below the table that says what the chosen skater needs, or why they have their place."""

from __future__ import annotations

from textual.strip import Strip

from massstart_tui.tui.painting import CURSOR, first_that_fits, fit, line
from massstart_tui.tui.widgets.canvas import Canvas


class ChosenLine(Canvas):
    """Draws a skater and a sentence about them, given in several lengths."""

    _bib = 0
    _name = ""
    _said: tuple[str, ...] = ()

    def show(self, bib: int, name: str, said: tuple[str, ...]) -> None:
        """Draw the first of these sentences that fits, longest first, about the skater with this bib."""
        if (bib, name, said) != (self._bib, self._name, self._said):
            self._bib, self._name, self._said = bib, name, said
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        if y or not self._said:
            return line([], width, brush.text)
        start = f"  {CURSOR} "
        who = f"{self._bib} "
        room = max(0, width - len(start + who) - len(self._name) - 3)
        return line(
            [
                (start, brush.ice),
                (who, brush.ice),
                (self._name, brush.strong),
                ("  ", brush.text),
                (first_that_fits(self._said, room) or fit(self._said[-1], room), brush.text),
            ],
            width,
            brush.text,
        )
