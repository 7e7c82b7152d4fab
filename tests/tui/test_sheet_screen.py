"""Tests of the start sheet screen: saved changes, feedback while typing, and pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual import events

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.settings import Settings
from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.places import a_start_sheet, sheet_on_stage
from tests.tui.races import HOSTILE_NAMES, KRAMERS, sample
from tests.tui.sheet_proofs import chosen, types
from tests.tui.stage import Stage, first_look


async def asks(stage: Stage, key: str, text: str) -> None:
    """Open the input line of this key, and type."""
    stage.press(key)
    await stage.until(lambda: "q leave" not in stage.rows[-1])
    await stage.write(text)


def bibs(sheet: Sheet) -> dict[int, str]:
    """Return the skaters' names by bib."""
    return {skater.bib: skater.name for skater in sheet.skaters}


async def test_a_bib_that_is_taken_is_swapped_and_who_does_not_start_is_still_the_same_skater() -> None:
    async with sheet_on_stage(a_start_sheet(), frozenset({1})) as (stage, handed):
        await asks(stage, "b", "4")
        await stage.shows("Anna Noord gets 4, Dana Müller gets 1")
        stage.press("enter")
        await stage.until(lambda: "4  Anna Noord" in chosen(stage) and "× does not start" in chosen(stage))
        sheet, absent = handed[-1]
        assert (bibs(sheet)[1], bibs(sheet)[4]) == ("Dana Müller", "Anna Noord")
        assert absent == {4}
        assert [skater.bib for skater in sheet.skaters] == [1, 2, 3, 4, 5, 6]
        assert len(handed) == 1


async def test_every_change_is_handed_on_at_once_also_when_it_is_undone() -> None:
    sheet = a_start_sheet()
    async with sheet_on_stage(sheet) as (stage, handed):
        stage.press("d", "delete", "u", "u")
        await stage.until(lambda: len(handed) == 4)
        assert [(len(changed.skaters), set(absent)) for changed, absent in handed] == [
            (6, {1}),
            (5, set()),
            (6, {1}),
            (6, set()),
        ]
        assert handed[-1] == (sheet, frozenset())


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("b", "1000", "‘1000’ is not a bib; expected a whole number from 1 to 999"),
        ("b", "x", "‘x’ is not a bib"),
        ("a", "4 New Name NED", "bib 4 is that of Dana Müller; expected one that is free"),
        ("a", "17", "there is no name; expected one"),
        ("a", "New Name", "‘New’ is not a bib"),
        ("a", "[red] A", "‘[red]’ is not a bib"),
    ],
)
async def test_what_is_wrong_is_told_and_what_is_typed_stays_to_be_put_right(key: str, text: str, why: str) -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, key, text)
        await stage.shows(why)
        stage.press("enter")
        await stage.settle()
        await stage.until(lambda: stage.rows[-1].endswith(text) and why in stage.text)
        assert handed == []
        stage.press(*["backspace"] * len(text))
        await types(stage, "", "17" if key == "b" else "17 New Name NED")
        assert bibs(handed[-1][0])[17]


async def test_a_name_that_is_emptied_is_told() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, "n", "")
        stage.press(*["backspace"] * 20, "enter")
        await stage.shows("there is no name; expected one")
        assert handed == []


async def test_a_nation_can_be_left_empty() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, "o", "")
        stage.press(*["backspace"] * 3)
        await stage.shows("Anna Noord without a nation")
        stage.press("enter")
        await stage.until(lambda: handed and handed[-1][0].skaters[0].noc == "")


async def test_a_change_that_could_not_be_kept_says_why_and_changes_nothing() -> None:
    why_not = "[bold]the disk is full"
    async with sheet_on_stage(a_start_sheet(), why_not=why_not) as (stage, handed):
        await asks(stage, "b", "17")
        stage.press("enter")
        await stage.shows(why_not)
        await stage.until(lambda: stage.rows[-1].endswith("bib 17"))
        stage.press("escape")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        assert "1  Anna Noord" in chosen(stage)
        stage.press("d", "delete")
        await stage.until(lambda: len(handed) == 3)
        await stage.shows(why_not)
        assert "6 skaters" in stage.text
        assert "does not start" not in stage.text


@pytest.mark.parametrize(("key", "text"), [("b", ""), ("b", "  "), ("a", ""), ("b", "1"), ("n", ""), ("o", "")])
async def test_nothing_typed_changes_nothing(key: str, text: str) -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, key, text)
        stage.press("enter")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        stage.press("u")
        await stage.shows("nothing has been changed here")
        assert handed == []


async def test_escape_leaves_the_line_and_then_the_screen() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, "b", "17")
        stage.press("escape")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        stage.press("escape")
        await stage.until(lambda: stage.place == "races")
        assert handed == []


async def test_another_window_in_front_for_a_while_does_not_cost_what_was_typed() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, "a", "17 New")
        stage.app.post_message(events.AppBlur())
        await stage.settle()
        stage.app.post_message(events.AppFocus())
        await stage.settle()
        await stage.write(" Name NED")
        stage.press("enter")
        await stage.until(lambda: handed and bibs(handed[-1][0]).get(17) == "New Name")


async def test_the_last_skater_stays_on_the_sheet() -> None:
    alone = replace(a_start_sheet(), skaters=(Skater(7, "Emi Sato"),))
    async with sheet_on_stage(alone) as (stage, handed):
        stage.press("delete")
        await stage.shows("Emi Sato is the only one on the start sheet")
        assert handed == []


async def test_letters_that_are_commands_elsewhere_are_letters_here() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, handed):
        await asks(stage, "a", "17 qduTL?")
        await stage.until(lambda: stage.rows[-1].endswith("17 qduTL?"))
        assert (stage.place, handed, stage.kept) == ("sheet", [], [])


