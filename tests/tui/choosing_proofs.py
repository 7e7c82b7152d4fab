"""Proofs that each command of the list of races, the programme and the home page does what its help says."""

from __future__ import annotations

from typing import Final

from tests.tui.stage import Do, Run, Stage


async def opens_the_chosen_race(stage: Stage, do: Do) -> None:
    await do()
    await race_is_open(stage, "Men's mass start, final")


async def chooses_the_race_below(stage: Stage, do: Do) -> None:
    await do()
    stage.press("enter")
    await race_is_open(stage, "Men's mass start, semi-final 1")


async def chooses_the_race_above(stage: Stage, do: Do) -> None:
    stage.press("down", "down")
    await do()
    stage.press("enter")
    await race_is_open(stage, "Men's mass start, semi-final 1")


async def chooses_the_last_race(stage: Stage, do: Do) -> None:
    await do()
    stage.press("enter")
    await race_is_open(stage, "Made-up scratch race")


async def chooses_the_first_race(stage: Stage, do: Do) -> None:
    stage.press("pagedown")
    await do()
    stage.press("enter")
    await race_is_open(stage, "Men's mass start, final")


async def opens_the_chosen_race_of_the_programme(stage: Stage, do: Do) -> None:
    await do()
    await race_is_open(stage, "Men's mass start, semi-final 1", "programme")


async def chooses_the_race_below_on_the_programme(stage: Stage, do: Do) -> None:
    await stage.shows("15 skaters", "Kramer")
    await do()
    await stage.shows("11 skaters", "Bergsma")


async def chooses_the_race_above_on_the_programme(stage: Stage, do: Do) -> None:
    stage.press("down", "down")
    await stage.shows("14 skaters", "Pechstein")
    await do()
    await stage.shows("11 skaters", "Bergsma")


async def scrolls_the_list_of_the_chosen_race(stage: Stage, do: Do) -> None:
    await stage.resize(80, 20)
    await stage.hides("Malfatti")
    await do()
    await stage.shows("Malfatti")


async def scrolls_the_list_of_the_chosen_race_up(stage: Stage, do: Do) -> None:
    await stage.resize(80, 20)
    stage.press("pagedown")
    await stage.hides("Swings")
    await do()
    await stage.shows("Swings")


async def shows_and_hides_the_results(stage: Stage, do: Do) -> None:
    await stage.hides("official")
    await do()
    await stage.until(lambda: stage.text.count("official") == 6)
    await stage.shows("RESULT")
    await do()
    await stage.hides("official", "RESULT")


async def answers_for_the_start_sheet(stage: Stage, do: Do) -> None:
    """Check only the answer, because the sample meeting has no start sheet to write.

    `test_programme_screen` tests the writing.
    """
    await do()
    await stage.shows("Only a final that its heats make")
    stage.press("down", "down", "down", "down", "x")
    await do()
    await stage.shows("names no start sheet")


