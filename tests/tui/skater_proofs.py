"""Proofs that each command of a skater's page does what its help says, on the page of Kramer at the end of a race."""

from __future__ import annotations

from typing import Final

from tests.tui.stage import Do, Run, Stage


async def shows_the_skater_before(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "4  Antoine Gélinas-Beaulieu" in stage.rows[0])


async def shows_the_next_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "12  Seitaro Ichinohe" in stage.rows[0])


async def compares_with_another(stage: Stage, do: Do) -> None:
    await do()
    await stage.write("swings")
    stage.press("enter")
    await stage.until(lambda: "q leave" in stage.rows[-1])
    await stage.until(lambda: "1 Swings" in stage.row("13 Kramer "))


async def goes_to_the_sprint_before(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "4 laps to go" in stage.rows[0])


async def goes_to_the_next_sprint(stage: Stage, do: Do) -> None:
    stage.press("S", "S")
    await stage.until(lambda: "8 laps to go" in stage.rows[0])
    await do()
    await stage.until(lambda: "4 laps to go" in stage.rows[0])


async def goes_to_the_lap_before(stage: Stage, do: Do) -> None:
    stage.press("S")
    await stage.until(lambda: "4 laps to go" in stage.rows[0])
    await do()
    await stage.until(lambda: "5 laps to go" in stage.rows[0])


async def goes_to_the_next_lap(stage: Stage, do: Do) -> None:
    stage.press("S")
    await stage.until(lambda: "4 laps to go" in stage.rows[0])
    await do()
    await stage.until(lambda: "3 laps to go" in stage.rows[0])


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


SKATER_PROOFS: Final[dict[str, tuple[Run, dict[str, object]]]] = {
    "skater_back": (shows_the_skater_before, {}),
    "skater_on": (shows_the_next_skater, {}),
    "head_to_head": (compares_with_another, {"size": (120, 36)}),
    "sprint_back": (goes_to_the_sprint_before, {}),
    "sprint_on": (goes_to_the_next_sprint, {}),
    "lap_back": (goes_to_the_lap_before, {}),
    "lap_on": (goes_to_the_next_lap, {}),
    "chart": (shows_the_charts_in_its_place, {"size": (120, 36)}),
    "next_chart": (shows_the_next_chart, {}),
}
