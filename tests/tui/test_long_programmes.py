"""Tests that a programme of many races does no more for a key than one of a few, and next to nothing while it rests."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.strip import Strip

import massstart_tui.tui
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.meeting_races import read_entries
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.screens import programme_rows, programme_screen
from massstart_tui.tui.screens.page_screen import ScrolledLines
from tests.meetings import heat, make_meeting, skated
from tests.tui.stage import Stage, on_stage, opening, screen_text, soon

MANY = 200
BEGINS = datetime(2026, 3, 1, 8, tzinfo=UTC)
OFTEN = 0.02
"""Seconds between two reads of the files, in the place of a whole one."""
ENDS_DISPATCH = "prevent_default"


@asynccontextmanager
async def programme_of(folder: Path, many: int) -> AsyncIterator[Stage]:
    """Yield a stage with the programme of a meeting of so many races, a quarter of an hour apart."""
    (folder / "race.jsonl").write_bytes(heat("sf1", *skated(1, 2, 3, 4, 5, 6)))
    races = (
        f'[[races]]\nid = "r{at}"\ntitle = "Race {at}"\nstream = "race.jsonl"\n'
        f"time = {(BEGINS + timedelta(minutes=15 * at)).isoformat()}\n"
        for at in range(many)
    )
    path = folder / "many.toml"
    path.write_text('title = "Many"\n' + "".join(races), encoding="utf-8")
    async with on_stage(None, meeting=read_meeting(path), wall=lambda: BEGINS, painted=True) as stage:
        await stage.settle()
        yield stage


def counting(counts: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        counts[name] += 1
        return function(*given, **named)

    return counted


async def test_a_key_draws_two_rows_and_asks_about_no_other_race(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with programme_of(tmp_path, MANY) as stage:
        stage.press("down")
        await stage.until(lambda: stage.row("Race 1 ").startswith("▶"))
        await stage.settle()
        drawn: set[int] = set()
        draw = ScrolledLines.draw

        def noted(page: ScrolledLines, y: int, width: int) -> Strip:
            if page.id == "races":
                drawn.add(y)
            return draw(page, y, width)

        asked: Counter[str] = Counter()
        monkeypatch.setattr(ScrolledLines, "draw", noted)
        for name in ("how_far", "title_of", "own_clock"):
            monkeypatch.setattr(programme_rows, name, counting(asked, name, getattr(programme_rows, name)))
        stage.press("down")
        await stage.until(lambda: stage.row("Race 2 ").startswith("▶"))
        await stage.settle()
        assert len(drawn) == 2
        assert not asked


async def test_the_rows_are_drawn_anew_when_something_of_a_race_is_seen(tmp_path: Path) -> None:
    async with programme_of(tmp_path, 3) as stage:
        await stage.shows("▷ recorded")
        stage.press("x")
        await stage.until(lambda: stage.text.count("✓ official") == 3)
        stage.press("x")
        await stage.until(lambda: stage.text.count("▷ recorded") == 3)


async def test_files_that_take_long_are_not_read_a_second_time_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, reads = Event(), Counter[str]()

    def slowly(*given: Any, **named: Any) -> Any:
        go_on.wait()
        return read_entries(*given, **named)

    monkeypatch.setattr(programme_screen, "READ_EVERY", OFTEN)
    monkeypatch.setattr(programme_screen, "read_entries", counting(reads, "reads", slowly))
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    app = MassStart(*opening(None, meeting=read_meeting(path)))
    async with app.run_test(size=(120, 36)) as pilot:
        try:
            assert await soon(lambda: reads["reads"])
            await pilot.pause(10 * OFTEN)
            assert reads["reads"] == 1
        finally:
            go_on.set()
        assert await soon(lambda: "▷ recorded" in screen_text(app))


async def test_while_nothing_changes_the_programme_gets_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: Counter[str] = Counter()
    monkeypatch.setattr(programme_screen, "READ_EVERY", OFTEN)
    monkeypatch.setattr(programme_screen, "read_entries", counting(reads, "reads", read_entries))
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    async with on_stage(None, wall=lambda: BEGINS, meeting=read_meeting(path)) as stage:
        await stage.until(lambda: stage.text.count("recorded") == 2 and reads["reads"] > 5)
        await stage.settle()
        got: list[str] = []
        monkeypatch.setattr(MessagePump, "_get_dispatch_methods", noting(got, MessagePump._get_dispatch_methods))
        before = reads["reads"]
        await stage.until(lambda: reads["reads"] > before + 5)
        assert not got


def noting(got: list[str], dispatch: Callable[..., Any]) -> Callable[..., Any]:
    def noted(pump: MessagePump, name: str, message: Any) -> Any:
        if isinstance(pump, programme_screen.ProgrammeScreen):
            got.append(name)
        return dispatch(pump, name, message)

    return noted


def functions_of_screens() -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(*massstart_tui.tui.__path__).rglob("*.py"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]


def test_no_handler_calls_that_of_its_base_class_which_textual_calls_as_well() -> None:
    """Textual calls the handler of each class, so that what is called here as well would be done twice."""
    handlers = [each for each in functions_of_screens() if each.name.startswith("on_") and each.name != "on_event"]
    assert len(handlers) > 50
    twice = [
        each.name
        for each in handlers
        if f"super().{each.name}(" in (said := ast.unparse(each)) and ENDS_DISPATCH not in said
    ]
    assert twice == ["on_meta"]  # of a driver, which gets no messages
