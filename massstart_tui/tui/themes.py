"""The themes: a palette of colours by role for what massstart draws itself, and the matching Textual theme.

A colour means the same everywhere: ice for what belongs to a skater or a key, amber for sprints, red for falls and
penalties, green for skaters who are through. It is never the only sign: a symbol or a word stands beside it. In the
terminal's own colours the roles have those that can be read on dark and light: blue, magenta, red, and none for green.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.style import Style
from textual.theme import Theme

from massstart_tui.named_tuples import NamedTuple


class Palette(NamedTuple):
    """The colours of a theme, by role.

    ``bar`` is the background of the top line, the bottom line and a chosen row. ``line`` is for what is drawn and has
    to be seen, such as the lane and marks, ``grid`` for threads that only guide the eye, and ``faint`` for decoration;
    no text has these. ``blocks`` says that only signs of a sure width are drawn: no braille, and no ambiguous ones.
    """

    name: str
    ground: str
    bar: str
    text: str
    strong: str
    dim: str
    faint: str
    line: str
    grid: str
    ice: str
    amber: str
    red: str
    green: str
    dark: bool = True
    blocks: bool = False

    @property
    def plain(self) -> Brush:
        """The styles on the normal background."""
        return _brush(self, self.ground, reverse=False)

    @property
    def chosen(self) -> Brush:
        """The styles on a bar, or in the chosen row."""
        return _brush(self, self.bar, reverse=self.ansi)

    @property
    def ansi(self) -> bool:
        """Whether the terminal's own colours are used."""
        return self.ground == "default"

    @property
    def theme_name(self) -> str:
        """The name under which the theme is registered with Textual."""
        return f"massstart-{self.name}"

    def theme(self) -> Theme:
        """Return the Textual theme for what Textual draws itself, such as the palette, input lines and scrollbars."""

        def known(colour: str) -> str:
            return f"ansi_{colour}" if self.ansi else colour

        return Theme(
            name=self.theme_name,
            primary=known(self.ice),
            secondary=known(self.dim),
            warning=known(self.amber),
            error=known(self.red),
            success=known(self.green),
            accent=known(self.ice),
            foreground=known(self.text),
            background=known(self.ground),
            surface=known(self.ground if self.ansi else self.bar),
            panel=known(self.ground if self.ansi else self.bar),
            boost=known(self.ground if self.ansi else self.bar),
            dark=self.dark,
            ansi=self.ansi,
            variables=_OF_ANSI if self.ansi else {},
        )


_OF_ANSI: Final = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""Variables that Textual needs in a theme of the terminal's own colours, whether they are dark or light."""


class Brush(NamedTuple):
    """The styles on one background, by role."""

    text: Style
    strong: Style
    dim: Style
    faint: Style
    line: Style
    grid: Style
    ice: Style
    track: Style
    amber: Style
    amber_strong: Style
    red: Style
    green: Style
    struck: Style
    board: Style


@cache
def _brush(palette: Palette, ground: str, *, reverse: bool) -> Brush:
    """Return the styles on ``ground``.

    A terminal's own colours have no second background, so there the colours are reversed.
    """

    def style(colour: str, *, bold: bool = False, strike: bool = False) -> Style:
        return Style(color=colour, bgcolor=ground, bold=bold, strike=strike, reverse=reverse)

    return Brush(
        text=style(palette.text),
        strong=style(palette.strong, bold=True),
        dim=style(palette.dim),
        faint=style(palette.faint),
        line=style(palette.line),
        grid=style(palette.grid),
        ice=style(palette.ice, bold=True),
        track=style(palette.ice),
        amber=style(palette.amber),
        amber_strong=style(palette.amber, bold=True),
        red=style(palette.red),
        green=style(palette.green),
        struck=style(palette.dim, strike=True),
        board=Style(color=palette.ground if not palette.ansi else "black", bgcolor=palette.amber, bold=True),
    )


DARK: Final = Palette(
    name="dark",
    ground="#0b131e",
    bar="#17283c",
    text="#d5e0ec",
    strong="#ffffff",
    dim="#8ba2ba",
    faint="#2f4660",
    line="#4d6a86",
    grid="#1d2f44",
    ice="#85cdfb",
    amber="#ffb454",
    red="#ff8178",
    green="#7fdc95",
)
LIGHT: Final = Palette(
    name="light",
    ground="#f7fafc",
    bar="#dfe9f2",
    text="#1d2b3a",
    strong="#000a14",
    dim="#4b5f73",
    faint="#b4c4d3",
    line="#6f869c",
    grid="#d3dee8",
    ice="#0b5a94",
    amber="#664422",
    red="#b1241b",
    green="#166534",
    dark=False,
)
CONTRAST: Final = Palette(
    name="contrast",
    ground="#000000",
    bar="#00264d",
    text="#ffffff",
    strong="#ffffff",
    dim="#d9d9d9",
    faint="#8c8c8c",
    line="#8c8c8c",
    grid="#8c8c8c",
    ice="#7fe3ff",
    amber="#ffd500",
    red="#ff9c94",
    green="#66ff8f",
)
ANSI: Final = Palette(
    name="ansi",
    ground="default",
    bar="default",
    text="default",
    strong="default",
    dim="default",
    faint="bright_black",
    line="bright_black",
    grid="bright_black",
    # What a terminal makes of these is unknown, and so is its background: only colours that can be read on a dark and a
    # light one. No terminal's cyan, yellow and green can on white, so who is through is told by the sign and the word.
    ice="bright_blue",
    amber="magenta",
    red="bright_red",
    green="default",
)
PALETTES: Final = {palette.name: palette for palette in (DARK, LIGHT, CONTRAST, ANSI)}
