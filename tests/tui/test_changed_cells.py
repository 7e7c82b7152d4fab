"""Tests that a terminal to which only changed cells are sent shows what one shows to which everything is sent."""

from __future__ import annotations

from typing import Final

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from massstart_tui.tui.changed_cells import CellRun, ShownCells, cells_of, sequences_of
from tests.tui.races import sample
from tests.tui.terminal import HOME, Terminal

COLUMNS: Final = 24
ROWS: Final = 3
COLOURS: Final = ColorSystem.TRUECOLOR
STYLES: Final = [
    None,
    Style(color="#ff0000", bgcolor="#000010"),
    Style(color="#00ff00", bgcolor="#000010"),
    Style(color="#00ff00", bgcolor="#101010", bold=True),
    Style(bgcolor="#000010"),
    Style(color="#ff0000", bgcolor="#000010", underline=True),
    Style(reverse=True),
    Style(bold=True),
    Style(color="red", bgcolor="#000010", meta={"key": "q"}),
]
TEXTS: Final = ["a", "b", " ", "  ", "ab c", "      ", "⣀⡇", "日", "é", "e\u0301", "1:23.4"]

LEFT, DOWN = b"\x1b[D", b"\x1b[B"

segments = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)).map(lambda of: Segment(*of)), min_size=1, max_size=4
)


def fitted(of: list[Segment], x: int) -> Strip:
    """Return the segments as a strip that ends in the last column."""
    return Strip(of).adjust_cell_length(COLUMNS - x, Style(bgcolor="#000010"))


class Pair:
    """Two terminals: one gets what has changed, and the other everything."""

    def __init__(self) -> None:
        self.screens = [pyte.Screen(COLUMNS, ROWS), pyte.Screen(COLUMNS, ROWS)]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.shown = ShownCells()

    def show(self, y: int, x: int, strip: Strip) -> str:
        cells = cells_of(strip, COLOURS)
        sent = sequences_of(self.shown.changes(y, x, cells))
        self.streams[0].feed(sent)
        self.streams[1].feed(
            f"\x1b[{y + 1};{x + 1}H" + "".join(Strip.render_style(s or Style(), t, COLOURS) for t, s, _ in strip)
        )
        return sent

    @property
    def pictures(self) -> list[list[tuple[object, ...]]]:
        """What each of them shows; a blank cell has no colour."""
        return [[seen(screen.buffer[y][x]) for y in range(ROWS) for x in range(COLUMNS)] for screen in self.screens]


def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    lined = cell.underscore, cell.strikethrough, cell.reverse
    if cell.data == " " and not any(lined):
        return (" ", cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, *lined)


@given(st.lists(st.tuples(st.integers(0, ROWS - 1), st.sampled_from([0, 5]), segments), max_size=8))
def test_changes_give_the_picture_that_everything_gives(updates: list[tuple[int, int, list[Segment]]]) -> None:
    pair = Pair()
    for y, x, of in updates:
        pair.show(y, x, fitted(of, x))
        changed, whole = pair.pictures
        assert changed == whole


@given(segments)
def test_what_is_shown_already_is_not_sent_again(of: list[Segment]) -> None:
    pair = Pair()
    assert pair.show(0, 0, fitted(of, 0))
    assert pair.show(0, 0, fitted(of, 0)) == ""
    pair.shown.forget()
    assert pair.show(0, 0, fitted(of, 0))


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ("lap 3 of 16", "lap 4 of 16", [(4, "4")]),
        ("3:30.8", "3:31.9", [(3, "1.9")]),
        ("a         b", "c         d", [(0, "c"), (10, "d")]),
        ("日 1", "日 2", [(0, "日 2")]),
    ],
)
def test_only_the_cells_that_differ_are_sent(before: str, after: str, columns: list[tuple[int, str]]) -> None:
    shown = ShownCells()
    shown.changes(0, 0, cells_of([Segment(before)], COLOURS))
    runs = shown.changes(0, 0, cells_of([Segment(after)], COLOURS))
    assert [(run.x, "".join(text for text, _ in run.cells)) for run in runs] == columns


def test_a_style_is_sent_once_for_several_runs() -> None:
    cells = cells_of([Segment("ab", STYLES[1])], COLOURS)
    sent = sequences_of([CellRun(0, 0, cells), CellRun(1, 4, cells)])
    assert sent == "\x1b[1;1H\x1b[38;2;255;0;0;48;2;0;0;16mab\x1b[2;5Hab\x1b[0m"


def at_rest(terminal: Terminal) -> str:
    """Return the text on the terminal once nothing more is written to it."""
    before = ""
    while before != terminal.text:
        before = terminal.text
        terminal.watch(1.5)
    return before


def test_a_terminal_shows_after_many_keys_what_it_shows_when_all_is_drawn_anew() -> None:
    with Terminal("replay", sample("beijing-2022-men-sf1"), "--paused", size=(100, 30)) as terminal:
        terminal.shows("Kramer")
        terminal.is_read("8:17.4")
        for key in (HOME, b"]", b"s", b"]", LEFT, b"[", b"i", b"s", b"\t", DOWN, b"s"):
            terminal.press(key)
        changed = at_rest(terminal)
        terminal.clear()
        terminal.resize(101, 30)
        at_rest(terminal)
        terminal.resize(100, 30)
        terminal.shows(*changed.splitlines())


def test_the_first_screen_is_sent_once_and_is_whole() -> None:
    with Terminal("replay", sample("beijing-2022-men-sf1"), "--paused", size=(120, 36)) as terminal:
        terminal.shows("Kramer")
        drawn = at_rest(terminal)
        # Each row is reached by a movement of the cursor to its beginning.
        assert terminal.output.count(b"\x1b[20;1H") == 1
        terminal.clear()
        terminal.resize(121, 36)
        at_rest(terminal)
        terminal.resize(120, 36)
        terminal.shows(*drawn.splitlines())
