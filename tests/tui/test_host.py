"""Tests that screens know the app only as its host, and that the app implements all of it."""

from __future__ import annotations

import ast
from pathlib import Path

import massstart_tui.tui
from massstart_tui.settings import Settings
from massstart_tui.text.words import Language
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.host import Host
from massstart_tui.tui.modes import ListRaces, Setup

TUI = Path(massstart_tui.tui.__file__).parent


def test_the_app_has_all_that_a_screen_may_ask() -> None:
    """The type checker compares the signatures in this assignment; here each member is looked for."""
    setup = Setup(Language.NL, Settings(theme="light"))
    host: Host = MassStart(ListRaces(()), setup)
    asked = {name for name in vars(Host) if not name.startswith("_")}
    assert asked
    assert not {name for name in asked if not hasattr(host, name)}
    assert (host.settings, host.clocks, host.words.language) == (setup.settings, setup.clocks, Language.NL)


def test_no_screen_and_no_widget_knows_the_app() -> None:
    """Not even for the type checker."""
    for path in [*(TUI / "screens").glob("*.py"), *(TUI / "widgets").glob("*.py"), TUI / "host.py"]:
        nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        assert not [node.lineno for node in nodes if node.module == "massstart_tui.tui.app"], path.name
