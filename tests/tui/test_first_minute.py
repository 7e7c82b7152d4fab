"""Tests of the first minute: a line says what one sees and which keys make it move, until the first key."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.cli.screen_run import remembered_setup
from massstart_tui.text.words import Language, words
from massstart_tui.view.watched_races import NOTHING, FileKind, WatchedRaces, beginning_of
from tests.tui.stage import MORNING, on_stage


@pytest.mark.parametrize(("language", "keys"), [(Language.EN, ("space", "s: ")), (Language.NL, ("spatie", "s: "))])
async def test_a_newcomer_is_told_what_makes_it_move_at_every_width_until_the_first_key(
    language: Language, keys: tuple[str, str], race: Path
) -> None:
    async with on_stage(race, begin="3:00", first_time=True, language=language) as stage:
        for width in (60, 80, 120, 200):
            await stage.resize(width, 30)
            await stage.until(lambda: all(key in stage.rows[-1] for key in keys) and "·" in stage.rows[-1])
            assert "…" not in stage.rows[-1]
            assert stage.rows[-1].rstrip().endswith(words(language)("command.leave"))
        stage.press("right")
        await stage.until(lambda: "·" not in stage.rows[-1])
        await stage.comes_to("3:05.0")


async def test_nobody_else_is_told(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        assert "·" not in stage.rows[-1]
        assert "play/pause" in stage.rows[-1]


def test_only_who_has_watched_nothing_yet_is_a_newcomer(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASSSTART_SETTINGS", str(tmp_path / "settings.toml"))
    speak = words(Language.EN)
    assert remembered_setup(None, speak).first_time
    begins = beginning_of(race)
    watched = remembered_setup(None, speak).watched
    assert begins is not None
    assert watched is not None
    WatchedRaces(watched).note(race, FileKind.RACE, begins, NOTHING, MORNING)
    assert not remembered_setup(None, speak).first_time
