"""Proofs that each command of live entry does what its help says."""

from __future__ import annotations

from typing import Final

from textual.events import Paste

from massstart_tui.journal.clock_watch import ClockDoubt, ClockTrouble, ClockWatch
from massstart_tui.journal.recorder import Recorder
from massstart_tui.tui.clock_notice import ClockNotice
from massstart_tui.tui.screens.entry_screen import EntryScreen
from tests.tui.stage import Do, Run, Stage


def screen_of(stage: Stage) -> EntryScreen:
    screen = stage.app.screen
    assert isinstance(screen, EntryScreen)
    return screen


def recorder_of(stage: Stage) -> Recorder:
    return screen_of(stage).live.recorder


def line_of(stage: Stage) -> str:
    return screen_of(stage).line.input.value


async def recorded(stage: Stage, events: int) -> None:
    await stage.until(lambda: screen_of(stage).notices.condition.confirmed == events and not line_of(stage))


async def a_race_with_a_fall(stage: Stage) -> None:
    stage.press("space", "f", "space", "3", "enter")
    await recorded(stage, 2)


async def records_the_gun(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: recorder_of(stage).clock.running)


async def records_a_lap_over_a_half_line(stage: Stage, do: Do) -> None:
    stage.press("space", *"fal")
    await stage.until(lambda: line_of(stage) == "fal")
    await do()
    await stage.until(lambda: recorder_of(stage).state.lap == 1)
    assert line_of(stage) == "fal"


async def records_what_is_typed(stage: Stage, do: Do) -> None:
    stage.press("space", "f", "space", "3")
    await do()
    await recorded(stage, 2)
    assert recorder_of(stage).state.down == (3,)


async def completes(stage: Stage, do: Do) -> None:
    stage.press("space", *"fal")
    await stage.shows("tab  fall (f)")
    await do()
    await stage.until(lambda: line_of(stage).startswith("fall"))


async def chooses_last(stage: Stage, do: Do) -> None:
    stage.press("space", *"fal")
    await stage.shows("tab  fall (f)")
    last = stage.app.screen.choices.lines[-1].text.strip()  # type: ignore[attr-defined]  # the entry screen's
    await do()
    await stage.until(lambda: line_of(stage).startswith(last))


async def clears(stage: Stage, do: Do) -> None:
    stage.press("space", *"fal")
    await stage.until(lambda: line_of(stage) == "fal")
    await do()
    await stage.until(lambda: not line_of(stage))


async def drops_what_was_pasted(stage: Stage, do: Do) -> None:
    stage.app.post_message(Paste("n one\nn two\nn three"))
    await stage.shows("2 more pasted lines wait")
    await do()
    await stage.hides("more pasted lines wait")
    assert line_of(stage) == "n one"


