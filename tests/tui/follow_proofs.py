"""Proofs that each command of a race under way does what its help says, on the stage of `places.opened`.

The race has ended there. Commands that a replay has too are proved as there, from the moment gone to first.
"""

from __future__ import annotations

from typing import Final

from tests.tui.stage import Do, Run, Stage


def gone_to(moment: str, run: Run) -> Run:
    """Return a proof that first goes to this moment."""

    async def run_from_there(stage: Stage, do: Do) -> None:
        await stage.shows("● LIVE", "10:00.0")
        if moment != "end":
            stage.press("g")
            await stage.until(lambda: stage.rows[-1].strip().startswith("go to"))
            await stage.write(moment)
            stage.press("enter")
            await stage.shows("behind")
        await run(stage, do)

    return run_from_there


async def is_live_again(stage: Stage, do: Do) -> None:
    stage.press("shift+left")
    await stage.shows("9:30.0", "▶ 30 s behind")
    await do()
    await stage.shows("● LIVE", "10:00.0")


async def pauses_and_goes_on(stage: Stage, do: Do) -> None:
    stage.press("shift+left")
    await stage.comes_to("9:30.0")
    await do()
    await stage.shows("‖ 30 s behind")
    stage.clock.advance(7_000)
    await stage.settle()
    assert stage.at == "9:30.0"
    await do()
    await stage.shows("▶ 30 s behind")
    stage.clock.advance(7_000)
    await stage.shows("▶ 23 s behind", "9:37.0")


async def is_half_a_second_later(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("● LIVE, 0.5 s later", "9:59.5")
    await do()
    await stage.shows("● LIVE, 1.0 s later", "9:59.0")


async def is_half_a_second_less_late(stage: Stage, do: Do) -> None:
    stage.press("plus", "plus")
    await stage.shows("● LIVE, 1.0 s later")
    await do()
    await stage.shows("● LIVE, 0.5 s later", "9:59.5")
    await do()
    await do()
    await stage.until(lambda: stage.rows[0].split()[-3:] == ["●", "LIVE", "10:00.0"])


async def plays_faster(stage: Stage, do: Do) -> None:
    stage.press("shift+left")
    for speed in (2, 4, 8, 16, 32, 64, 64):
        await do()
        await stage.shows(f"▶ {speed}× 30 s behind")
    assert stage.kept == []


async def plays_slower(stage: Stage, do: Do) -> None:
    stage.press("shift+left")
    for speed in (0.5, 0.25, 0.25):
        await do()
        await stage.shows(f"▶ {speed}× 30 s behind")
    assert stage.kept == []


async def turns_notices_on_and_off(stage: Stage, do: Do) -> None:
    for name, told in (("bell", "The bell rings"), ("desktop", "A notice on the desktop"), ("off", "No notices")):
        await do()
        await stage.shows(told)
        assert stage.kept[-1].notices == name


async def names_the_chosen_skater(stage: Stage, do: Do) -> None:
    await do()
    await stage.shows("Choose a skater first")
    stage.press("j")
    await stage.until(lambda: stage.cursor)
    await do()
    await stage.shows("Notices about", "The bell rings")
    await do()
    await stage.shows("No more notices about")


FOLLOW_PROOFS: Final[dict[str, Run]] = {
    "live": is_live_again,
    "go_on": pauses_and_goes_on,
    "delay_more": is_half_a_second_later,
    "delay_less": is_half_a_second_less_late,
    "up": plays_faster,
    "down": plays_slower,
    "notices": turns_notices_on_and_off,
    "notices_skater": names_the_chosen_skater,
}
