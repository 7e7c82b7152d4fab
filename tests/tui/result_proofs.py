"""Proofs that each command of the result does what its help says, at the end of a sample race."""

from __future__ import annotations

from functools import partial
from typing import Final

from tests.tui.places import LOW
from tests.tui.stage import Do, Run, Stage


async def chooses_the_skater_below(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "Ulekleiv" in stage.cursor)
    await do()
    await stage.until(lambda: "Swings" in stage.cursor)


async def chooses_the_skater_above(stage: Stage, do: Do) -> None:
    stage.press("j", "j", "j")
    await stage.until(lambda: "Ning" in stage.cursor)
    await do()
    await stage.until(lambda: "Swings" in stage.cursor)


async def opens_the_chosen_skater(stage: Stage, do: Do) -> None:
    stage.press("j", "j")
    await stage.until(lambda: "Swings" in stage.cursor)
    await do()
    await stage.until(lambda: stage.place == "skater")
    await stage.shows("Bart Swings")


async def searches_a_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("search")
    await stage.write("kram")
    await stage.until(lambda: "Kramer" in stage.cursor)
    stage.press("enter")
    await stage.until(lambda: "q leave" in stage.rows[-1])
    assert "Kramer" in stage.cursor


async def asks_for_a_file(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("save as beijing-2022-men-sf1.html", "the result as html")
    stage.press("escape")
    await stage.until(lambda: "q leave" in stage.rows[-1])


async def chooses_the_next_doubtful_value(stage: Stage, do: Do) -> None:
    """Swings has two doubtful second places, and so a doubtful total; Morozov comes next with his."""
    for name in ("Swings", "Swings", "Swings", "Morozov"):
        await do()
        await stage.until(partial(lambda name: name in stage.cursor, name))
    stage.press("enter")
    await stage.until(lambda: stage.place == "sources")
    await stage.until(lambda: "the totals leave" in stage.cursor)


async def chooses_the_doubtful_value_before(stage: Stage, do: Do) -> None:
    stage.press(*["right"] * 4)
    await stage.until(lambda: "Morozov" in stage.cursor)
    await do()
    await stage.until(lambda: "Swings" in stage.cursor)


async def says_where_the_facts_come_from(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "sources")
    await stage.shows("NOT OFFICIAL OR PUBLISHED")


async def scrolls_down(stage: Stage, do: Do) -> None:
    before = stage.rows
    await do()
    await stage.until(lambda: stage.rows[2:6] != before[2:6])
    assert not stage.cursor


async def scrolls_up(stage: Stage, do: Do) -> None:
    before = stage.rows
    stage.press("pagedown")
    await stage.until(lambda: stage.rows[2:6] != before[2:6])
    await do()
    await stage.until(lambda: stage.rows == before)


async def shows_the_charts_in_its_place(stage: Stage, do: Do) -> None:
    before = stage.rows
    await do()
    await stage.shows("RACE CHART", "sprint points", "tab next chart  esc back")
    stage.press("escape")
    await stage.until(lambda: stage.rows == before)


async def shows_the_next_chart(stage: Stage, do: Do) -> None:
    stage.press("c")
    await stage.shows("RACE CHART")
    await do()
    await stage.shows("LAP CHART", "no crossings")


RESULT_PROOFS: Final[dict[str, tuple[Run, dict[str, object]]]] = {
    "search": (searches_a_skater, {}),
    "result_down": (chooses_the_skater_below, {}),
    "result_up": (chooses_the_skater_above, {}),
    "doubted_on": (chooses_the_next_doubtful_value, {}),
    "doubted_back": (chooses_the_doubtful_value_before, {}),
    "result_skater": (opens_the_chosen_skater, {}),
    "save_result": (asks_for_a_file, {}),
    "doubts": (says_where_the_facts_come_from, {}),
    "page_down": (scrolls_down, {"size": LOW}),
    "page_up": (scrolls_up, {"size": LOW}),
    "chart": (shows_the_charts_in_its_place, {"size": (120, 36)}),
    "next_chart": (shows_the_next_chart, {}),
}
