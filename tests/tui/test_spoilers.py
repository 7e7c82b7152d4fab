"""Property tests that a replay shows nothing of the future: races that differ only later look the same until then."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from massstart_tui.report.picture_difference import text_differences
from massstart_tui.text.words import Language, words
from tests.levels import examples, first_quick
from tests.strategies import Fields, bibs_of_sheet, lines_of, sheets, streams
from tests.streams import make_line
from tests.tui.races import KRAMERS, WITH_LAPPED, sample
from tests.tui.stage import Stage, on_stage

SIZE = (120, 40)
Futures = tuple[Fields, list[Fields], list[list[Fields]], int]
FAR = 10_000_000
"""A time in milliseconds long after everything else."""


async def everything_on(path: Path, t: int, bibs: list[int], *, then: bool, **wanted: Any) -> dict[str, str]:
    """Return the text of the race, the result, its sources and these skaters at ``t``.

    With ``then``, the race is shown as known then.
    """
    async with on_stage(path, size=SIZE, **wanted) as stage:
        stage.race.replay.seek(t)
        stage.race.look()
        if then:
            stage.press("t")
            await stage.shows("as known then")
        await stage.settle()
        texts = {"race": stage.text}
        texts["result"] = await _other(stage, "r", "result")
        texts["sources"] = await _other(stage, "rd", "sources")
        for bib in bibs:
            await stage.race.open_skater(bib)
            texts[f"skater {bib}"] = await _other(stage, "", "skater")
    return texts


async def _other(stage: Stage, keys: str, place: str) -> str:
    """Return the text of the screen that these keys open, which is then left again."""
    stage.press(*keys)
    await stage.until(lambda: stage.place == place and len(stage.rows) == SIZE[1])
    await stage.settle()
    text = stage.text
    stage.press(*["escape"] * max(1, len(keys)))
    await stage.until(lambda: stage.place == "race")
    return text


def later(events: list[Fields], early: list[Fields], end: int) -> list[Fields]:
    """Return ``early``, and from two seconds later on a note and ``events``.

    A late note at the end makes the two views differ.
    """
    now = last_of(early) + 2000
    moved = [{**event, "t": event["t"] + now} for event in events]
    whole = [*early, note(now), *moved, note(end), note(end - 1)]
    return [{**event, "seq": seq} for seq, event in enumerate(whole, 1)]


def note(t: int) -> Fields:
    """Return a note at ``t``, without its seq."""
    return {"t": t, "type": "note", "text": "time goes by"}


def last_of(events: list[Fields]) -> int:
    """Return the time of the last of these events, or of the gun if there is none."""
    return max(0, events[-1]["t"]) if events else 0


def look_the_same(sheet: Fields, early: list[Fields], futures: list[list[Fields]], after: int, *, then: bool) -> None:
    """Check the screens ``after`` ms after the last of the early events, for each future."""
    bibs = bibs_of_sheet(sheet)[:2]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "race.jsonl"
        seen = []
        for end, future in enumerate(futures, 2):
            path.write_bytes(lines_of(sheet, later(future, early, end * FAR)))
            seen.append(asyncio.run(everything_on(path, last_of(early) + after, bibs, then=then)))
        assert differences(*seen) == []


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the rows that differ, each with its screen."""
    return [
        f"{screen}: {row}" for screen in one for row in text_differences(one[screen], other[screen], words(Language.EN))
    ]


@st.composite
def two_futures(draw: st.DrawFn, *, corrected: bool) -> Futures:
    """Generate a sheet, past events, and two continuations; with ``corrected`` they may also correct past events.

    The last is how long after the past events, in ms, the screens are looked at.
    """
    sheet = draw(sheets())
    early = draw(streams(sheet, 14, corrected=False))
    futures = [draw(streams(sheet, 10, corrected=corrected)) for _ in range(2)]
    return sheet, early, futures, draw(st.sampled_from([0, 1000]))


@given(two_futures(corrected=False))
@settings(max_examples=examples(1 / 8), phases=[Phase.generate])
def test_what_comes_later_shows_nowhere(race: Futures) -> None:
    look_the_same(*race, then=False)


@given(two_futures(corrected=True))
@settings(max_examples=examples(1 / 8), phases=[Phase.generate])
def test_as_known_then_what_is_put_right_later_shows_nowhere(race: Futures) -> None:
    look_the_same(*race, then=True)


def without_what_follows(path: Path, t: int) -> bytes:
    """Return the stream with a note, and other sources, in place of everything after ``t``."""
    header, *events = map(json.loads, path.read_bytes().splitlines())
    for entry in header["provenance"]:
        entry["source"] = "someone who was there"
    kept = [event for event in events if event["t"] <= t]
    kept.append({"seq": len(kept) + 1, "t": FAR, "type": "note", "text": "the lights go out"})
    return b"".join(map(make_line, [header, *kept]))


@pytest.mark.parametrize("t", first_quick([238_335, 0, 29_000, 119_168, 350_000, 446_876, 475_000]))
async def test_nothing_of_a_sample_shows_before_it_happened(t: int, tmp_path: Path) -> None:
    """In Kramer's race, with its provenance, no later event and no source of one shows at a moment before it."""
    path = tmp_path / "cut.jsonl"
    path.write_bytes(without_what_follows(sample(KRAMERS), t))
    whole = await everything_on(sample(KRAMERS), t, [13, 1, 5], then=False)
    assert whole == await everything_on(path, t, [13, 1, 5], then=False)
    assert "7:56" not in "".join(whole.values())


async def test_who_will_be_lapped_out_or_disqualified_shows_nowhere_before(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(without_what_follows(sample(WITH_LAPPED), 240_000))
    whole = await everything_on(sample(WITH_LAPPED), 240_000, [108, 150, 55], then=False)
    assert whole == await everything_on(path, 240_000, [108, 150, 55], then=False)
    assert not any(word in "".join(whole.values()) for word in ("LAP", "DNF", "DQ"))


async def test_at_the_end_the_sources_are_told() -> None:
    for t, told in ((240_000, False), (500_000, True)):
        texts = await everything_on(sample(KRAMERS), t, [], then=False)
        assert ("spread evenly over the winner's time" in texts["sources"]) == told


async def test_with_spoilers_the_bar_has_what_is_to_come_and_how_long_it_takes(race: Path) -> None:
    async with on_stage(race, begin="0:10") as stage:
        assert not set(stage.rows[-2]) & set("◆▲▼")
        assert "10:00" not in stage.text
    async with on_stage(race, begin="0:10", spoilers=True) as stage:
        await stage.until(lambda: stage.rows[-2].count("◇") == 3)
        assert set("▲▼") <= set(stage.rows[-2])
        assert "10:00.0" in stage.rows[-2]


async def test_marks_come_onto_the_bar_as_things_happen(race: Path) -> None:
    async with on_stage(race, begin="1:00") as stage:
        for key, marks in (("", "●"), ("s", "◆●"), ("i", "◆▲●"), ("S", "◆●"), ("home", "●")):
            stage.press(*[key] if key else [])
            await stage.until(partial(lambda marks: "".join(c for c in stage.rows[-2] if c in "◆▲▼●") == marks, marks))
