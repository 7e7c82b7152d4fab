"""Each screen of the app, opened the way a person opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.tui.races import KRAMERS, all_samples, beijing, sample, with_incidents
from tests.tui.stage import Stage, on_stage

LOW = (80, 8)
"""A terminal of so few rows that every page has to be scrolled."""


@asynccontextmanager
async def opened(place: str, tmp_path: Path, **wanted: Any) -> AsyncIterator[Stage]:
    """The app with this screen up: the race of `with_incidents`, the end of a sample for what is read in pages."""
    if place == "races":
        async with on_stage(None, **{"races": tuple(all_samples())} | wanted) as stage:
            yield stage
    elif place == "programme":
        asked: dict[str, Any] = {"races": tuple(all_samples()), "meeting": beijing()}
        async with on_stage(None, **asked | wanted) as stage:
            yield stage
    elif place == "race":
        path = tmp_path / "race.jsonl"
        path.write_bytes(with_incidents())
        async with on_stage(path, **wanted) as stage:
            yield stage
    else:
        size = wanted.pop("size", (80, 24))
        async with on_stage(sample(KRAMERS), **{"begin": "end"} | wanted) as stage:
            await _turn_to(place, stage)
            await stage.resize(*size)
            yield stage


async def _turn_to(place: str, stage: Stage) -> None:
    if place == "skater":
        stage.press(*["j"] * 7)
        await stage.until(lambda: "Kramer" in stage.cursor)
    stage.press({"skater": "enter", "result": "r", "help": "question_mark"}[place])
    await stage.until(lambda: stage.place == place)
    await stage.until(lambda: bool(stage.text.strip()))
