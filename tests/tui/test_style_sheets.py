"""Test that the style sheets of screens and widgets only name types that exist."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys

from textual.widget import Widget

import massstart_tui.tui


def test_every_type_that_a_style_sheet_names_is_that_of_a_widget() -> None:
    """A type that no longer exists matches nothing, without an error, and its widgets lose their style."""
    for module in pkgutil.walk_packages(massstart_tui.tui.__path__, "massstart_tui.tui."):
        if sys.platform != "win32" or not module.name.endswith("_driver"):
            importlib.import_module(module.name)
    kinds = {Widget}
    while deeper := {sub for kind in kinds for sub in kind.__subclasses__()} - kinds:
        kinds |= deeper
    names = {kind.__name__ for kind in kinds}
    named = {
        (kind.__name__, name)
        for kind in kinds
        if kind.__module__.startswith("massstart_tui.")
        for name in re.findall(r"(?<![\w$#.-])[A-Z]\w+", kind.__dict__.get("DEFAULT_CSS", ""))
    }
    assert len(named) > 20
    assert {(kind, name) for kind, name in named if name not in names} == set()
