"""Proofs that each command of the start sheet does what its help says, on the stage of `places.opened`."""

from __future__ import annotations

from functools import partial
from typing import Final

from tests.tui.stage import Do, Run, Stage


def chosen(stage: Stage) -> str:
    """Return the row of the start sheet with the cursor."""
    return next((row for row in stage.rows if row.startswith("▶")), "")


async def chooses(stage: Stage, name: str) -> None:
    """Wait until the cursor is on this skater."""
    await stage.until(lambda: name in chosen(stage))


async def types(stage: Stage, asked: str, text: str, *, clear: int = 0) -> None:
    """Type into the line that asks for this, and press Enter."""
    await stage.until(lambda: stage.rows[-1].strip().startswith(asked))
    stage.press(*["backspace"] * clear)
    await stage.write(text)
    stage.press("enter")
    await stage.until(lambda: "q leave" in stage.rows[-1])


async def does_not_start_or_does_after_all(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("1 does not start", "× does not start")
    await do()
    await stage.hides("does not start")


async def gives_another_bib(stage: Stage, do: Do) -> None:
    await do()
    await types(stage, "bib", "17")
    await stage.until(lambda: "17  Anna Noord" in chosen(stage))
    assert stage.row("Fay Hill") < stage.row("Anna Noord")


async def gives_another_name(stage: Stage, do: Do) -> None:
    await do()
    await types(stage, "name Anna Noord", "Zuid", clear=len("Noord"))
    await stage.until(lambda: "1  Anna Zuid" in chosen(stage))


async def gives_another_nation(stage: Stage, do: Do) -> None:
    await do()
    await types(stage, "nation NED", "BEL", clear=3)
    await stage.until(lambda: chosen(stage).split()[-3:] == ["Anna", "Noord", "BEL"])


async def says_how_the_name_is_pronounced(stage: Stage, do: Do) -> None:
    await do()
    await types(stage, "say", "AN-na")
    await stage.until(lambda: "“AN-na”" in chosen(stage))
    await do()
    await types(stage, "say AN-na", "", clear=5)
    await stage.until(lambda: "AN-na" not in chosen(stage))


async def puts_a_skater_on_the_sheet(stage: Stage, do: Do) -> None:
    await do()
    await types(stage, "add", "17 Gro Lund NOR")
    await stage.until(lambda: "17  Gro Lund" in chosen(stage))
    await stage.shows("7 skaters")


async def takes_a_skater_off_the_sheet(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("5 skaters", "1 Anna Noord is off the start sheet")
    await chooses(stage, "Berit Vik")


async def undoes_the_changes_one_by_one(stage: Stage, do: Do) -> None:
    stage.press("d", "down", "delete")
    await stage.shows("5 skaters", "1 does not start")
    await do()
    await stage.shows("6 skaters", "1 does not start")
    await chooses(stage, "Berit Vik")
    await do()
    await stage.hides("1 does not start")
    await do()
    await stage.shows("nothing has been changed here")


async def goes_back_to_the_list(stage: Stage, do: Do) -> None:
    await do()
    await stage.until(lambda: stage.place == "races")


async def chooses_the_skater_below(stage: Stage, do: Do) -> None:
    for name in ("Berit Vik", "Chiara Valle", "Dana Müller", "Emi Sato", "Fay Hill", "Fay Hill"):
        await do()
        await stage.until(partial(lambda name: name in chosen(stage), name))


async def chooses_the_skater_above(stage: Stage, do: Do) -> None:
    stage.press("down", "down")
    await chooses(stage, "Chiara Valle")
    for name in ("Berit Vik", "Anna Noord", "Anna Noord"):
        await do()
        await stage.until(partial(lambda name: name in chosen(stage), name))


async def chooses_the_last_skater(stage: Stage, do: Do) -> None:
    await do()
    await chooses(stage, "Fay Hill")


async def chooses_the_first_skater(stage: Stage, do: Do) -> None:
    stage.press("pagedown")
    await chooses(stage, "Fay Hill")
    await do()
    await chooses(stage, "Anna Noord")


SHEET_PROOFS: Final[dict[str, Run]] = {
    "sheet_absent": does_not_start_or_does_after_all,
    "sheet_bib": gives_another_bib,
    "sheet_name": gives_another_name,
    "sheet_noc": gives_another_nation,
    "sheet_say": says_how_the_name_is_pronounced,
    "sheet_add": puts_a_skater_on_the_sheet,
    "sheet_off": takes_a_skater_off_the_sheet,
    "sheet_undo": undoes_the_changes_one_by_one,
    "back": goes_back_to_the_list,
    "line_down": chooses_the_skater_below,
    "line_up": chooses_the_skater_above,
    "page_down": chooses_the_last_skater,
    "page_up": chooses_the_first_skater,
}
"""The proofs by command."""
