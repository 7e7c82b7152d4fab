"""Property test of the entry screen: whatever is pressed, it stays up, and what it calls recorded is on disk."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.stream.reading import read
from massstart_tui.stream.recorded_race import load
from tests.journal.troubleddisk import TroubledDisk
from tests.levels import examples
from tests.race.builders import a_sheet
from tests.tui.typing import Typist, typing

FULL, ROOM = "the disk is full", "there is room again"
LATER = "three seconds later"
LINES = [
    "f 3",
    "x 4",
    "a 1 2",
    "c",
    "1 2 3",
    "g 1 / 2 3 / *",
    "y 5",
    "n so it is",
    "u",
    "U",
    "f skat",
    "@10 f 2",
    "dq 6",
]
KEYS = ["space", "enter", "enter", "escape", "up", "down", "left", "right", "home", "end", "tab", "backspace", "delete"]
MORE = [
    "ctrl+z",
    "ctrl+y",
    "ctrl+u",
    "ctrl+w",
    "e",
    "f1",
    "f2",
    "f3",
    "f4",
    "pagedown",
    "pageup",
    "f6",
    *"abcfglxnp139 @:/*=",
]
line = st.sampled_from(LINES).map(lambda text: [*("space" if letter == " " else letter for letter in text), "enter"])
one = st.sampled_from([*KEYS, *MORE, FULL, ROOM, LATER]).map(lambda key: ["space" if key == " " else key])
begun = st.sampled_from([[], ["space"]])
presses = st.tuples(begun, st.lists(line | one, max_size=30)).map(
    lambda both: both[0] + [key for part in both[1] for key in part]
)


async def happens(typist: Typist, disk: TroubledDisk, key: str) -> None:
    if key in (FULL, ROOM):
        disk.code = errno.ENOSPC if key == FULL else None
    elif key == LATER:
        await typist.stage.settle()
        typist.clock.advance(3_000)
    else:
        typist.stage.press(key)


async def presses_all(path: Path, keys: list[str]) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), path, disk=disk) as typist:
        typist.screen.massstart.bell = lambda: None  # type: ignore[method-assign] # no mistake of a test rings
        for key in keys:
            await happens(typist, disk, key)
        await typist.stage.settle()
        assert typist.stage.app.return_code is None
        assert typist.stage.place == "entry"
        said = typist.screen.notices.condition.confirmed
        assert not said or len(read(path)) >= said
        disk.code = None
        recorder = typist.recorder
    if len(recorder.recording):
        assert path.read_bytes() == recorder.stream()
        assert load(path).at("end") == recorder.state


@settings(max_examples=examples(2 / 5))
@given(presses)
def test_no_keys_bring_it_down_and_what_was_recorded_is_on_disk(keys: list[str]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(presses_all(Path(folder, "race.jsonl"), keys))
