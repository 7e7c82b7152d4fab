"""Tests of whole races entered by typing: recorded events, corrections, and reminders."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.race.events import Attack, Caught, Event, Finish, Lap, Official, SprintOrder, Start
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import members
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.clock import race_time
from tests.tui.races import sample
from tests.tui.typing import Typist, typing

SEMI_FINAL = "beijing-2022-men-sf1"


def real_race() -> tuple[Sheet, list[Event], tuple[Standing, ...]]:
    """Return the start sheet of the semi-final, its events, and its final standings."""
    race = load(sample(SEMI_FINAL))
    events = [race.recording.lines.event(seq) for seq in range(1, len(race.recording) + 1)]
    return race.sheet, events, standings(race.at("end"))


def as_typed(event: Event) -> str:
    """Return what a commentator types for this event; a space stands for the lap key."""
    match event:
        case Start() | Lap():
            return " "
        case SprintOrder():
            return " ".join(str(bib) for place in event.order for bib in members(place))
        case Finish():
            times = event.times or ()
            return " ".join(
                f"{place} {race_time(time or 0, 3)}" for place, time in zip(event.order, times, strict=True)
            )
        case Attack():
            return " ".join(("a", *map(str, event.bibs)))
        case Caught():
            return "c"
        case Official():
            return "official"
        case _:
            raise AssertionError(event.type)


async def type_it(typist: Typist, text: str) -> None:
    await (typist.laps() if text == " " else typist.enters(text))


def differ(rows: tuple[Standing, ...], wanted: tuple[Standing, ...]) -> list[tuple[Standing, Standing]]:
    return [(row, other) for row, other in zip(rows, wanted, strict=True) if row != other]


async def test_a_whole_real_race_typed_key_by_key_gives_the_standings_of_the_sample(tmp_path: Path) -> None:
    sheet, events, wanted = real_race()
    async with typing(sheet, tmp_path / "race.jsonl") as typist:
        for event in events:
            typist.at(event.t)
            await type_it(typist, as_typed(event))
        await typist.on_disk()
        assert not differ(typist.rows(), wanted)
        await typist.stage.shows("Q")


WRONG = {"a 13": "a 9", "c": "c 13", "official": "n everybody is in"}


def a_mistake(text: str) -> str:
    """Return what is typed by mistake instead: another skater, or the same in the wrong order."""
    if text in WRONG:
        return WRONG[text]
    if text == " ":
        return "f 3"
    first, *rest = text.split(" ", 1)
    other = "8" if first != "8" else "15"
    return " ".join([other, *rest]) if other not in text.split() else " ".join(reversed(text.split()))


@pytest.mark.thorough  # a whole race with more than fifty lines
async def test_the_same_with_every_second_line_wrong_and_put_right(tmp_path: Path) -> None:
    """The mistakes are corrected in turn by undo, by editing the line in the log, and by a retraction with a reason."""
    sheet, events, wanted = real_race()
    mended = 0
    async with typing(sheet, tmp_path / "race.jsonl") as typist:
        for index, event in enumerate(events):
            typist.at(event.t)
            text = as_typed(event)
            if index % 2 and index > 1:
                await put_right(typist, a_mistake(text), text, mended)
                mended += 1
            else:
                await type_it(typist, text)
        await typist.on_disk()
        assert mended >= 15
        assert not differ(typist.rows(), wanted)


async def put_right(typist: Typist, mistake: str, right: str, how: int) -> None:
    typist.screen.massstart.bell = lambda: None  # type: ignore[method-assign] # no mistake of a test rings
    await typist.enters(mistake)
    assert typist.screen.said.remark.recorded, (mistake, typist.said)
    if how % 3 == 0:
        await typist.enters("u")
    elif how % 3 == 1:
        await typist.presses("down")
        await typist.writes("wrong")
        typist.stage.press("delete")
        await typist.stage.until(lambda: not typist.line)
    else:
        await typist.presses("ctrl+z")
        await typist.on_disk()
    await type_it(typist, right)
