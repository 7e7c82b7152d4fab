"""Tests of every command, by each of its keys and from the palette; a command without a proof fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from massstart_tui.text.words import Language, words
from massstart_tui.tui.commands import ANYWHERE, ENTRY, LISTS, PAGES, Command, commands_of
from tests.tui.choosing_proofs import CHOOSING_PROOFS
from tests.tui.entry_proofs import ENTRY_PROOFS
from tests.tui.follow_proofs import FOLLOW_PROOFS, gone_to
from tests.tui.lineup_proofs import LINEUP_PROOFS
from tests.tui.places import LOW, opened
from tests.tui.result_proofs import RESULT_PROOFS
from tests.tui.sheet_proofs import SHEET_PROOFS
from tests.tui.skater_proofs import SKATER_PROOFS
from tests.tui.stage import Do, Run, Stage

CHOOSING = frozenset({"races", "programme", "home", "sheet"})
"""Screens on which up and down choose a race or a skater."""
PALETTE = "palette"
"""Stands for the command's palette entry in place of a key."""


class Proof(NamedTuple):
    """A proof that a command does what its help says, on a stage opened with the options ``wanted``."""

    run: Run
    wanted: dict[str, Any]


PROOFS: dict[tuple[str, str], Proof] = {}


def proves(name: str, *places: str, **wanted: Any) -> Callable[[Run], Run]:
    """Register the function as the proof of the command ``name`` on these screens."""

    def keep(run: Run) -> Run:
        PROOFS.update({(place, name): Proof(run, wanted) for place in places or ("race",)})
        return run

    return keep


MOVES = {
    "back_5": ("3:00", "2:55.0"),
    "on_5": ("3:00", "3:05.0"),
    "back_30": ("3:00", "2:30.0"),
    "on_30": ("3:00", "3:30.0"),
    "event_back": ("sprint 1", "2:00.0"),
    "event_on": ("lap 4", "2:00.5"),
    "lap_back": ("3:05", "3:00.0"),
    "lap_on": ("3:05", "3:30.0"),
    "sprint_on": ("3:00", "4:00.5"),
    "sprint_back": ("3:00", "2:00.5"),
    "incident_on": ("3:00", "3:20.0"),
    "incident_back": ("4:00", "3:20.0"),
    "start": ("3:00", "-0:05"),
    "end": ("3:00", "10:00.0"),
}
"""The start and the target of each moving command."""


def goes_to(at: str) -> Run:
    """Return the proof of a command that goes to this time."""

    async def run(stage: Stage, do: Do) -> None:
        await do()
        await stage.comes_to(at)

    return run


PROOFS |= {("race", name): Proof(goes_to(to), {"begin": begin}) for name, (begin, to) in MOVES.items()}


@proves("play", begin="3:00")
async def plays_and_pauses(stage: Stage, do: Do) -> None:
    await stage.shows("‖ 1×")
    await do()
    await stage.shows("▶ 1×")
    stage.clock.advance(7_000)
    await stage.comes_to("3:07.0")
    await do()
    await stage.shows("‖ 1×")
    stage.clock.advance(7_000)
    stage.press("right")
    await stage.comes_to("3:12.0")


@proves("up", begin="3:00")
@proves("faster", begin="3:00")
async def faster_to_64_times(stage: Stage, do: Do) -> None:
    for speed in (2, 4, 8, 16, 32, 64, 64):
        await do()
        await stage.shows(f"‖ {speed}×")
    assert stage.kept == []


@proves("down", begin="3:00")
@proves("slower", begin="3:00")
async def slower_to_a_quarter(stage: Stage, do: Do) -> None:
    for speed in (0.5, 0.25, 0.25):
        await do()
        await stage.shows(f"‖ {speed}×")
    assert stage.kept == []


@proves("goto", begin="3:00")
async def asks_where_to_go(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.rows[-1].strip().startswith("go to"))
    await stage.write("sprint 2")
    stage.press("enter")
    await stage.comes_to("4:00.5")
    await stage.until(lambda: "q leave" in stage.rows[-1])


@proves("what_if", begin="3:00")
async def shows_what_would_be(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.rows[-1].strip().startswith("what if"))
    await stage.write("finish: 6")
    await stage.until(lambda: "WHAT IF" in stage.text)
    await stage.until(lambda: any("Fay Hill" in row and " 60+ " in row for row in stage.rows))
    stage.press("escape")
    await stage.hides("WHAT IF")


