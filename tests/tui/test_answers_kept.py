"""An answer that is kept is that of its race: the address of a race that is gone may be that of the next one."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from pathlib import Path
from typing import cast

from textual.screen import Screen

import massstart_tui
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.tui.outlook_worker import OutlookQuestion, Outlooks
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream

LAPS = laps_of_thirty_seconds(4)
TOO_SHORT = (event("start"), *LAPS, event("lap", 122_000, lap=5))
POSSIBLE = (event("start"), *LAPS, event("lap", 150_000, lap=5))
TIMES = 20


class AtOnce:
    """A screen whose questions are answered as soon as they are asked."""

    def __init__(self) -> None:
        """Keep the answers in ``outlooks``."""
        self.outlooks = Outlooks(cast("Screen[None]", self))

    def call_after_refresh(self, _: Callable[..., None], question: OutlookQuestion) -> None:
        """Answer the question."""
        self.outlooks.keep(Outlooks.Known(question, question.work(lambda: False)))

    def set_timer(self, _: float, begin: Callable[[], None]) -> None:
        """Do nothing: what ``begin`` would compute is known already."""


def race(*events: Fields) -> Timeline:
    return Timeline(read_from(io.BytesIO(make_stream(*events)), "race"))


def test_what_cannot_be_true_of_one_race_is_never_told_of_another() -> None:
    outlooks = AtOnce().outlooks
    for _ in range(TIMES):
        outlooks.contradicted(gone := race(*TOO_SHORT))
        assert outlooks.contradicted(gone).found
        del gone
        assert not outlooks.contradicted(race(*POSSIBLE)).found


def test_no_key_is_an_address() -> None:
    """`id` of an object says which one it is only as long as somebody holds that object: a key holds it itself."""
    for path in Path(massstart_tui.__file__).parent.rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        lines = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "id"]
        assert not lines, path.name
