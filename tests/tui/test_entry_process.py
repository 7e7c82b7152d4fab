"""Tests of live entry as a process: on a terminal, killed while recording, and with only one writer."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from random import Random

import pytest

from massstart_tui.stream.recorded_race import load
from massstart_tui.text.prose import TIED
from tests.streams import event, make_stream
from tests.tui.terminal import LEAVES_SCREEN, Terminal

pytestmark = pytest.mark.thorough  # each test starts a process and a terminal

LEAVE = b"\x11"
ON_DISK = re.compile(r"● (\d+) on disk")
KILLS = 5
LONGEST_LIFE = 0.3
"""Seconds between the keys and the kill, which comes while the terminal is being left."""
TICK = 0.2
"""Seconds by which the clock on the screen may lag: it is updated ten times a second, and shows tenths."""
BURST = b" n one\r n two\rn three\rn four\r"
"""Two laps and four notes; whatever part is recorded, all of it may be entered again."""


@pytest.fixture
def journal(sheet: Path) -> Path:
    """Return the path of the journal."""
    return sheet.with_suffix(".jsonl")


def on_disk(terminal: Terminal) -> int:
    """Return how many events the screen says are on disk."""
    found = ON_DISK.search(terminal.text)
    assert found, terminal.text
    return int(found[1])


def clock(terminal: Terminal) -> float:
    """Return the race time at the end of the top line, in seconds."""
    minutes, _, seconds = terminal.text.splitlines()[0].split()[-1].rpartition(":")
    return int(minutes) * 60 + float(seconds)


def test_killed_again_and_again_it_reopens_with_what_was_on_disk_and_its_clock_has_kept_running(
    sheet: Path, journal: Path
) -> None:
    with Terminal("enter", sheet) as terminal:
        terminal.shows("space: the gun")
        before_the_gun = time.monotonic()
        terminal.press(b" ")
        terminal.shows("● 1 on disk")
        after_the_gun = time.monotonic()
    confirmed, random = 1, Random(16)
    for _ in range(KILLS):
        there = whole_lines(journal)
        assert len(there) >= confirmed
        started = time.monotonic()
        with Terminal("enter", sheet) as terminal:
            terminal.shows("gone on with: ", f"lap {there.count('lap') + 1} of 16")
            assert started - after_the_gun - TICK <= clock(terminal) <= time.monotonic() - before_the_gun + TICK
            assert on_disk(terminal) == len(there)
            terminal.press(BURST)
            terminal.watch(random.uniform(0, LONGEST_LIFE))
            confirmed = on_disk(terminal)
    assert len(load(journal).recording) >= confirmed > 1


def whole_lines(journal: Path) -> list[str]:
    """Return the types of the events with a whole line in the file, whose seqs must be consecutive."""
    lines = journal.read_bytes().split(b"\n")[1:-1]
    events = [json.loads(line) for line in lines]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    return [event["type"] for event in events]


@pytest.mark.parametrize("crashed", [False, True], ids=["new", "after a crash"])
def test_keys_typed_while_it_opens_are_taken_in_their_order(sheet: Path, journal: Path, *, crashed: bool) -> None:
    if crashed:
        with Terminal("enter", sheet) as terminal:
            terminal.shows("space: the gun")
            terminal.press(b" ")
            terminal.shows("● 1 on disk")
    keys = b"f 3\rn one two three\ra 4\rx 5\r"
    with Terminal("enter", sheet) as terminal:
        half = len(keys) // 2
        terminal.press(keys[:half] if crashed else b" " + keys[:half])
        for key in keys[half:]:
            terminal.watch(0.03)
            terminal.press(bytes([key]))
        terminal.shows("● 5 on disk")
    assert whole_lines(journal) == ["start", "fall", "note", "attack", "withdraw"]


def test_a_second_one_is_told_who_records_and_how_to_follow_and_the_first_goes_on(sheet: Path, journal: Path) -> None:
    with Terminal("enter", sheet) as first:
        first.shows("space: the gun")
        with Terminal("enter", sheet, size=(300, 24)) as second:
            assert second.ends() == 1
        said = second.output.decode()
        assert LEAVES_SCREEN not in second.output
        assert f"{journal}: already being recorded, by PID {first.process.pid} of " in said
        assert f"massstart follow {journal}" in said
        first.press(b" ")
        first.shows("● 1 on disk")
        first.press(LEAVE)
        first.shows("ctrl q again leaves it")
        first.press(LEAVE)
        assert first.ends() == 0
    assert f"the race is in {journal}" in first.said_at_last
    assert sorted(path.name for path in journal.parent.iterdir()) == ["race.jsonl", "race.toml"]
    assert whole_lines(journal) == ["start"]


def test_a_rehearsal_is_played_and_told_once_it_is_left(tmp_path: Path) -> None:
    played = tmp_path / "played.jsonl"
    played.write_bytes(make_stream(event("start"), event("fall", 50, bibs=[3]), event("attack", 150, bibs=[1])))
    with Terminal("enter", "--rehearse", played, size=(120, 36)) as terminal:
        terminal.shows("WHAT IS REHEARSED")
        terminal.press(b"\r ")
        terminal.shows("now  ▲ attack:")
        terminal.press(b"f 3\r")
        terminal.shows("● 2 on disk")
        terminal.press(LEAVE + LEAVE)
        terminal.shows("WHERE TO LOOK AGAIN")
        terminal.press(b"q")
        assert terminal.ends() == 0
    said = terminal.said_at_last.replace(TIED, " ")
    fall, attack = (next(line for line in said.splitlines() if word in line) for word in ("3 Valle", "1 Noord"))
    assert "right" in fall
    assert re.search(r"\d+\.\d", fall.partition("right")[2])
    assert "missed" in attack
    assert sorted(path.name for path in tmp_path.iterdir()) == ["played.jsonl"]