@proves("search", begin="3:00")
async def finds_a_skater_by_name(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.rows[-1].strip().startswith("search"))
    await stage.write("mul")
    await stage.until(lambda: "Dana Müller" in stage.cursor)


@proves("search", "skater")
async def turns_the_page_to_another_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.write("9")
    await stage.until(lambda: "Dmitry Morozov" in stage.rows[0])


@proves("view", begin="3:00")
async def says_that_both_views_are_the_same(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("Nothing in this race was corrected")


@proves("skater", begin="3:00")
async def chooses_a_skater_and_opens_them(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: "Berit Vik" in stage.cursor)
    await do()
    await stage.until(lambda: stage.place == "skater")
    await stage.shows("Berit Vik", "1st of 6")


@proves("part_on", begin="3:00")
async def goes_through_the_parts(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("POINTS ↑↓", "INCIDENTS  all")
    stage.press("down")
    await stage.until(lambda: "Berit Vik" in stage.cursor)
    await do()
    await stage.shows("POINTS  ", "INCIDENTS ↑↓")
    await do()
    await stage.hides("↑↓")


@proves("part_back", begin="3:00")
async def goes_through_the_parts_the_other_way_round(stage: Stage, do: Do) -> None:
    for part in ("INCIDENTS ↑↓", "POINTS ↑↓"):
        await do()
        await stage.shows(part)
    await do()
    await stage.hides("↑↓")


@proves("cursor_down", begin="3:00")
async def goes_down_the_table(stage: Stage, do: Do) -> None:
    for name in ("Berit Vik", "Anna Noord", "Chiara Valle", "Dana Müller", "Emi Sato", "Fay Hill", "Fay Hill"):
        await do()
        await stage.until(partial(lambda name: name in stage.cursor, name))


@proves("cursor_up", begin="3:00")
async def goes_up_the_table(stage: Stage, do: Do) -> None:
    stage.press("j", "j", "j")
    await stage.until(lambda: "Chiara Valle" in stage.cursor)
    for name in ("Anna Noord", "Berit Vik", "Berit Vik"):
        await do()
        await stage.until(partial(lambda name: name in stage.cursor, name))


@proves("filter", begin="end")
async def filters_the_log(stage: Stage, do: Do) -> None:
    there = {
        "attacks, falls, decisions": "alone",
        "sprints and finish": "Vik 3, Noord 2",
        "notes": "Soft ice",
        "corrections": None,
    }
    for about, kept in there.items():
        await do()
        await stage.shows(f"INCIDENTS  {about}")
        shown = {line for line in there.values() if line and line in stage.text}
        assert shown == ({kept} if kept else set())
        assert ("none so far" in stage.text) == (kept is None)
    await do()
    await stage.shows("INCIDENTS  all", "alone", "Vik 3, Noord 2", "Soft ice")


@proves("filter_skater", begin="end")
async def shows_only_what_is_about_the_chosen_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("no skater is chosen", "▲ 3 Valle")
    stage.press("j", "j")
    await stage.until(lambda: "Hill" in stage.cursor)
    await do()
    await stage.shows("INCIDENTS  all · 6", "alone")
    assert "▲ 3 Valle" not in stage.text
    await do()
    await stage.shows("▲ 3 Valle")


@proves("log_older", begin="end", size=(80, 12))
async def shows_older_lines(stage: Stage, do: Do) -> None:
    await stage.hides("start")
    for _ in range(12):
        await do()
    await stage.shows("● start", "↑")


@proves("log_newer", begin="end", size=(80, 12))
async def shows_newer_lines(stage: Stage, do: Do) -> None:
    stage.press("pagedown", "pagedown")
    await stage.hides("0 ✓ official")
    await do()
    await do()
    await stage.shows("0 ✓ official")


@proves("bookmark")
async def answers_for_a_bookmark(stage: Stage, do: Do) -> None:
    """Check only the answer, because the stage keeps no files; `test_bookmarks` tests the rest."""
    await do()
    await stage.shows("Bookmarks of this race are not kept")


@proves("bookmarks")
async def answers_for_the_list_of_bookmarks(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("No bookmarks in this race yet")


@proves("notices")
async def turns_notices_on_and_off(stage: Stage, do: Do) -> None:
    for name, told in (("bell", "The bell rings"), ("desktop", "A notice on the desktop"), ("off", "No notices")):
        await do()
        await stage.shows(told)
        assert stage.kept[-1].notices == name


@proves("layout", begin="3:00")
async def shows_the_table_or_the_log_or_both(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("S1", "INCIDENTS")
    for shown, hidden in (("POINTS", "INCIDENTS"), ("INCIDENTS", "POINTS")):
        await do()
        await stage.shows(shown)
        await stage.hides(hidden)
    await do()
    await stage.shows("POINTS", "INCIDENTS")
    assert not stage.kept


@proves("chart", "race", begin="3:00")
async def shows_the_charts_and_all_again(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("RACE CHART", "sprint points")
    assert "INCIDENTS" not in stage.text
    assert stage.rows[-1].split()[:5] == ["tab", "next", "chart", "esc", "back"]
    for name in ("LAP CHART", "GAPS"):
        stage.press("tab")
        await stage.shows(name, "no crossings of this race were published up to here", "esc goes back")
    await do()
    await stage.shows("INCIDENTS")
    await do()
    await stage.shows("RACE CHART")
    await do()
    await stage.shows("INCIDENTS")


@proves("ice", "race", begin="3:00")
async def shows_the_ice_and_all_again(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("ICE", "reckoned")
    await stage.hides("POINTS", "INCIDENTS")
    await do()
    await stage.shows("POINTS", "INCIDENTS")


@proves("result", begin="3:00")
async def opens_the_result(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "result")
    await stage.shows("Result", "Berit Vik")


@proves("back", "race", begin="3:00")
async def goes_back_step_by_step(stage: Stage, do: Do) -> None:
    stage.press("j", "f")
    await stage.until(lambda: stage.cursor and "INCIDENTS  attacks, falls" in stage.text)
    await do()
    await stage.until(lambda: stage.cursor and "INCIDENTS  all" in stage.text)
    await do()
    await stage.until(lambda: not stage.cursor)


@proves("back", "sources")
async def goes_back_to_the_result(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "result")


@proves("back", "skater", "result", "help")
async def goes_back_to_the_race(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "race")


@proves("back", "races", "programme", "home", "waiting")
async def stays_on_the_first_screen_and_says_how_to_leave(stage: Stage, do: Do) -> None:
    place = stage.place
    await do()
    await stage.shows("q leaves massstart")
    assert stage.place == place


@proves("rehearsal_timing", "rehearsal", size=(80, 60))
async def gives_the_timing_of_the_race(stage: Stage, do: Do) -> None:
    await stage.shows("The race has crossings: t gives them.")
    await do()
    await stage.shows("Every crossing of the race")


@proves("rehearsal_on", "rehearsal")
@proves("back", "rehearsal")
async def goes_on_to_what_is_below(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place != "rehearsal")


@proves("leave", *ANYWHERE)
async def leaves(stage: Stage, do: Do) -> None:
    await do()
    await stage.leaves()
    assert stage.app.return_code == 0


@proves("suspend", *ANYWHERE)
async def says_that_there_is_no_shell_to_come_back_from(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("cannot be suspended here")


@proves("help", *ANYWHERE - {"help"})
async def opens_the_help(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "help")


@proves("theme", *ANYWHERE)
async def goes_through_the_themes(stage: Stage, do: Do) -> None:
    for name in ("light", "contrast", "ansi", "dark"):
        before = stage.app.export_screenshot(simplify=True)
        await do()
        await stage.until(partial(lambda name: stage.kept and stage.kept[-1].theme == name, name))
        await stage.until(partial(lambda before: stage.app.export_screenshot(simplify=True) != before, before))


@proves("language", *ANYWHERE)
async def speaks_dutch_and_english_again(stage: Stage, do: Do) -> None:
    for language, leave in ((Language.NL, "q stop"), (Language.EN, "q leave")):
        await do()
        await stage.until(partial(lambda leave: leave in stage.rows[-1], leave))
        assert stage.kept[-1].language == language


@proves("open_file", *ANYWHERE)
async def opens_another_race_and_comes_back(stage: Stage, do: Do) -> None:
    place = stage.place
    await do()
    await stage.shows("a path or a sample")
    await stage.write("made-up-scratch-race")
    stage.press("enter")
    await stage.until(lambda: "scratch" in stage.rows[0].lower())
    stage.press("escape")
    await stage.until(lambda: stage.place == place)


@proves("palette", *ANYWHERE)
async def opens_the_palette(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "CommandLine")


@proves("line_down", *LISTS - CHOOSING, size=LOW)
async def scrolls_a_line_down(stage: Stage, do: Do) -> None:
    before = stage.rows
    await do()
    await stage.until(lambda: stage.rows[2:4] == before[3:5])


@proves("line_up", *LISTS - CHOOSING, size=LOW)
async def scrolls_a_line_up(stage: Stage, do: Do) -> None:
    before = stage.rows
    stage.press("down")
    await stage.until(lambda: stage.rows != before)
    await do()
    await stage.until(lambda: stage.rows == before)


@proves("page_down", *PAGES - {"races", "sheet", "result"}, size=LOW)
async def scrolls_ten_lines_down(stage: Stage, do: Do) -> None:
    before = stage.rows
    stage.press(*["down"] * 9)
    await stage.until(lambda: stage.rows[2:6] != before[2:6])
    stage.press("down")
    stage.press(*["up"] * 9)
    await stage.until(lambda: stage.rows[2:4] == before[3:5])
    one_down = stage.rows
    stage.press("up")
    await stage.until(lambda: stage.rows == before)
    await do()
    stage.press(*["up"] * 9)
    await stage.until(lambda: stage.rows == one_down)


@proves("page_up", *PAGES - {"races", "sheet", "result"}, size=LOW)
async def scrolls_ten_lines_up(stage: Stage, do: Do) -> None:
    before = stage.rows
    stage.press(*["down"] * 11)
    await stage.until(lambda: stage.rows[2:6] != before[2:6])
    await do()
    await stage.until(lambda: stage.rows[2:4] == before[3:5])


def in_palette_of(command: Command) -> str | None:
    """Return the screen on which a command is tested from the palette; None for the palette itself."""
    one_of_each = (
        "race",
        "result",
        "skater",
        "races",
        "sheet",
        "programme",
        "home",
        "follow",
        "entry",
        "lineup",
        "rehearsal",
    )
    places = [place for place in one_of_each if place in command.places]
    return None if command.id == "palette" else places[0]


PROOFS |= {where: Proof(run, {}) for where, run in CHOOSING_PROOFS.items()}
PROOFS |= {("sheet", name): Proof(run, {}) for name, run in SHEET_PROOFS.items()}
PROOFS |= {("result", name): Proof(run, wanted) for name, (run, wanted) in RESULT_PROOFS.items()}
PROOFS |= {("skater", name): Proof(run, wanted) for name, (run, wanted) in SKATER_PROOFS.items()}
PROOFS |= {("entry", name): Proof(run, {}) for name, run in ENTRY_PROOFS.items()}
EVERYWHERE = ANYWHERE | ENTRY
PROOFS |= {
    ("follow", name): Proof(gone_to(wanted.get("begin", "end"), run), {k: v for k, v in wanted.items() if k != "begin"})
    for (place, name), (run, wanted) in list(PROOFS.items())
    if place == "race" and ("follow", name) not in PROOFS and name not in ("play", "end", "faster", "slower")
}
PROOFS |= {("follow", name): Proof(run, {}) for name, run in FOLLOW_PROOFS.items()}
PROOFS |= {where: Proof(run, {}) for where, run in LINEUP_PROOFS.items()}
CASES = [
    pytest.param(
        place,
        command,
        key,
        id=f"{place}-{command.id}-{key}",
        marks=[pytest.mark.thorough] * ((place, key) != (min(command.places), command.keys[0])),
    )
    for place in sorted(EVERYWHERE)
    for command in commands_of(place)
    for key in (
        command.keys[0],
        # That a screen binds every key of its commands is tested in test_commands; what they do there is the same.
        *(command.keys[1:] if place == min(command.places) else ()),
        *([PALETTE] if place == in_palette_of(command) else []),
    )
]


@pytest.mark.parametrize(("place", "command", "key"), CASES)
async def test_a_command_does_what_its_help_says(place: str, command: Command, key: str, tmp_path: Path) -> None:
    proof = PROOFS[place, command.id]
    async with opened(place, tmp_path, **proof.wanted) as stage:

        async def do() -> None:
            await stage.settle()
            if key == PALETTE:
                choose(stage, command)
            else:
                stage.press(key)

        await proof.run(stage, do)


def choose(stage: Stage, command: Command) -> None:
    """Run the palette entry of this command."""
    said = words(stage.app.language)(f"command.{command.id}.help")
    entries = stage.app.get_system_commands(stage.app.screen)
    next(entry.callback for entry in entries if entry.help == said)()


def test_nothing_is_proved_that_is_no_command() -> None:
    assert set(PROOFS) == {(place, command.id) for place in EVERYWHERE for command in commands_of(place)}
