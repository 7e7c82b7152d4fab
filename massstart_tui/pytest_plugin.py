"""A plugin for pytest: the fixture ``massstart_picture`` compares a screen with the picture that is kept of it.

It is for whoever writes an overlay, a stream, a theme or a program that uses massstart. pytest loads it by its entry
point. Nothing else of massstart is imported before a test asks for a picture.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

import pytest

if TYPE_CHECKING:
    from massstart_tui.stream.recorded_race import Race
    from massstart_tui.tui.picture import Picture
    from massstart_tui.tui.pictured_screens import PictureOptions

FOLDER: Final = "pictures"
"""The folder beside the test file in which pictures are kept, in a folder of their own for each file of tests."""
UPDATE: Final = "--update-massstart-pictures"
_NOT_IN_A_NAME: Final = re.compile(r"[^\w.+-]+")


class KeptPictures:
    """The kept pictures of one test."""

    def __init__(self, folder: Path, test: str, differences: Path, *, update: bool) -> None:
        """Keep the pictures of ``test`` in ``folder``; what differs is drawn in the folder ``differences``."""
        self._folder = folder
        self._test = test
        self._differences = differences
        self._update = update
        self._compared: set[str] = set()

    def __call__(self, race: Race | Path | str, *, name: str = "", **asked: Unpack[PictureOptions]) -> Picture:
        """Take a picture as `massstart_tui.picture` does, compare it with the kept one, and return it.

        Args:
            race: The race, as for `massstart_tui.picture`.
            name: The name of the kept picture, if the test compares more than one; by default that of the test.
            asked: The options of `massstart_tui.picture`.

        Raises:
            Failed: The picture is another than the kept one, or there is none; with the option
                ``--update-massstart-pictures`` it is kept instead.
        """
        from massstart_tui.tui.race_picture import picture

        taken = picture(race, **asked)
        self._compare(_NOT_IN_A_NAME.sub("-", name or self._test).strip("-"), taken.svg)
        return taken

    def _compare(self, name: str, svg: str) -> None:
        from massstart_tui.text.words import Language, words

        path, speak = self._folder / f"{name}.svg", words(Language.EN)
        if name in self._compared:
            pytest.fail(speak("plugin.name_twice", name=name), pytrace=False)
        self._compared.add(name)
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(svg, encoding="utf-8", newline="\n")
        elif not path.exists():
            pytest.fail(speak("plugin.missing", file=str(path), option=UPDATE), pytrace=False)
        elif (before := path.read_text(encoding="utf-8")) != svg:
            pytest.fail("\n".join(self._told(path, before, svg)), pytrace=False)

    def _told(self, path: Path, before: str, now: str) -> list[str]:
        """Draw what differs, and return the sentences that say it."""
        from massstart_tui.report.difference_picture import difference_picture
        from massstart_tui.report.picture_difference import picture_differences
        from massstart_tui.text.plain import plain
        from massstart_tui.text.words import Language, words

        speak, drawn = words(Language.EN), self._differences / f"{path.stem}-difference.svg"
        drawn.write_text(difference_picture(before, now, speak), encoding="utf-8", newline="\n")
        rows = picture_differences(before, now, speak) or [speak("snapshot.same_cells")]
        return [
            speak("plugin.differs", file=str(path), option=UPDATE),
            *map(plain, rows),
            speak("plugin.drawn", file=str(drawn)),
        ]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that keeps the pictures as they are now."""
    group = parser.getgroup("massstart")
    # The sentence stands here, since pytest asks for it in every run, and the catalogues are not loaded for that.
    group.addoption(UPDATE, action="store_true", help="keep the pictures of massstart's screens as they are now")


@pytest.fixture
def massstart_picture(request: pytest.FixtureRequest, tmp_path: Path) -> KeptPictures:
    """Return a function that compares a screen of massstart with the picture that is kept of it."""
    folder = request.path.parent / FOLDER / request.path.stem
    update = bool(request.config.getoption(UPDATE))
    return KeptPictures(folder, request.node.name, tmp_path, update=update)