async def lists_the_other_races(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("Sample races", "division A")
    stage.press("escape")
    await stage.until(lambda: stage.place == "programme")


async def opens_the_chosen_race_of_the_home_page(stage: Stage, do: Do) -> None:
    await do()
    await race_is_open(stage, "Men's mass start, semi-final 1", "home")


async def asks_for_a_start_sheet_to_record_with(stage: Stage, do: Do) -> None:
    await asks(stage, do, "start sheet to record with")


async def asks_for_a_race_to_follow(stage: Stage, do: Do) -> None:
    await asks(stage, do, "nats://HOST/RACE to follow")


async def asks_for_the_name_of_a_new_start_sheet(stage: Stage, do: Do) -> None:
    await asks(stage, do, "name of the new start sheet")
    await do()
    await stage.shows("name of the new start sheet")
    await stage.write("mine.toml")
    stage.press("enter")
    await stage.leaves()
    assert stage.app.next_command[:2] == ("new", "-o")
    assert stage.app.next_command[2].endswith("mine.toml")


async def rehearses_on_the_chosen_race(stage: Stage, do: Do) -> None:
    await stage.until(lambda: "Men, semi-final 1" in stage.cursor)
    await do()
    await stage.leaves()
    assert stage.app.next_command[:2] == ("enter", "--rehearse")
    assert stage.app.next_command[2].endswith("beijing-2022-men-sf1.jsonl")


async def asks_for_another_file(stage: Stage, do: Do) -> None:
    await asks(stage, do, "a path or a sample")


async def asks(stage: Stage, do: Do, asked: str) -> None:
    """Run the command, which asks for a file; Escape closes the line again."""
    await do()
    await stage.shows(asked)
    stage.press("escape")
    await stage.hides(asked)
    await stage.shows("q leave")


async def goes_to_the_next_part(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "club.jsonl" in stage.cursor)
    await do()
    await stage.until(lambda: "a new start sheet" in stage.cursor)
    await do()
    await stage.until(lambda: "Men, semi-final 1" in stage.cursor)


async def goes_to_the_part_before(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "a new start sheet" in stage.cursor)
    await do()
    await stage.until(lambda: "club.jsonl" in stage.cursor)


async def scrolls_the_panel_of_the_chosen_race(stage: Stage, do: Do) -> None:
    await stage.resize(120, 30)
    await stage.hides("10 · ·")
    await do()
    await stage.shows("10 · ·")


async def scrolls_the_panel_of_the_chosen_race_up(stage: Stage, do: Do) -> None:
    await stage.resize(120, 30)
    stage.press("pagedown")
    await stage.hides("Swings")
    await do()
    await stage.shows("Swings")


async def race_is_open(stage: Stage, title: str, back: str = "races") -> None:
    """Wait until the race with this title is on the screen; Escape returns to the screen ``back``."""
    await stage.until(lambda: stage.place == "race")
    await stage.until(lambda: title in stage.rows[0])
    stage.press("escape")
    await stage.until(lambda: stage.place == back)


CHOOSING_PROOFS: Final[dict[tuple[str, str], Run]] = {
    ("races", "open"): opens_the_chosen_race,
    ("races", "line_down"): chooses_the_race_below,
    ("races", "line_up"): chooses_the_race_above,
    ("races", "page_down"): chooses_the_last_race,
    ("races", "page_up"): chooses_the_first_race,
    ("programme", "open"): opens_the_chosen_race_of_the_programme,
    ("programme", "line_down"): chooses_the_race_below_on_the_programme,
    ("programme", "line_up"): chooses_the_race_above_on_the_programme,
    ("programme", "details_down"): scrolls_the_list_of_the_chosen_race,
    ("programme", "details_up"): scrolls_the_list_of_the_chosen_race_up,
    ("programme", "spoilers"): shows_and_hides_the_results,
    ("programme", "final_sheet"): answers_for_the_start_sheet,
    ("programme", "samples"): lists_the_other_races,
    ("home", "open"): opens_the_chosen_race_of_the_home_page,
    ("home", "line_down"): chooses_the_race_below_on_the_programme,
    ("home", "line_up"): chooses_the_race_above_on_the_programme,
    ("home", "details_down"): scrolls_the_panel_of_the_chosen_race,
    ("home", "details_up"): scrolls_the_panel_of_the_chosen_race_up,
    ("home", "spoilers"): shows_and_hides_the_results,
    ("home", "final_sheet"): answers_for_the_start_sheet,
    ("home", "home_new"): asks_for_the_name_of_a_new_start_sheet,
    ("home", "home_record"): asks_for_a_start_sheet_to_record_with,
    ("home", "home_follow"): asks_for_a_race_to_follow,
    ("home", "home_rehearse"): rehearses_on_the_chosen_race,
    ("home", "home_other"): asks_for_another_file,
    ("home", "home_part_on"): goes_to_the_next_part,
    ("home", "home_part_back"): goes_to_the_part_before,
}
"""The proofs by screen and command."""
