"""Pictures of the search, the demonstration, the first minute, THE FINISH, and the ice alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.modes import PlayDemonstration, Playing
from massstart_tui.tui.picture import Frame
from massstart_tui.view.demonstration import RACE
from tests.tui.conftest import Album
from tests.tui.races import sample
from tests.tui.stage import first_look, on_stage

TIMED = "made-up-timed-race"
AFTER_THE_LAST_SPRINT = "3 to go"


@pytest.mark.parametrize(("size", "language"), [((80, 24), Language.EN), ((120, 36), Language.NL)], ids=str)
async def test_the_search(album: Album, race: Path, size: tuple[int, int], language: Language) -> None:
    """What is typed at the bottom with who is found and how many; the cursor of the table is at them."""
    async with on_stage(race, size=size, begin="3:00", language=language) as stage:
        stage.press("slash")
        await stage.write("mul")
        await stage.until(lambda: "Müller" in stage.cursor)
        await stage.settle()
        album.screen(f"search-{size[0]}x{size[1]}-{language}", stage.app)


@pytest.mark.parametrize(("size", "language"), [((80, 24), Language.EN), ((120, 36), Language.NL)], ids=str)
async def test_the_demonstration(album: Album, size: tuple[int, int], language: Language) -> None:
    """The race as it plays, and below it what is seen and that any key goes on to the race."""
    path = sample(RACE)
    mode = PlayDemonstration(path, first_look(path), Playing(begin="3:15"))
    async with on_stage(None, entering=mode, size=size, language=language) as stage:
        await stage.shows("Kramer")
        stage.clock.advance(14_000)
        await stage.until(lambda: "3:29" in stage.text.replace(".", ":"))
        await stage.settle()
        album.screen(f"demonstration-{size[0]}x{size[1]}-{language}", stage.app)


@pytest.mark.parametrize(("size", "language"), [((60, 24), Language.NL), ((120, 36), Language.EN)], ids=str)
async def test_the_first_minute(album: Album, race: Path, size: tuple[int, int], language: Language) -> None:
    """The bottom line says what one sees and which two keys make it move, in place of the keys."""
    async with on_stage(race, size=size, begin="3:00", first_time=True, language=language) as stage:
        await stage.until(lambda: "·" in stage.rows[-1])
        album.screen(f"first-minute-{size[0]}x{size[1]}-{language}", stage.app)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36), (200, 60)], ids=str)
def test_the_finish_at_each_class(album: Album, size: tuple[int, int], language: Language) -> None:
    """Three to go, all sprints skated: for Kramer what each place over the line would mean, where there is room."""
    name = f"the-finish-{size[0]}x{size[1]}-{language}"
    frame = Frame("race", *size, bib=13)
    text = album.shows(name, frame, begin=AFTER_THE_LAST_SPRINT, language=language)
    heading = {Language.EN: "THE FINISH", Language.NL: "DE FINISH"}[language]
    assert heading in text or size[0] < 80
    assert size[0] < 80 or {Language.EN: "others decide", Language.NL: "ligt aan anderen"}[language] in text


@pytest.mark.parametrize(("size", "language"), [((120, 36), Language.NL), ((200, 60), Language.EN)], ids=str)
async def test_the_ice_on_the_whole_screen(album: Album, size: tuple[int, int], language: Language) -> None:
    """Eight to go: the oval fills the screen; who is away with the gap, the bunch, and that it is reckoned."""
    async with on_stage(sample(TIMED), size=size, begin="8 to go", language=language) as stage:
        stage.press("o")
        await stage.hides("POINTS", "PUNTEN")
        await stage.settle()
        album.screen(f"ice-whole-{size[0]}x{size[1]}-{language}", stage.app)
