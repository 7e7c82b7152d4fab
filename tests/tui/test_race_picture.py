"""Tests of ``massstart_tui.picture``: the same picture as the command's, from a path, a sample or a loaded race."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import massstart_tui
from massstart_tui import Picture, load, picture
from massstart_tui.cli.main import main
from massstart_tui.cli.snapshot import SnapshotOptions
from massstart_tui.settings import LAYOUTS
from massstart_tui.stream.moments import NoSuchMoment, NotAMoment
from massstart_tui.tui.pictured_screens import SCREENS, PictureAsked, PictureOptions
from tests.meetings import make_meeting, skated
from tests.tui.races import KRAMERS, beijing, sample

OF_A_MEETING = ("programme", "home")
SMALL: PictureOptions = {"at": "8 to go", "size": (60, 24)}


def test_a_loaded_race_a_path_and_a_sample_give_the_picture_of_the_command(tmp_path: Path) -> None:
    out = tmp_path / "race.svg"
    main(["snapshot", KRAMERS, "--at", "8 to go", "--size", "60x24", "-o", str(out)])
    path = sample(KRAMERS)
    given: tuple[Any, ...] = (KRAMERS, path, str(path), load(path))
    assert [picture(race, **SMALL).svg == out.read_text(encoding="utf-8") for race in given] == [True] * 4


def test_a_programme_is_that_of_a_meeting() -> None:
    shown = picture(beijing().path, screen="programme", size=(80, 24))
    assert shown.text.count("recorded") == 6
    with pytest.raises(ValueError, match="a programme is that of a meeting"):
        picture(load(sample(KRAMERS)), screen="programme")


def test_a_home_page_is_the_same_wherever_its_folder_is_and_whenever_its_files_were_changed(tmp_path: Path) -> None:
    shown = []
    for where, order in (("here", (1, 2, 3)), ("far/away/from/here", (3, 1, 2))):
        folder = tmp_path / where / "races"
        folder.mkdir(parents=True)
        for number in order:
            path = folder / f"{number}.jsonl"
            path.write_bytes(sample(KRAMERS).read_bytes())
            os.utime(path, (number * 1000 + len(where), 100_000 * (1 + order.index(number))))
        shown.append(picture(folder, screen="home", size=(100, 40)).text)
    assert shown[0] == shown[1]
    assert "races" in shown[0]
    assert str(tmp_path) not in shown[0]


def test_a_home_page_is_that_of_a_folder_or_of_the_folder_of_a_meeting(tmp_path: Path) -> None:
    meeting = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    shown = picture(meeting, screen="home", size=(80, 40))
    assert shown.text == picture(tmp_path, screen="home", size=(80, 40)).text
    assert all(word in shown.text for word in ("PROGRAMME", "cup.toml", "BEGIN"))
    with pytest.raises(ValueError, match="a home page is that of a folder"):
        picture(load(sample(KRAMERS)), screen="home")
    with pytest.raises(massstart_tui.BadData):
        picture(tmp_path / "nowhere", screen="home")


async def test_a_picture_can_be_taken_from_a_coroutine() -> None:
    assert "BELL" in picture(KRAMERS, at="1 to go", size=(60, 24)).text


def test_a_picture_is_saved_as_its_ending_says(tmp_path: Path) -> None:
    taken = picture(KRAMERS, at="8 to go", size=(60, 24))
    for suffix, begins in ((".svg", b"<svg"), (".txt", b"  Men"), (".png", b"\x89PNG")):
        taken.save(tmp_path / f"race{suffix}")
        assert (tmp_path / f"race{suffix}").read_bytes().startswith(begins)
    with pytest.raises(ValueError, match=r"ends in one of \.svg, \.txt, \.png"):
        taken.save(tmp_path / "race.gif")


def test_a_png_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "massstart_tui.report.picture_png", None)
    with pytest.raises(ImportError, match=r"pip install 'massstart-tui\[picture\]'"):
        Picture("<svg/>", "").png()


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        ({"at": "99 to go"}, ["--at", "99 to go"]),
        ({"at": "noon"}, ["--at", "noon"]),
        ({"at": "sprint 9"}, ["--at", "sprint 9"]),
        ({"skater": 99}, ["--skater", "99"]),
        ({"typed": "x"}, ["--typed", "x"]),
        ({"typed": "\t", "screen": "entry"}, ["--typed", "\t", "--screen", "entry"]),
    ],
)
def test_what_cannot_be_asked_is_told_as_the_command_tells_it(
    asked: dict[str, Any], option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["snapshot", KRAMERS, *option, "-o", str(tmp_path / "race.svg")])
    with pytest.raises((ValueError, LookupError)) as raised:
        picture(KRAMERS, **asked)
    assert str(raised.value)
    assert str(raised.value) in capsys.readouterr().err


def test_the_page_about_python_lists_every_layout() -> None:
    page = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("| `layout`")]
    assert [each for each in LAYOUTS if f'`"{each}"`' not in line] == []


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"screen": "ball"}, ValueError),
        ({"size": (10, 10)}, ValueError),
        ({"theme": "pink"}, ValueError),
        ({"layout": "none"}, ValueError),
        ({"view": "later"}, ValueError),
        ({"language": "de"}, ValueError),
        ({"skater": 99}, ValueError),
        ({"typed": "x"}, ValueError),
        ({"at": "noon"}, NotAMoment),
        ({"at": "sprint 9"}, NoSuchMoment),
    ],
)
def test_what_cannot_be_asked_raises(asked: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        picture(KRAMERS, **asked)


def test_a_file_that_is_not_there_raises_bad_data(tmp_path: Path) -> None:
    with pytest.raises(massstart_tui.BadData):
        picture(tmp_path / "none.jsonl")


def test_the_function_the_fixture_and_the_command_have_the_same_options() -> None:
    options = set(inspect.signature(picture).parameters) - {"race"}
    assert options == set(PictureOptions.__annotations__) == set(PictureAsked._fields)
    assert options - {"language"} <= set(SnapshotOptions._fields)


@pytest.mark.thorough  # takes seconds
def test_every_screen_of_the_registry_is_drawn_and_is_another_than_the_race() -> None:
    """A line in the registry is enough for a new screen, and one whose command opens nothing is noticed here."""
    text = {
        name: picture(
            beijing().path if name in OF_A_MEETING else KRAMERS, screen=name, at="8 to go", size=(60, 24)
        ).text
        for name in SCREENS
    }
    opened = {name: shown for name, shown in text.items() if name != "race"}
    assert [name for name, shown in opened.items() if shown == text["race"]] == []
    assert len(set(text.values())) == len(SCREENS)
