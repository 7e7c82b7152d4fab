"""Tests of the themes: all text is readable on both backgrounds, and no role lacks a colour."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from massstart_tui.settings import THEMES, Settings
from massstart_tui.tui.themes import PALETTES, Brush
from tests.tui.stage import on_stage

READABLE = 4.5
"""The contrast that WCAG 2 (1.4.3, level AA) requires for text."""
LINES = {"faint", "line", "grid"}
"""The roles that are only for lines, which nobody has to read."""
OF_OWN = [name for name in THEMES if name != "ansi"]


def luminance(colour: Color) -> float:
    """Return the relative luminance by WCAG 2, from 0 to 1."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours by WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    white, black, grey = (Color.parse(name) for name in ("#ffffff", "#000000", "#767676"))
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == 1
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


def contrast_of(theme: str, ground: str, role: str) -> float:
    """Return the contrast of a role on its ground; 0 if it has no colours of its own."""
    style = getattr(getattr(PALETTES[theme], ground), role)
    return contrast(style.color, style.bgcolor) if style.color and style.bgcolor else 0.0


def test_every_role_can_be_read_on_its_ground_and_lines_can_be_seen() -> None:
    every = list(product(OF_OWN, ("plain", "chosen"), Brush._fields))
    assert len(every) == 2 * len(OF_OWN) * len(Brush._fields) > 50
    assert [role for role in every if not contrast_of(*role)] == []
    assert [role for role in every if role[2] not in LINES and contrast_of(*role) < READABLE] == []
    assert [theme for theme in OF_OWN if contrast_of(theme, "plain", "faint") < 1.5] == []
    assert [theme for theme in OF_OWN if contrast_of(theme, "plain", "line") < 3] == []


TERMINALS = {
    "VGA": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
}
"""The sixteen colours of two terminals."""
GROUNDS = {
    "dark VGA": ("VGA", 7, 0),
    "dark xterm": ("xterm", 7, 0),
    "light VGA": ("VGA", 0, 15),
    "light xterm": ("xterm", 0, 15),
    "grey xterm": ("xterm", 0, 7),
}
"""Terminals, and which of their colours they have for text and background unless a program names others."""


def in_sixteen(colour: Color | None, terminal: str, default: int) -> Color:
    """Return the colour that a terminal of sixteen colours shows in place of this one."""
    assert colour is not None
    number = colour.downgrade(ColorSystem.STANDARD).number
    return Color.parse(f"#{TERMINALS[terminal].split()[default if number is None else number]}")


def test_in_sixteen_colours_no_text_is_below_three_to_one() -> None:
    found = {}
    for theme, ground, role, kind in product(THEMES, ("plain", "chosen"), set(Brush._fields) - LINES, GROUNDS):
        style = getattr(getattr(PALETTES[theme], ground), role)
        terminal, text, behind = GROUNDS[kind]
        ratio = contrast(in_sixteen(style.color, terminal, text), in_sixteen(style.bgcolor, terminal, behind))
        if ratio < 3:
            found[theme, ground, role, kind] = ratio
    assert found == {}


def test_high_contrast_has_the_contrast_of_its_name() -> None:
    """Seven to one on the background, which WCAG 2 (1.4.6) calls enhanced."""
    for role in set(Brush._fields) - LINES:
        style = getattr(PALETTES["contrast"].plain, role)
        assert contrast(style.color, style.bgcolor) >= 7, role


@pytest.mark.parametrize("ground", ["plain", "chosen"])
def test_the_theme_of_the_terminal_names_no_colour_of_its_own(ground: str) -> None:
    for style in getattr(PALETTES["ansi"], ground):
        for colour in (style.color, style.bgcolor):
            assert colour is not None
            assert colour.is_default or (colour.number is not None and colour.number < 16)


def test_the_settings_know_the_themes_there_are() -> None:
    assert tuple(PALETTES) == THEMES


@pytest.mark.parametrize("theme", OF_OWN)
async def test_what_textual_draws_can_be_read_as_well(theme: str, race: Path) -> None:
    """The go-to line, in the colours of the theme."""
    async with on_stage(race, begin="3:00", settings=Settings(theme=theme)) as stage:
        stage.press("g")
        await stage.until(lambda: stage.rows[-1].strip().startswith("go to"))
        for widget in stage.app.screen.query("GotoLine Static, GotoLine Input"):
            _, _, ground, colour = widget.colors
            assert contrast(ground.rich_color, (ground + colour).rich_color) >= READABLE