async def test_a_sheet_longer_than_the_screen_keeps_its_heading_and_the_cursor_in_view() -> None:
    crowd = replace(a_start_sheet(), skaters=tuple(Skater(bib, f"Skater {bib}") for bib in range(1, 41)))
    async with sheet_on_stage(crowd, size=(60, 16)) as (stage, _):
        for _ in range(4):
            stage.press("pagedown")
        await stage.until(lambda: "40  Skater 40" in chosen(stage))
        assert "40 skaters" in stage.text
        assert "skater " in stage.row("noc")


REAL: dict[str, Any] = {"size": (80, 24)}


def kramers() -> Sheet:
    """Return the start sheet of a real semi-final."""
    return first_look(sample(KRAMERS)).sheet


async def test_a_note_that_is_cut_in_its_row_is_whole_below_the_skaters() -> None:
    sheet = kramers()
    note = "Broke his collarbone in October and was back on the ice in the week before Christmas"
    skaters = tuple(replace(skater, notes=(note, note[::-1])) for skater in sheet.skaters)
    async with sheet_on_stage(replace(sheet, skaters=skaters), size=(120, 36)) as (stage, _):
        assert "…" in chosen(stage)
        told = " ".join(" ".join(row[29:73].split()) for row in stage.rows[-9:])
        assert note in told
        assert sum("█" in row for row in stage.rows) == 7


@pytest.mark.parametrize("height", [30, 31, 32, 33, 34])
async def test_no_skater_is_out_of_sight_for_what_stands_below_them(height: int) -> None:
    async with sheet_on_stage(kramers(), size=(120, height)) as (stage, _):
        assert all(skater.name in stage.text for skater in kramers().skaters)


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 36), (200, 60)])
async def test_the_start_sheet_at_every_size(album: Album, width: int, height: int) -> None:
    """Fifteen skaters with bib, name and nation; Quinn is chosen, struck through and marked as not starting.

    At 60 columns there are no dates of birth, and the longest name is cut; from 80 everything fits, from 120 Kramer's
    notes, and below the skaters Quinn with his bib in large digits.
    """
    async with sheet_on_stage(kramers(), frozenset({3}), size=(width, height)) as (stage, _):
        stage.press("down", "down")
        await stage.until(lambda: "Ian Quinn" in chosen(stage))
        shows(album, f"sheet-{width}x{height}", stage)


@pytest.mark.parametrize("theme", ["light", "ansi"])
async def test_the_start_sheet_in_other_themes(album: Album, theme: str) -> None:
    """The same, dark on light, and in the terminal's own colours with the chosen row reversed."""
    async with sheet_on_stage(kramers(), frozenset({3}), settings=Settings(theme=theme), **REAL) as (stage, _):
        stage.press("down", "down")
        await stage.until(lambda: "Ian Quinn" in chosen(stage))
        shows(album, f"sheet-{theme}", stage)


async def test_a_swap_as_it_is_typed_in_dutch(album: Album) -> None:
    """Above the line is what Enter would do, in Dutch: Swings gets 5 and Ulekleiv gets 1; nothing has changed yet."""
    narrow: dict[str, Any] = {"size": (60, 24), "language": Language.NL}
    async with sheet_on_stage(kramers(), **narrow) as (stage, _):
        stage.press("b")
        await stage.until(lambda: stage.rows[-1].strip() == "nummer")
        await stage.write("5")
        await stage.shows("Bart Swings krijgt 5, Kristian Ulekleiv krijgt 1")
        shows(album, "sheet-swap", stage)


async def test_a_bib_that_is_none(album: Album) -> None:
    """In red above the line: 1000 is not a bib, and which bibs are valid."""
    async with sheet_on_stage(kramers(), **REAL) as (stage, _):
        await asks(stage, "b", "1000")
        await stage.shows("‘1000’ is not a bib")
        shows(album, "sheet-wrong", stage)


async def test_names_that_would_take_over_the_terminal_on_the_start_sheet(album: Album) -> None:
    """Markup as typed, signs in place of controls and overrides, aligned columns; also on the input line."""
    skaters = tuple(
        Skater(bib, name, "[i]"[: bib % 4], notes=("\x1b[2J[red]",)) for bib, name in enumerate(HOSTILE_NAMES, 1)
    )
    hostile = replace(a_start_sheet(), skaters=skaters, title="\x1b]0;x\x07[reverse]", competition="コンペ 大会")
    async with sheet_on_stage(hostile, frozenset({4, 7}), **REAL) as (stage, handed):
        stage.press("down", "n")
        await stage.shows("name esc", "as it is")
        assert "\x1b" not in stage.text
        shows(album, "sheet-hostile", stage)
        stage.press("enter")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        assert handed == []


def shows(album: Album, name: str, stage: Stage) -> None:
    """Compare the picture of the current screen."""
    album.holds(name, stage.app.export_screenshot(title="massstart", simplify=True))


async def test_what_was_done_is_said_on_a_line_of_the_screen_until_the_next_key() -> None:
    async with sheet_on_stage(a_start_sheet()) as (stage, _):
        stage.press("delete")
        await stage.until(lambda: "✓ 1 Anna Noord is off the start sheet" in "".join(stage.rows[-3:-1]))
        await asks(stage, "b", "7")
        await stage.hides("is off the start sheet")
        stage.press("escape")
        await stage.until(lambda: "q leave" in stage.rows[-1])
        await stage.settle()
        stage.press("u", "u")
        await stage.until(lambda: "× nothing has been changed here" in "".join(stage.rows[-3:-1]))
        stage.press("down")
        await stage.hides("nothing has been changed here")
        assert not stage.app._notifications
