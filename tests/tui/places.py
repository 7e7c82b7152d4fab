"""Open each screen of the app in the way a person does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from massstart_tui.cli.feed_opening import has_crossings, rehearsed_timing
from massstart_tui.follow.line_source import FileSource
from massstart_tui.journal.journal import Journal
from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.recorded_race import load
from massstart_tui.tui.modes import FollowSource
from massstart_tui.tui.opened_race import Rehearsed
from massstart_tui.tui.screens.follow_screen import FollowScreen
from massstart_tui.tui.screens.rehearsal_screen import BriefingScreen
from massstart_tui.tui.screens.sheet_screen import SheetScreen
from massstart_tui.tui.timing_feed import TimingSource
from massstart_tui.view.recording import RecordedNow
from tests.race.builders import a_sheet
from tests.streams import SKATERS
from tests.tui.races import KRAMERS, all_samples, beijing, sample, with_incidents
from tests.tui.stage import MORNING, Stage, is_read, on_stage
from tests.tui.typing import typing

Handed = tuple[Sheet, frozenset[int]]
LOW = (80, 8)
"""A terminal with so few rows that every page has to be scrolled."""


@asynccontextmanager
async def opened(place: str, tmp_path: Path, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage with this screen open.

    It shows the race of `with_incidents`, or for pages the end of a sample.
    """
    if place == "entry":
        async with typing(a_sheet(12), tmp_path / "race.jsonl", **wanted) as typist:
            yield typist.stage
    elif place == "sheet":
        async with sheet_on_stage(a_start_sheet(), **wanted) as (stage, _):
            yield stage
    elif place == "races":
        async with on_stage(None, **{"races": tuple(all_samples())} | wanted) as stage:
            yield stage
    elif place == "programme":
        asked: dict[str, Any] = {"races": tuple(all_samples()), "meeting": beijing()}
        async with on_stage(None, **asked | wanted) as stage:
            yield stage
    elif place == "home":
        folder = tmp_path / "files"
        folder.mkdir()
        (folder / "club.jsonl").write_bytes(with_incidents())
        asked = {"races": tuple(all_samples()), "folder": folder}
        async with on_stage(None, **asked | wanted) as stage:
            yield stage
    elif place == "waiting":
        source = FileSource(tmp_path / "not-there.jsonl")
        async with on_stage(None, follow=FollowSource(source, None), **wanted) as stage:
            await stage.until(lambda: getattr(stage.app.screen, "_said", None))
            yield stage
    elif place in ("follow", "rehearsal"):
        follows = place == "follow"
        opens, path = (race_followed, tmp_path / "race.jsonl") if follows else (briefing_on_stage, tmp_path)
        async with opens(path, **wanted) as stage:
            yield stage
    elif place == "lineup":
        async with opened("race", tmp_path, **wanted) as stage:
            stage.press("home", "l")
            await stage.until(lambda: stage.place == place)
            await stage.until(lambda: bool(stage.rows[0].strip()))
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


@asynccontextmanager
async def race_followed(path: Path, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage that follows the race of `with_incidents` in a file that grew: live, though the race is over."""
    *before, official = with_incidents().splitlines(keepends=True)
    path.write_bytes(b"".join(before))
    async with on_stage(None, follow=FollowSource(FileSource(path), quick_look(path)), **wanted) as stage:
        await stage.until(lambda: is_read(stage.app))
        follow_screen = stage.app.screen
        assert isinstance(follow_screen, FollowScreen)
        with path.open("ab") as file:
            file.write(official)
        await stage.until(
            lambda: (views := follow_screen.following.views) is not None and views.now.upto == len(before)
        )
        yield stage


@asynccontextmanager
async def sheet_on_stage(
    sheet: Sheet, absent: frozenset[int] = frozenset(), why_not: str | None = None, **wanted: Any
) -> AsyncIterator[tuple[Stage, list[Handed]]]:
    """Yield a stage with this start sheet, and a list of what it saves; with ``why_not`` nothing can be saved."""
    handed: list[Handed] = []

    def keep(changed: Sheet, who: frozenset[int]) -> str | None:
        handed.append((changed, who))
        return why_not

    async with on_stage(None, **wanted) as stage:
        await stage.app.push_screen(SheetScreen(sheet, absent, keep))
        await stage.until(lambda: stage.place == "sheet" and stage.rows[0].strip())
        yield stage, handed


@asynccontextmanager
async def briefing_on_stage(tmp_path: Path, race: Path | None = None, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage with what is said before a rehearsal of this race, or of one with all crossings."""
    loaded = load(race or sample("made-up-timed-race"))
    journal = Journal.open(tmp_path / "mine.jsonl", header_of(loaded.sheet, MORNING), lambda _: None, None)
    try:
        async with on_stage(None, **wanted) as stage:
            recorder = Recorder(journal, stage.clock, lambda: MORNING)
            offers = partial(rehearsed_timing, loaded, recorder) if has_crossings(loaded) else None
            asked, begun = Rehearsed(loaded, offers), list[TimingSource]()
            await stage.app.push_screen(BriefingScreen(asked, RecordedNow(recorder), begun.append))
            await stage.until(lambda: stage.place == "rehearsal" and stage.rows[0].strip())
            yield stage
    finally:
        journal.close(2.0)


def a_start_sheet() -> Sheet:
    """Return the fictitious race of six skaters, the third of whom has a date of birth and notes."""
    skaters = [Skater(bib, name, noc) for bib, name, noc in SKATERS]
    skaters[2] = replace(skaters[2], born=date(1999, 2, 3), notes=("Club: Valle", "Soft on the bends"))
    return Sheet("test", "Test race", 16, tuple(skaters), competition="Test cup", qualify=4)


async def _turn_to(place: str, stage: Stage) -> None:
    if place == "skater":
        stage.press(*["j"] * 7)
        await stage.until(lambda: "Kramer" in stage.cursor)
    for turned_to in ("result", "sources") if place == "sources" else (place,):
        stage.press({"skater": "enter", "result": "r", "sources": "d", "help": "question_mark"}[turned_to])
        await stage.until(partial(lambda there: stage.place == there, turned_to))
    await stage.until(lambda: bool(stage.text.strip()))
