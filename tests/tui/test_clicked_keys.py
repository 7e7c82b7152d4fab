"""Tests that every key that is named at the bottom can be clicked, and that a key without an effect says so once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events

from massstart_tui.text.words import Language, words
from massstart_tui.tui.commands import (
    ANYWHERE,
    ENTRY,
    Doing,
    NamedKeys,
    commands_of,
    entry_key_line,
    key_line_of,
    key_of,
    with_keys,
    wrapped_with_keys,
)
from massstart_tui.tui.modes import PlayDemonstration, Playing
from massstart_tui.tui.painting import KEY
from massstart_tui.tui.screens.page_screen import TitleLine
from massstart_tui.tui.textual_internals import strips_of_screen
from massstart_tui.tui.widgets.bars import KeyLine
from massstart_tui.view.demonstration import RACE as DEMONSTRATED
from tests.tui.drawn_lines import strips_of
from tests.tui.places import opened
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, first_look, on_stage

PLACES = ("race", "follow", "skater", "result", "help", "races", "sheet", "programme", "entry")


def written(stage: Stage, row: int = -1) -> list[tuple[int, str, str]]:
    """Return each text of a row, the last one unless another is given, that names a key, as (column, text, key)."""
    strip = strips_of_screen(stage.app.screen)[row]
    found, x = [], 0
    for segment in strip:
        if segment.style is not None and KEY in segment.style.meta:
            found.append((x, segment.text, segment.style.meta[KEY]))
        x += segment.cell_length
    return found


@pytest.mark.parametrize("place", PLACES)
async def test_the_mouse_on_each_key_presses_it(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(place, tmp_path, size=(160, 36)) as stage:
        await stage.settle()
        pressed = keep_keys(stage, monkeypatch)
        texts = written(stage)
        assert len(texts) >= 4
        for x, text, key in texts:
            for column in (x, x + len(text) - 1):
                pressed.clear()
                stage.click((column, 35))
                await stage.until(lambda: pressed)
                assert pressed == [key], text


@pytest.mark.parametrize("width", [60, 80, 160])
async def test_an_entry_of_the_bottom_line_is_a_button_as_a_whole(width: int, race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(width, 24)) as stage:
        await stage.settle()
        for entry in key_line_of("race"):
            said = words(Language.EN)(entry.code)
            named = [shown for shown, _ in entry.keys]
            texts = [text for _, text, _ in written(stage)]
            row = "".join(stage.rows[-1])
            if (whole := f"{' '.join(named)} {said}") in row:
                begin = row.index(whole)
                cells = {x + at for x, text, _ in written(stage) for at in range(len(text))}
                assert cells.issuperset(range(begin, begin + len(whole))), texts


def keep_keys(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which all keys are put from now on, in place of being pressed."""
    pressed: list[str] = []
    post = stage.app.post_message

    def keep(message: Any) -> bool:
        if isinstance(message, events.Key):
            pressed.append(message.key)
            return True
        return post(message)

    monkeypatch.setattr(stage.app, "post_message", keep)
    return pressed


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("home", ["n", "e", "f", "r", "o", "enter", "x"]),
        ("skater", ["h"]),
        ("result", ["d", "right"]),
        ("programme", ["enter", "x"]),
    ],
)
async def test_the_mouse_on_a_key_above_the_bottom_line_presses_it(
    place: str, named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(place, tmp_path, size=(160, 60)) as stage:
        await stage.until(lambda: any(written(stage, y) for y in range(59)))
        pressed = keep_keys(stage, monkeypatch)
        found = [(x, y, key) for y in range(59) for x, _, key in written(stage, y)]
        found.sort(key=lambda at: named.index(at[2]))
        assert [key for _, _, key in found] == named
        for x, y, _ in found:
            stage.click((x, y))
        await stage.until(lambda: pressed == named)


async def test_a_key_of_the_help_leaves_it_and_does_on_the_screen_behind_what_the_help_says(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(80, 24)) as stage:
        for text, at in (("]", "3:30.0"), ("s S", "4:00.5")):
            stage.press("question_mark")
            await stage.until(lambda: stage.place == "help")
            await stage.shows(text)
            stage.click(stage.places_of(f"{text}   "))
            await stage.until(lambda: stage.place == "race")
            await stage.comes_to(at)


async def test_the_keys_named_where_a_chart_would_be_can_be_clicked() -> None:
    async with on_stage(sample(KRAMERS), begin="3:00", size=(100, 30)) as stage:
        stage.press("c", "tab")
        await stage.shows("no crossings of this race")
        stage.click(stage.places_of("tab shows"))
        await stage.shows("GAPS")
        stage.click(stage.places_of("esc goes back"))
        await stage.shows("INCIDENTS")


@pytest.mark.parametrize(
    ("opening", "said"), [("slash", "tab: the next one"), ("ctrl+o", "tab completes")], ids=["search", "file"]
)
async def test_the_keys_named_where_nothing_is_typed_yet_can_be_clicked(
    opening: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(sample(KRAMERS), begin="3:00", size=(100, 30)) as stage:
        stage.press(opening)
        await stage.shows(said)
        pressed = keep_keys(stage, monkeypatch)
        stage.click(stage.places_of(said))
        await stage.until(lambda: pressed == ["tab"])


async def test_the_keys_in_what_the_help_says_of_this_moment_can_be_clicked(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(80, 24)) as stage:
        stage.press("question_mark")
        await stage.shows("NOW")
        x, y = stage.places_of("s goes to sprint")
        stage.click((x, y))
        await stage.comes_to("4:00.5")


async def test_the_keys_of_the_first_minute_can_be_clicked(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(80, 24), first_time=True) as stage:
        await stage.shows("s: sprint")
        stage.click(stage.places_of("s: sprint"))
        await stage.comes_to("4:00.5")


async def test_a_click_on_the_line_of_the_demonstration_ends_it_as_any_key_does() -> None:
    path = sample(DEMONSTRATED)
    async with on_stage(None, entering=PlayDemonstration(path, first_look(path), Playing(begin="3:15"))) as stage:
        await stage.shows("any key")
        stage.click(stage.places_of("any key"))
        await stage.hides("any key")
        await stage.until(lambda: stage.place == "race")


@pytest.mark.parametrize("width", [60, 80])
async def test_the_arrows_in_a_heading_of_one_line_can_be_clicked(width: int, race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(width, 24)) as stage:
        stage.press("tab")
        await stage.shows("↑↓")
        x, y = next((row.index("↑↓"), y) for y, row in enumerate(stage.rows) if "↑↓" in row)
        stage.click((x + 1, y))
        await stage.until(lambda: "Vik" in stage.cursor)


async def test_the_key_in_a_notice_can_be_clicked_and_what_it_quotes_is_only_shown(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(160, 48)) as stage:
        stage.app.tell("[bold]s.jsonl[/] \\[@click=app.exit()]x[/] “s”; s goes on", ("sprint_on",))
        await stage.shows("[bold]s.jsonl[/] \\[@click=app.exit()]x[/] “s”; s goes on")
        x, y = stage.places_of("s goes on")
        stage.click((x, y))
        await stage.comes_to("4:00.5")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("place", sorted(ANYWHERE | ENTRY))
def test_a_key_in_a_sentence_presses_that_key_in_any_order_and_whole_words_only(place: str, language: Language) -> None:
    spoken = words(language)
    names = [command.id for command in commands_of(place)]
    keys = {key_of(name, spoken): name for name in names}
    for listed in (list(keys), list(reversed(keys))):
        said = f"xsx {' · '.join(listed)} “{' · '.join(listed)}”"
        pieces = with_keys(said, names, spoken, Style.null())
        assert [text for text, style in pieces if KEY in style.meta] == listed
        assert "".join(text for text, _ in pieces) == said
    for width in range(14, 60):
        lines = wrapped_with_keys(" · ".join(keys), names, spoken, Style.null(), width)
        assert [text for line in lines for text, style in line if KEY in style.meta] == list(keys)


@pytest.mark.parametrize(("tabs", "title"), [(1, "RESULT"), (2, "INCIDENTS")])
async def test_the_arrows_in_the_heading_of_the_table_or_the_log_can_be_clicked(
    tabs: int, title: str, race: Path
) -> None:
    async with on_stage(race, begin="end", size=(120, 36)) as stage:
        stage.press(*["tab"] * tabs)
        await stage.shows(f"{title} ↑↓")
        x, y = stage.places_of(f"{title} ↑↓")
        stage.click((x + len(title) + 2, y))
        await stage.shows("▶")


@pytest.mark.parametrize(
    "listed", [*map(key_line_of, (*PLACES[:-1], "waiting")), *map(entry_key_line, Doing), key_line_of("race", "log")]
)
@pytest.mark.parametrize("language", list(Language))
def test_all_that_is_written_names_a_key_that_the_mouse_presses(
    listed: tuple[NamedKeys, ...], language: Language
) -> None:
    line = KeyLine()
    line.words = words(language)
    line.show(listed)
    (strip,) = strips_of(line, 300, 1)
    pressed = [segment.style.meta.get(KEY) for segment in strip if segment.text.strip() and segment.style]
    assert None not in pressed
    assert [key for entry in listed for _, key in (*entry.keys, entry.keys[0])] == pressed


async def test_a_click_on_a_key_does_what_the_key_does(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(160, 36)) as stage:
        for text, at in (("sprint", "4:00.5"), ("←", "3:55.5"), ("5 s", "3:50.5"), ("→", "3:55.5"), ("]", "4:00.0")):
            stage.click((stage.rows[-1].index(text), 35))
            await stage.comes_to(at)


async def test_the_line_says_what_the_arrows_do(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(160, 36)) as stage:
        for said in ("↑ ↓ speed", "↑ ↓ table", "↑ ↓ log", "↑ ↓ speed"):
            await stage.until(lambda said=said: said in stage.rows[-1])  # type: ignore[misc] # a default in a lambda
            stage.press("tab")


@pytest.mark.parametrize("alone", ["c", "o"])
@pytest.mark.parametrize("key", ["f", "v", "pagedown"])
async def test_a_key_for_what_a_chart_hides_does_nothing_and_says_so(alone: str, key: str, race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(120, 36)) as stage:
        layout = stage.race.layout_name
        stage.press(alone, key)
        await stage.until(lambda: "what this changes is not in view: esc shows it" in stage.rows[-1])
        assert (stage.race.layout_name, stage.race.log_lines.filter.value) == (layout, "all")


@pytest.mark.parametrize("place", ["race", "follow"])
@pytest.mark.parametrize(
    ("at", "keys", "said"),
    [
        ("home", ["left", "shift+left", "comma", "left_square_bracket", "S", "I"], "nothing earlier"),
        ("end", ["right", "shift+right", "full_stop", "right_square_bracket", "s", "i"], "nothing later"),
    ],
)
async def test_a_key_that_goes_no_further_says_so(
    place: str, at: str, keys: list[str], said: str, tmp_path: Path
) -> None:
    async with opened(place, tmp_path, size=(120, 36)) as stage:
        for key in keys:
            stage.press(at, "T")  # what the first of these says of itself goes with the second
            await stage.until(lambda: said not in stage.rows[-1])
            stage.press(key)
            await stage.until(lambda: said in stage.rows[-1])


@pytest.mark.parametrize(("key", "said"), [("right_square_bracket", "nothing later"), ("s", "nothing later")])
async def test_a_key_of_a_skater_that_goes_no_further_says_so(key: str, said: str, tmp_path: Path) -> None:
    async with opened("skater", tmp_path, size=(120, 36)) as stage:
        stage.press(key)
        await stage.until(lambda: said in stage.rows[-1])


@pytest.mark.parametrize("place", ["skater", "result"])
async def test_a_key_for_the_next_chart_says_on_a_page_which_key_shows_one(place: str, tmp_path: Path) -> None:
    async with opened(place, tmp_path, size=(120, 36)) as stage:
        stage.press("tab")
        await stage.until(lambda: "what this changes is not in view: c shows it" in stage.rows[-1])
        stage.press("c", "tab")
        await stage.until(lambda: "LAP CHART" in stage.text)


async def test_escape_where_nothing_leads_back_says_how_to_leave(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(120, 36)) as stage:
        stage.press("escape")
        await stage.shows("q")
        await stage.until(lambda: stage.app.words("leave.how", key="q") in " ".join(stage.text.split()))


async def test_a_key_without_an_effect_says_so_once_and_the_next_key_removes_it(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(120, 36)) as stage:
        stage.press("z")
        await stage.until(lambda: "z does nothing on this screen" in stage.rows[-1])
        stage.press("j")
        await stage.until(lambda: "does nothing" not in stage.rows[-1])
        stage.press("escape", "z")
        await stage.settle()
        assert "does nothing" not in stage.rows[-1]
        stage.press("f9")
        await stage.until(lambda: "f9 does nothing" in stage.rows[-1])


async def test_the_key_that_sets_a_first_bookmark_can_be_clicked_where_it_is_said(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(160, 48)) as stage:
        stage.press(key_of("bookmarks", words(Language.EN)))
        await stage.shows("m sets one")
        stage.click(stage.places_of("m sets one"))
        await stage.shows("Bookmarks of this race are not kept")


@pytest.mark.parametrize("width", range(30, 90))
def test_what_a_page_belongs_to_keeps_its_end_where_it_is_too_long(width: int) -> None:
    line = TitleLine()
    line.show("Line-up · 2 of 15", "Men's mass start, semi-final 1")
    (strip,) = strips_of(line, width, 1)
    about = strip.text[19:].strip()
    assert not about or about.endswith("final 1")
    assert strip.cell_length == width