async def undoes(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    await do()
    await stage.until(lambda: recorder_of(stage).state.down == ())


async def redoes(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("ctrl+z")
    await recorded(stage, 3)
    await do()
    await stage.until(lambda: recorder_of(stage).state.down == (3,))


async def chooses_a_line(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    await do()
    await stage.shows("e edits event 2")


async def chooses_a_newer_line(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("down", "down")
    await stage.shows("e edits event 1")
    await do()
    await stage.shows("e edits event 2")


async def edits(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("down")
    await stage.shows("e edits event 2")
    await do()
    await stage.until(lambda: line_of(stage).endswith("fall 3"))


async def takes_back(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("down")
    await stage.shows("e edits event 2")
    await do()
    await stage.until(lambda: recorder_of(stage).state.down == ())


async def takes_back_to_here(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("a", "space", "4", "enter")
    await recorded(stage, 3)
    stage.press("down", "down")
    await stage.shows("shift delete takes back 2 lines")
    await do()
    await stage.until(lambda: recorder_of(stage).state.down == () == recorder_of(stage).state.away)


class Woken(ClockWatch):
    """A clock watch that finds once that the machine has slept for a minute."""

    def look(self) -> list[ClockDoubt]:
        looked, self._slept = self._slept, 1
        return [] if looked else [ClockDoubt(ClockTrouble.ASLEEP, 60_000, 0, 60_000)]


async def sets_the_clock(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    recorder = recorder_of(stage)
    screen_of(stage).notices.clocks = ClockNotice(recorder, Woken(recorder))
    await stage.shows("slept for 1:00", "t: clock now +1:00")
    before = recorder.t
    await do()
    await recorded(stage, 3)
    assert recorder.t == before + 60_000
    await stage.hides("slept for 1:00")


async def ticks(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    await stage.shows("  say  ")
    await do()
    await stage.hides("  say  ")


async def ticks_all(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    stage.press("a", "space", "4", "enter")
    await recorded(stage, 3)
    await stage.shows("+1 more")
    await do()
    await stage.hides("  say  ")


def shows_aside(heading: str) -> Run:
    async def run(stage: Stage, do: Do) -> None:
        await stage.hides(heading)
        await do()
        await stage.shows(heading)
        await stage.hides("INCIDENTS")

    return run


async def shows_the_sheet_aside(stage: Stage, do: Do) -> None:
    stage.press("space")
    await stage.hides("START SHEET")
    await do()
    await stage.shows("START SHEET", "POINTS")


async def searches_a_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.app.focused is not screen_of(stage).line.input)
    stage.press("3", "enter")
    await stage.until(lambda: screen_of(stage).points.bib == 3)
    await stage.until(lambda: stage.app.focused is screen_of(stage).line.input)


async def says_of_bookmarks(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("Bookmarks of this race are not kept")


async def finds_no_bookmarks(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("No bookmarks in this race yet; ctrl n sets one")


async def asks_where_to_save(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("save as", "the result as html")
    stage.press("escape")
    await stage.until(lambda: stage.app.focused is screen_of(stage).line.input)


async def asks_what_if(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    await do()
    await stage.until(lambda: screen_of(stage).asked_what_if is not None)
    await stage.write("s1 7 8 9")
    await stage.shows("WHAT IF")
    stage.press("escape")
    await stage.hides("WHAT IF")
    assert not recorder_of(stage).state.sprints
    stage.press("f", "space", "4", "enter")
    await recorded(stage, 3)


async def edits_the_sheet(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "sheet")


async def turns_the_table(stage: Stage, do: Do) -> None:
    await stage.resize(80, 20)
    await stage.hides("Skater 12")
    await do()
    await stage.shows("Skater 12")


async def turns_the_table_back(stage: Stage, do: Do) -> None:
    await stage.resize(80, 20)
    stage.press("pagedown")
    await stage.shows("Skater 12")
    await do()
    await stage.hides("Skater 12")


async def lays_out(stage: Stage, do: Do) -> None:
    await stage.shows("INCIDENTS")
    await do()
    await do()
    await stage.hides("INCIDENTS")
    await do()
    await do()
    for alone in ("RACE CHART", "LAP CHART", "GAPS", "ICE"):
        await stage.shows(alone)
        await stage.hides("INCIDENTS")
        await do()
    await stage.shows("INCIDENTS")


async def shows_the_result_and_comes_back(stage: Stage, do: Do) -> None:
    await a_race_with_a_fall(stage)
    await do()
    await stage.until(lambda: stage.place == "result")
    await stage.shows("behind on the ice")
    stage.press("escape")
    await stage.until(lambda: stage.place == "entry")
    stage.press("f", "space", "4", "enter")
    await recorded(stage, 3)


async def changes_the_theme(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.app.settings.theme == "light")


async def changes_the_language(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("spatie: het startschot")


async def opens_the_palette(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "CommandLine")


async def leaves(stage: Stage, do: Do) -> None:
    await do()
    await stage.leaves()


async def says_that_it_cannot_be_suspended_without_a_shell(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("cannot be suspended here")


ENTRY_PROOFS: Final[dict[str, Run]] = {
    "suspend": says_that_it_cannot_be_suspended_without_a_shell,
    "entry_lap": records_the_gun,
    "entry_lap_meanwhile": records_a_lap_over_a_half_line,
    "entry_record": records_what_is_typed,
    "entry_complete": completes,
    "entry_choose_last": chooses_last,
    "entry_clear": clears,
    "entry_drop_pasted": drops_what_was_pasted,
    "entry_undo": undoes,
    "entry_redo": redoes,
    "entry_down": chooses_a_line,
    "entry_up": chooses_a_newer_line,
    "entry_edit": edits,
    "entry_take_back": takes_back,
    "entry_take_back_to": takes_back_to_here,
    "entry_set_clock": sets_the_clock,
    "entry_tick": ticks,
    "entry_tick_all": ticks_all,
    "entry_cues": shows_aside("CUE SHEET"),
    "entry_sheet": shows_the_sheet_aside,
    "entry_edit_sheet": edits_the_sheet,
    "what_if": asks_what_if,
    "entry_search": searches_a_skater,
    "entry_bookmark": says_of_bookmarks,
    "entry_bookmarks": finds_no_bookmarks,
    "entry_save": asks_where_to_save,
    "entry_table_down": turns_the_table,
    "entry_table_up": turns_the_table_back,
    "entry_layout": lays_out,
    "result": shows_the_result_and_comes_back,
    "theme": changes_the_theme,
    "language": changes_the_language,
    "palette": opens_the_palette,
    "entry_verbs": shows_aside("WHAT YOU CAN TYPE"),
    "leave": leaves,
}
