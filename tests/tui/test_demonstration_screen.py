"""Tests of the demonstration on the screen: it plays its parts by itself, and any key goes on to the race."""

from __future__ import annotations

from massstart_tui.text.words import Language
from massstart_tui.tui.modes import PlayDemonstration, Playing
from massstart_tui.view.demonstration import PARTS, RACE
from tests.tui.races import sample
from tests.tui.stage import first_look, on_stage


def demonstration() -> PlayDemonstration:
    path = sample(RACE)
    return PlayDemonstration(path, first_look(path), Playing(begin="3:15"))


async def test_it_plays_its_parts_by_itself_and_says_what_is_seen() -> None:
    async with on_stage(None, entering=demonstration(), size=(80, 24)) as stage:
        await stage.shows("Fifteen skate", "any key goes on")
        stage.clock.advance(14_000)
        await stage.shows("Kramer attacks, alone")
        stage.clock.advance(PARTS[0].end - PARTS[0].begin - 14_000)
        await stage.shows("still away")
        await stage.until(lambda: stage.at.startswith("4:50"))


async def test_any_key_goes_on_to_the_ordinary_replay_and_does_nothing_else() -> None:
    async with on_stage(None, entering=demonstration(), size=(80, 24)) as stage:
        await stage.shows("Fifteen skate")
        stage.press("end")
        await stage.until(lambda: "play/pause" in stage.rows[-1])
        await stage.hides("Fifteen skate")
        assert stage.at.startswith("3:15")
        stage.press("right")
        await stage.comes_to("3:20.0")


async def test_a_key_that_the_replay_has_not_ends_it_without_a_remark() -> None:
    async with on_stage(None, entering=demonstration(), size=(60, 20), language=Language.NL) as stage:
        await stage.shows("druk op een toets voor de race")
        stage.press("x")
        await stage.until(lambda: "afspelen/pauze" in stage.rows[-1])
        assert "doet niets" not in stage.rows[-1]


async def test_q_leaves() -> None:
    async with on_stage(None, entering=demonstration()) as stage:
        await stage.shows("Fifteen skate")
        stage.press("q")
        await stage.leaves()
