"""Tests of what is private in Textual and used: it is still there, and Textual still calls what is overridden."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
import textual.app
import textual.screen
from textual._ansi_sequences import SYNC_END, SYNC_START

import massstart_tui.tui
from massstart_tui.tui.textual_internals import FaultKeepingApp

PACKAGE: Final = Path(massstart_tui.tui.__file__).parent
Uses = dict[str, dict[str, tuple[str, ...]]]
TERMINAL: Final = "terminal_driver_internals"
OVERRIDDEN: Final[Uses] = {
    "textual_internals": {
        "FaultKeepingApp": ("_handle_exception", "_fatal_error", "panic"),
        "ChangedCellsApp": ("_display",),
        "ChangedRowsCompositor": ("render_partial_update", "_get_renders"),
    },
    "palette_internals": {"WordedPalette": ("_start_no_matches_countdown",)},
    "browser_driver_internals": {"PageDriver": ("run_input_thread",)},
    TERMINAL: {
        "TerminalDriver": (
            *("_run_input_thread", "_sigtstp_application", "_sigcont_application", "_disable_mouse_support"),
            "run_input_thread",
        )
    },
}
"""The methods of Textual that massstart replaces, by file and class."""
READ: Final[Uses] = {
    "textual_internals": {
        "FaultKeepingApp": ("_driver", "_close_messages_no_wait"),
        "DrawnOnceScreen": ("_repaint_required", "_compositor"),
        "ChangedRowsCompositor": ("_dirty_regions", "_regions_to_spans", "visible_widgets"),
        "ChangedCellsApp": ("_running", "_closed", "_batch_count", "_previous_cursor_position", "_sync_available"),
    },
    "palette_internals": {"WordedPalette": ("_stop_no_matches_countdown", "_no_matches_timer", "_list_visible")},
    "browser_driver_internals": {"PageDriver": ("_input_reader", "_on_meta", "_app", "_debug")},
    TERMINAL: {
        "TerminalDriver": (
            *("_file", "_loop", "_app", "_debug", "_writer_thread", "_mouse_pixels"),
            *("_auto_restart", "_in_band_window_resize", "exit_event", "input_tty"),
        )
    },
}
"""The attributes and methods of Textual that massstart uses as they are, by file and class."""


def rows(table: Uses) -> list[tuple[str, str, str]]:
    return [(file, name, used) for file, of in table.items() for name, uses in of.items() for used in uses]


def trees_of_textual(file: str, name: str) -> Iterator[ast.Module]:
    """Yield the source of each module of Textual that has a base class of this class of ours."""
    if file == TERMINAL and sys.platform == "win32":
        pytest.skip("Windows has no such driver")
    ours = getattr(import_module(f"massstart_tui.tui.{file}"), name)
    modules = {base.__module__ for base in ours.__mro__ if base.__module__.startswith("textual.")}
    assert modules
    for module in modules:
        yield ast.parse(inspect.getsource(import_module(module)))


@pytest.mark.parametrize(("file", "name", "method"), rows(OVERRIDDEN))
def test_what_is_overridden_is_there_and_called_by_textual(file: str, name: str, method: str) -> None:
    nodes = [node for tree in trees_of_textual(file, name) for node in ast.walk(tree)]
    assert any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == method for node in nodes)
    # A screen calls what its app draws with.
    calling = [*nodes, *ast.walk(ast.parse(inspect.getsource(textual.screen)))]
    assert any(isinstance(node, ast.Attribute) and node.attr == method for node in calling)


@pytest.mark.parametrize(("file", "name", "used"), rows(READ))
def test_what_is_used_is_given_by_textual(file: str, name: str, used: str) -> None:
    given: set[str] = set()
    for node in (node for tree in trees_of_textual(file, name) for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            given.add(node.attr)
    assert used in given


def classes_of_ours() -> Iterator[object]:
    """Yield everything in the modules of the screens but those for what is private of Textual."""
    for path in PACKAGE.rglob("*.py"):
        if not path.stem.endswith("_internals"):
            name = ".".join(("massstart_tui.tui", *path.relative_to(PACKAGE).with_suffix("").parts))
            yield from (
                found for found in vars(import_module(name)).values() if getattr(found, "__module__", "") == name
            )


def test_nothing_else_of_textual_that_is_private_is_overridden() -> None:
    overridden = set()
    for ours in filter(inspect.isclass, classes_of_ours()):
        theirs = {name for base in ours.__mro__ if base.__module__.startswith("textual.") for name in vars(base)}
        written = {
            name for name, value in vars(ours).items() if inspect.isfunction(value) or isinstance(value, property)
        }
        overridden |= {(ours.__name__, name) for name in written & theirs if re.match("_[^_]", name)}
    assert overridden == set()


class FaultyApp(FaultKeepingApp):
    """An app with a fault in a handler, or in a worker."""

    def __init__(self, *, in_worker: bool) -> None:
        super().__init__()
        self._in_worker = in_worker

    def on_mount(self) -> None:
        if not self._in_worker:
            raise RuntimeError("of a test")
        self.run_worker(self._fail, thread=True)

    def _fail(self) -> None:
        raise RuntimeError("of a test")


@pytest.mark.parametrize("in_worker", [False, True])
async def test_a_fault_ends_the_app_and_is_kept_and_nothing_is_printed(
    in_worker: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    app = FaultyApp(in_worker=in_worker)
    await app.run_async(headless=True)
    assert isinstance(app.fault, RuntimeError)
    assert app.return_code == 1
    assert capsys.readouterr() == ("", "")


class EndedApp(FaultKeepingApp):
    """An app that its driver ends by an exception."""

    def on_mount(self) -> None:
        self.end_by(RuntimeError("of a test"))


async def test_a_fault_of_a_driver_is_kept_as_well() -> None:
    app = EndedApp()
    await app.run_async(headless=True)
    assert isinstance(app.fault, RuntimeError)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such driver")
def test_what_is_written_of_one_update_is_one_piece_and_everything_else_goes_on_at_once() -> None:
    from massstart_tui.tui.terminal_driver_internals import WholeFrames

    frames = WholeFrames()
    written = ["a", SYNC_START, "b", "c", SYNC_END, "d", SYNC_START, SYNC_END]
    assert [frames.add(data) for data in written] == [
        *("a", "", "", "", f"{SYNC_START}bc{SYNC_END}", "d", "", SYNC_START + SYNC_END)
    ]
    source = inspect.getsource(textual.app.App)
    assert source.count("write(SYNC_START)") == source.count("write(SYNC_END)") == 1
    assert "finally:\n                    self._end_update()" in source
