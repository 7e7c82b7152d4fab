"""The lines at the top and the bottom of a screen: race and clock, and keys."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.strip import Strip

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.race_titles import competition_told, title_of
from massstart_tui.report.rules_told import scale_of
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import NamedKeys, named, with_keys
from massstart_tui.tui.painting import Piece, first_that_fits, fit, keep_ends, line, pressing, spread, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas


def speed_text(speed: float) -> str:
    """Return a speed as ``4×``."""
    return f"{speed:g}×"


class ClockDigits(Canvas):
    """The clock at the end of the top line.

    It is a widget of its own because Textual draws a line of a widget from its left edge: over a network the whole top
    line would be sent ten times a second.
    """

    DEFAULT_CSS = """
    ClockDigits { dock: right; height: 1; }
    """
    _clock = ""

    def show(self, clock: str) -> None:
        """Draw this race time."""
        if clock != self._clock:
            if len(clock) != len(self._clock):
                self.styles.width = len(self.drawn(clock))
            self._clock = clock
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.chosen
        return line([] if y else [(self.drawn(self._clock), brush.strong)], width, brush.text)

    @staticmethod
    def drawn(clock: str) -> str:
        """Return what is drawn of a race time."""
        return f" {clock:>8}  "


class TopLine(Canvas):
    """The race, its scale of points, the playback state and speed, and the clock."""

    _sheet: Sheet | None = None
    _tags: tuple[str, ...] = ("",)
    _state = ""
    _clock = ""

    def __init__(self) -> None:
        """Begin with nothing to draw."""
        super().__init__()
        self.digits = ClockDigits()

    def compose(self) -> ComposeResult:
        yield self.digits

    def show(self, sheet: Sheet, tags: tuple[str, ...], state: str, clock: str) -> None:
        """Draw these.

        ``tags`` name the view in decreasing length, ``state`` says how the replay runs, and ``clock`` is the race time.
        """
        before, self._clock = self._clock, clock
        if (self._sheet, self._tags, self._state) != (sheet, tags, state) or len(before) != len(clock):
            self._sheet, self._tags, self._state = sheet, tags, state
            self.refresh()
        self.digits.show(clock)

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.chosen
        if self._sheet is None or y:
            return line([], width, brush.text)
        language = self.words.language
        title = plain(title_of(self._sheet, language))
        competition = plain(competition_told(self._sheet, language))
        end = self._end(width - cell_len(title) - 2, brush)
        title = keep_ends(title, width - width_of(end) - (2 if self._tags[-1] else 3))
        left: list[Piece] = [("  ", brush.text)]
        room = width - width_of(end) - cell_len(title) - 4
        if competition and cell_len(competition) < room:
            left.append((f"{competition}  ", brush.strong))
            room -= cell_len(competition) + 2
        left.append((title, brush.text if len(left) > 1 else brush.strong))
        scale = scale_of(self._sheet.rules_in_force())
        if cell_len(scale) + 4 < room:
            end.insert(0, (f"{scale}   ", brush.dim))
        return spread(left, end, width, brush.text)

    def _end(self, room: int, brush: Brush) -> list[Piece]:
        """Return the view's name, the playback state and the clock.

        The longest name that fits in ``room`` cells is used, the shortest if none fits.
        """
        clock: list[Piece] = [(f"{self._state} ", brush.ice), (self.digits.drawn(self._clock), brush.strong)]
        tag = first_that_fits(self._tags, room - width_of(clock) - 3) or self._tags[-1]
        return [(f" {tag}  ", brush.amber), *clock] if tag else clock


PINNED: Final = 2
"""The number of the last keys, help and leave, that are shown at any width."""


class FootSentence(NamedTuple):
    """A text in place of the keys at the bottom of a screen.

    A click on the key of one of the commands ``names`` presses it; one elsewhere presses ``pressed``, unless that is
    empty.
    """

    text: str = ""
    names: tuple[str, ...] = ()
    pressed: str = ""


class KeyLine(Canvas):
    """The most useful keys and what they do, or a remark; a click on a key presses it."""

    _keys: tuple[NamedKeys, ...] = ()
    _said = FootSentence()
    _remark = ""

    def say(self, said: FootSentence) -> None:
        """Show this text instead of all keys but the last two; an empty text shows the keys again."""
        if said != self._said:
            self._said = said
            self.refresh()

    def remark(self, said: str) -> None:
        """Show this text in place of what was said; an empty text removes it."""
        if said != self._remark:
            self._remark = said
            self.refresh()

    def show(self, keys: tuple[NamedKeys, ...]) -> None:
        """Draw these keys with what they do."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    @property
    def entries(self) -> tuple[tuple[str, str, str], ...]:
        """Each key as it is shown, what it does, and Textual's name of it."""
        return tuple(
            (named(shown, self.words), self.words(entry.code), key) for entry in self._keys for shown, key in entry.keys
        )

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.chosen
        pieces: list[Piece] = [("  ", brush.text)]
        if y:
            return line([], width, brush.text)
        pinned = [piece for keys in self._keys[-PINNED:] for piece in self._drawn(keys, brush)]
        room = width - 2 - width_of(pinned)
        said = FootSentence(self._remark) if self._remark else self._said
        if said.text:
            style = pressing(brush.text, said.pressed) if said.pressed else brush.text
            text = fit(said.text, max(0, room - 2)) + "  "
            return line([*pieces, *with_keys(text, said.names, self.words, style), *pinned], width, brush.text)
        for keys in self._keys[:-PINNED]:
            drawn = self._drawn(keys, brush)
            room -= width_of(drawn)
            if room < 0:
                break
            pieces += drawn
        return line([*pieces, *pinned], width, brush.text)

    def _drawn(self, keys: NamedKeys, brush: Brush) -> list[Piece]:
        """Return the keys of an entry, each to be clicked with the blank behind it, and what they do.

        A click on the latter presses the first of the keys.
        """
        pieces: list[Piece] = []
        for shown, key in keys.keys:
            pieces.append((f"{named(shown, self.words)}", pressing(brush.ice, key)))
            pieces.append((" ", pressing(brush.text, key)))
        said = pressing(brush.dim, keys.keys[0][1])
        return [*pieces, (self.words(keys.code), said), ("  ", brush.text)]
