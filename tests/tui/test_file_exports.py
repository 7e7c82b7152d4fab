"""Tests of saving the result, the report and a picture of the screen, from the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage


def run(stage: Stage, name: str) -> None:
    """Run the palette entry with this name."""
    entries = stage.app.get_system_commands(stage.app.screen)
    next(entry.callback for entry in entries if entry.title == f"{name} (export)")()


async def saves(stage: Stage, name: str, path: Path) -> None:
    """Run the entry, name the file, and wait until it is said where it was saved."""
    run(stage, name)
    await stage.shows("save as")
    stage.app.screen.query_one("SaveLine Input", Input).value = str(path)
    await stage.settle()
    stage.press("enter")
    await stage.until(path.exists)
    await stage.until(lambda: not stage.app.screen.query("SaveLine") and "q leave" in stage.rows[-1])
    await stage.shows("saved")


@pytest.mark.parametrize(
    ("name", "file", "has", "has_not"),
    [
        ("save result", "out.csv", "Kramer", "Ulekleiv,NOR,60"),
        ("save result", "out.html", "<html", "7:56"),
        ("save report", "out.txt", "Kramer", "Ulekleiv"),
        ("save report", "out.md", "# ", "Ulekleiv"),
        ("save picture", "out.svg", "Kramer", "save as"),
    ],
)
async def test_what_is_saved_ends_at_the_moment_that_is_shown(
    name: str, file: str, has: str, has_not: str, tmp_path: Path
) -> None:
    path = tmp_path / file
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        await saves(stage, name, path)
    text = path.read_text(encoding="utf-8")
    assert has in text
    assert has_not not in text


async def test_a_picture_is_taken_without_the_notice_of_the_one_before(tmp_path: Path) -> None:
    first, second = tmp_path / "first.svg", tmp_path / "second.svg"
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        await saves(stage, "save picture", first)
        await saves(stage, "save picture", second)
    # The path of the first file may be broken over lines of the notice, the last word may not.
    assert all("saved" not in path.read_text(encoding="utf-8") for path in (first, second))


async def test_a_picture_of_the_home_page_does_not_show_where_its_folder_is(tmp_path: Path) -> None:
    folder, path = tmp_path / "season", tmp_path / "home.svg"
    folder.mkdir()
    where = str(tmp_path)[:20]  # the screen cuts a long path
    async with on_stage(None, folder=folder, size=(400, 36)) as stage:
        await stage.until(lambda: where in stage.row("YOUR FILES"))
        await saves(stage, "save picture", path)
        assert where in stage.row("YOUR FILES")
    told = path.read_text(encoding="utf-8")
    assert ("season" in told, where in told) == (True, False)


async def test_a_picture_can_be_a_png_and_is_of_the_screen_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    async with on_stage(sample(KRAMERS), begin="8 to go", size=(60, 24)) as stage:
        await saves(stage, "save picture", path)
    assert path.read_bytes().startswith(b"\x89PNG")


async def test_no_file_is_written_over_and_another_ending_is_told(tmp_path: Path) -> None:
    there = tmp_path / "kept.txt"
    there.write_text("mine", encoding="utf-8")
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        run(stage, "save report")
        await stage.shows("save as", "-report.txt")
        line = stage.app.screen.query_one("SaveLine Input", Input)
        for value, told in ((str(there), "is there already"), ("report.docx", ".txt .md .html")):
            line.value = value
            await stage.shows(told)
            stage.press("enter")
            await stage.settle()
            await stage.shows(told)
    assert there.read_text(encoding="utf-8") == "mine"


async def test_a_page_in_a_browser_saves_nothing_on_the_machine_that_serves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        monkeypatch.setattr(type(stage.app), "is_web", property(lambda _: True))
        for name in ("save result", "save report", "save picture"):
            run(stage, name)
            await stage.shows("a page in a browser")
            stage.app.clear_notifications()
            await stage.hides("a page in a browser")
            assert not stage.app.screen.query("SaveLine")
    assert list(tmp_path.iterdir()) == []


async def test_the_palette_offers_it_and_the_picture_has_no_palette(tmp_path: Path) -> None:
    async with on_stage(sample(KRAMERS), begin="8 to go") as stage:
        stage.press("ctrl+p")
        await stage.until(lambda: stage.place != "race")
        await stage.write("export")
        await stage.shows("save result (export)", "save report (export)", "save picture (export)")
        stage.press("down", "down")
        await stage.shows("this screen as svg or png")
        stage.press("enter")
        await stage.shows("save as")
        path = tmp_path / "shot.svg"
        stage.app.screen.query_one("SaveLine Input", Input).value = str(path)
        await stage.settle()
        stage.press("enter")
        await stage.until(path.exists)
    assert "svg&#160;or" not in path.read_text(encoding="utf-8")
