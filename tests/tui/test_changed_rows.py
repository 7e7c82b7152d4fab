"""Tests of the compositor: an update shows what Textual's own shows, and only what is seen of it is drawn."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from massstart_tui.tui.changed_cells import Cell, cells_of
from massstart_tui.tui.textual_internals import DrawnOnceScreen, _parts_of
from tests.levels import examples

WIDTH, HEIGHT = 40, 16
REGIONS: Final = st.builds(
    Region, st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.integers(1, WIDTH), st.integers(1, HEIGHT)
)


class Letters(Widget):
    """Draws a letter of its own in each cell, and notes the rows that it draws."""

    def __init__(self, letter: str, id: str | None = None) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._letter = letter
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return Strip([Segment(self._letter * self.size.width, Style(bold=y % 2 == 0))])


class Overlapping(DrawnOnceScreen):
    """Widgets beside and in front of one another, partly scrolled out of view, with borders and a line to type on."""

    DEFAULT_CSS: ClassVar[str] = """
    Overlapping {
        layers: below above;
        #low { height: 5; } #tall { height: 30; } #left { width: 13; } VerticalScroll { width: 15; border: round red; }
        #over { layer: above; offset: 7 3; width: 9; height: 6; border: solid green; }
        #edge { layer: above; offset: 35 12; width: 9; height: 9; }
        #hidden { visibility: hidden; height: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        with Horizontal(id="low"):
            yield Letters("a", id="left")
            yield Letters("b")
        with Horizontal():
            with VerticalScroll():
                yield Letters("c", id="tall")
            with Vertical():
                yield Letters("d", id="hidden")
                yield Letters("e")
                yield Input("typed")
        yield Letters("f", id="over")
        yield Letters("g", id="edge")


def cells(update: ChopsUpdate | None) -> dict[tuple[int, int], Cell]:
    assert update is not None
    parts = ((y, x, cells_of(strip, ColorSystem.TRUECOLOR)) for y, x, strip in _parts_of(update))
    return {(y, x + at): cell for y, x, drawn in parts for at, cell in enumerate(drawn)}


async def check_updates(updates: list[set[Region]]) -> None:
    app: App[None] = App()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        screen = Overlapping()
        await app.push_screen(screen)
        screen.query_one(VerticalScroll).scroll_to(y=5, animate=False)
        await pilot.pause()
        compositor = screen._compositor
        for regions in updates:
            compositor._dirty_regions = {region.intersection(screen.region) for region in regions}
            ours = cells(compositor.render_partial_update())
            compositor._dirty_regions = {region.intersection(screen.region) for region in regions}
            assert ours == cells(Compositor.render_partial_update(compositor))
        compositor._dirty_regions = set()
        assert compositor.render_partial_update() is None


@settings(max_examples=examples(3))
@given(st.lists(st.sets(REGIONS, min_size=1, max_size=6), min_size=1, max_size=20))
def test_an_update_of_any_parts_shows_what_textual_shows(updates: list[set[Region]]) -> None:
    asyncio.run(check_updates(updates))


async def test_a_widget_draws_only_the_rows_that_are_seen_of_an_update() -> None:
    app: App[None] = App()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        screen = Overlapping()
        await app.push_screen(screen)
        await pilot.pause()
        letters = list(screen.query(Letters))
        for each in letters:
            each.drawn.clear()
            each._styles_cache.clear()
        screen._compositor._dirty_regions = {Region(0, 1, 3, 2), Region(8, 4, 4, 1)}
        screen._compositor.render_partial_update()
        assert {each.id: each.drawn for each in letters if each.drawn} == {"left": [1, 2], "over": [0]}
