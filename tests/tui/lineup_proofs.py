"""Proofs that each command of the line-up does what its help says, on the stage of `places.opened`."""

from __future__ import annotations

from typing import Final

from massstart_tui.view.block_letters import block_text
from tests.tui.stage import Do, Run, Stage


async def introduces(stage: Stage, number: int, name: str) -> None:
    """Wait until this skater is introduced."""
    await stage.shows(f"Line-up · {number} of 6")
    await stage.until(lambda: is_drawn(name, stage))


def is_drawn(name: str, stage: Stage) -> bool:
    """Return whether the screen has every row of this name in block letters of some size."""
    sizes = [drawn.rows for height in (3, 4, 7, 11) if (drawn := block_text(name, 500, height))]
    return any(all(row.rstrip() in stage.text for row in rows) for rows in sizes)


async def introduces_the_next(stage: Stage, do: Do) -> None:
    await introduces(stage, 1, "Noord")
    await do()
    await introduces(stage, 2, "Vik")


async def introduces_the_one_before(stage: Stage, do: Do) -> None:
    stage.press("right", "right")
    await introduces(stage, 3, "Valle")
    await do()
    await introduces(stage, 2, "Vik")
    await do()
    await do()
    await introduces(stage, 1, "Noord")


async def introduces_the_last(stage: Stage, do: Do) -> None:
    await do()
    await introduces(stage, 6, "Hill")
    await stage.shows("the last of the start sheet")
    stage.press("right")
    await stage.settle()
    await introduces(stage, 6, "Hill")


async def introduces_the_first(stage: Stage, do: Do) -> None:
    stage.press("end")
    await introduces(stage, 6, "Hill")
    await do()
    await introduces(stage, 1, "Noord")


async def scrolls_a_line_down(stage: Stage, do: Do) -> None:
    await stage.resize(80, 8)
    await stage.shows("more lines")
    before = stage.rows
    await do()
    await stage.until(lambda: stage.rows[2:4] == before[3:5])


async def scrolls_a_line_up(stage: Stage, do: Do) -> None:
    await stage.resize(80, 8)
    await stage.shows("more lines")
    before = stage.rows
    stage.press("down", "down")
    await stage.until(lambda: stage.rows[2] == before[4])
    await do()
    await stage.until(lambda: stage.rows[2:4] == before[3:5])


async def goes_back_to_the_race(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "race")


async def opens_the_line_up(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "lineup")
    await introduces(stage, 1, "Noord")


async def opens_the_line_up_before_the_gun_only(stage: Stage, do: Do) -> None:
    stage.press("end")
    await stage.settle()
    await do()
    await stage.shows("the line-up is there before the gun only")
    stage.press("home")
    await stage.settle()
    await opens_the_line_up(stage, do)


async def opens_it_in_entry(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "lineup")
    await stage.shows("Line-up · 1 of 12")
    stage.press("escape")
    await stage.until(lambda: stage.place == "entry")
    stage.press("space")
    await stage.settle()
    await do()
    await stage.shows("the line-up is there before the gun only")


LINEUP_PROOFS: Final[dict[tuple[str, str], Run]] = {
    ("lineup", "lineup_next"): introduces_the_next,
    ("lineup", "lineup_before"): introduces_the_one_before,
    ("lineup", "lineup_first"): introduces_the_first,
    ("lineup", "lineup_last"): introduces_the_last,
    ("lineup", "line_down"): scrolls_a_line_down,
    ("lineup", "line_up"): scrolls_a_line_up,
    ("lineup", "back"): goes_back_to_the_race,
    ("race", "lineup"): opens_the_line_up_before_the_gun_only,
    ("follow", "lineup"): opens_the_line_up_before_the_gun_only,
    ("sheet", "lineup"): opens_the_line_up,
    ("entry", "lineup"): opens_it_in_entry,
}
"""The proofs by screen and command."""
