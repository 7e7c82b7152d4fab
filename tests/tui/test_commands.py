"""Tests of the registry of commands: each has a key, a palette entry, a help line and an existing action."""

from __future__ import annotations

import inspect
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from textual.actions import parse
from textual.screen import Screen

from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language, words
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.commands import ANYWHERE, COMMANDS, ENTRY, Command, all_keys, bindings_of, commands_of
from massstart_tui.tui.help_rows import command_sections
from massstart_tui.tui.screens.entry_screen import EntryScreen
from massstart_tui.tui.screens.follow_screen import FollowScreen
from massstart_tui.tui.screens.help_screen import HelpScreen
from massstart_tui.tui.screens.home_screen import HomeScreen
from massstart_tui.tui.screens.lineup_screen import LineUpScreen
from massstart_tui.tui.screens.programme_screen import ProgrammeScreen
from massstart_tui.tui.screens.race_list import RacesScreen
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.screens.rehearsal_screen import RehearsalScreen
from massstart_tui.tui.screens.result_screen import ResultScreen
from massstart_tui.tui.screens.sheet_screen import SheetScreen
from massstart_tui.tui.screens.skater_screen import SkaterScreen
from massstart_tui.tui.screens.sources_screen import SourcesScreen
from massstart_tui.tui.screens.waiting_screen import WaitingScreen
from massstart_tui.tui.widgets.entry_line import ACTIONS
from tests.levels import first_quick
from tests.tui.places import opened
from tests.tui.stage import on_stage

SCREENS: dict[str, type[Screen[None]]] = {
    screen.place: screen
    for screen in (
        *(RaceScreen, EntryScreen, FollowScreen, WaitingScreen, SkaterScreen, ResultScreen),
        *(HelpScreen, RacesScreen, SheetScreen, ProgrammeScreen, HomeScreen, SourcesScreen, LineUpScreen),
        RehearsalScreen,
    )
}
PLACES = sorted(SCREENS)
every_place = pytest.mark.parametrize("place", PLACES)


def test_no_command_is_declared_twice_and_none_for_a_screen_that_is_not_there() -> None:
    declared = Counter((command.id, place) for command in COMMANDS for place in command.places)
    assert [name for name, times in declared.items() if times > 1] == []
    assert {place for command in COMMANDS for place in command.places} == set(SCREENS) == ANYWHERE | ENTRY


def test_every_command_has_a_key_and_the_words_for_it_in_both_languages() -> None:
    assert [command.id for command in COMMANDS if not (command.keys and command.shown)] == []
    codes = [code for command in COMMANDS for code in (f"command.{command.id}", f"command.{command.id}.help")]
    headings = sorted({f"heading.{command.heading}" for command in COMMANDS})
    assert [
        (language, code)
        for language, code in (*product(Language, codes), *product([Language.EN], headings))
        if not (words(language).has(code) and words(language)(code).strip())
    ] == []


def takes_what_it_is_given(place: str, command: Command) -> bool:
    """Return whether the command's action exists on this screen and takes these parameters."""
    namespace, name, parameters = parse(command.action)
    owner = MassStart if namespace == "app" else SCREENS[place]
    if (action := getattr(owner, f"action_{name}", None)) is None:
        return False
    try:
        inspect.signature(action).bind(owner, *parameters)
    except TypeError:
        return False
    return True


def test_every_action_is_there_on_its_screen_and_takes_what_it_is_given() -> None:
    every = [(place, command) for place in PLACES for command in commands_of(place)]
    assert every
    assert [(place, command.id) for place, command in every if not takes_what_it_is_given(place, command)] == []


@every_place
def test_no_key_is_bound_twice_on_a_screen(place: str) -> None:
    keys = Counter(key for command in commands_of(place) for key in command.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    bound = [key for binding in bindings_of(place) if not binding.priority for key in binding.key.split(",")]
    assert sorted(bound) == sorted(keys)


@every_place
async def test_a_screen_binds_the_keys_of_its_commands_has_them_in_the_palette_and_says_at_any_width_how_to_leave(
    place: str, tmp_path: Path
) -> None:
    async with opened(place, tmp_path, size=(40, 24)) as stage:
        active = stage.app.screen.active_bindings
        entries = [(entry.title, entry.help) for entry in stage.app.get_system_commands(stage.app.screen)]
        await stage.until(lambda: "q leave" in stage.rows[-1])
        for width in (60, 80, 120):
            await stage.resize(width, 24)
            await stage.until(lambda: "q leave" in stage.rows[-1])
    taken_by_the_line = set(ACTIONS) if place == "entry" else set()
    bound = set(active) | taken_by_the_line
    assert {key for command in commands_of(place) for key in command.keys} <= bound
    speak = words(Language.EN)
    with_keys = [
        (f"{speak(f'command.{command.id}')}  ({command.shown})", speak(f"command.{command.id}.help"))
        for command in commands_of(place)
        if command.id != "palette"
    ]
    assert entries[: len(with_keys)] == with_keys
    names = [name for name, _ in entries[len(with_keys) :]]
    assert names[-6:] == [
        *("theme: dark", "theme: light", "theme: high contrast", "theme: the terminal's own"),
        *("language: English", "language: Dutch (Nederlands)"),
    ]


@pytest.mark.parametrize(
    ("language", "place"), first_quick(product(Language, [p for p in PLACES if p not in ("help", "entry")]), 9)
)
async def test_the_help_tells_every_command_of_the_screen_it_was_asked_from(
    place: str, language: Language, tmp_path: Path
) -> None:
    speak = words(language)
    async with opened(place, tmp_path, size=(160, 90), language=language) as stage:
        await stage.settle()
        stage.press("question_mark")
        await stage.shows(speak("help.title"), speak(f"place.{place}"))
        text = " ".join(stage.text.split())
    rows = [row for section in command_sections(place, "", speak) for row in section.rows]
    assert sorted(id_ for row in rows for id_ in row.ids) == sorted(command.id for command in commands_of(place))
    for row in rows:
        assert f"{row.keys} " in text, row.ids
    for command in commands_of(place):
        (row,) = (row for row in rows if command.id in row.ids)
        assert set(all_keys(command, speak).split()) <= set(row.keys.split())
        assert row.said == speak(f"command.{command.id}.help") or len(row.ids) == 2


async def test_the_help_is_whole_also_where_it_is_narrow(tmp_path: Path) -> None:
    speak = words(Language.NL)
    async with opened("race", tmp_path, size=(60, 120), language=Language.NL) as stage:
        stage.press("question_mark")
        await stage.shows(speak("help.title"))
        assert "…" not in stage.text
        told = " ".join(stage.text.split())
    for section in command_sections("race", "", speak):
        for row in section.rows:
            assert row.said in told, row.ids


async def test_what_is_typed_is_looked_for_in_the_help(tmp_path: Path) -> None:
    async with opened("race", tmp_path, size=(120, 36)) as stage:
        stage.press("question_mark")
        await stage.shows("type to find a command", "SIGNS")
        stage.press(*"sprint")
        await stage.shows("with: sprint", "next sprint; sprint before")
        await stage.hides("play or pause")
        stage.press("q", "q")
        await stage.shows("Nothing here tells of that.")
        stage.press("backspace", "backspace")
        await stage.shows("next sprint; sprint before")
        stage.press("escape")
        await stage.shows("play or pause")
        stage.press("escape")
        await stage.until(lambda: stage.place == "race")


async def test_the_help_begins_with_the_part_that_has_the_focus(tmp_path: Path) -> None:
    async with opened("race", tmp_path, size=(120, 60)) as stage:
        for heading in ("TABLE", "LOG"):
            stage.press("tab", "question_mark")
            await stage.shows("type to find a command", heading, "REPLAY")
            assert stage.text.index(f"  {heading} ") < stage.text.index("  REPLAY")
            stage.press("escape")
            await stage.until(lambda: stage.place == "race")


@pytest.mark.parametrize("language", Language)
async def test_while_a_race_is_entered_the_help_stands_beside_it_with_every_verb_and_every_command(
    language: Language, tmp_path: Path
) -> None:
    speak = words(language)
    async with opened("entry", tmp_path, size=(200, 240), language=language) as stage:
        stage.press("f1")
        await stage.shows(speak("side.help"))
        await stage.settle()
        told = " ".join(" ".join(row[100:] for row in stage.rows).split())
    for command in commands_of("entry"):
        assert " ".join((all_keys(command, speak), speak(f"command.{command.id}.help"))) in told, command.id
    for verb, forms in VERBS.items():
        assert (forms.dutch if language is Language.NL else forms.english)[0] in told, verb
        assert speak(f"usage.{verb}") in told, verb


async def test_the_palette_finds_a_command_by_its_name_and_does_it(tmp_path: Path) -> None:
    async with opened("race", tmp_path, begin="3:00") as stage:
        stage.press("ctrl+p")
        await stage.until(lambda: stage.place != "race")
        await stage.write("sprint back")
        await stage.shows("to the sprint before")
        stage.press("enter")
        await stage.until(lambda: stage.place == "race")
        await stage.comes_to("2:00.5")


async def test_a_theme_and_a_language_are_chosen_by_name_from_the_palette(tmp_path: Path) -> None:
    async with opened("race", tmp_path, begin="3:00") as stage:
        for typed, help_of_it in (("contrast", "in this theme: high contrast"), ("nederlands", "spreek Nederlands")):
            stage.press("ctrl+p")
            await stage.until(lambda: stage.place != "race")
            await stage.write(typed)
            await stage.shows(help_of_it)
            stage.press("enter")
            await stage.until(lambda: stage.place == "race")
        await stage.until(lambda: "q stop" in stage.rows[-1])
        assert (stage.kept[-1].theme, stage.kept[-1].language) == ("contrast", "nl")


async def test_the_palette_says_in_the_language_of_the_screen_that_nothing_fits(tmp_path: Path) -> None:
    async with opened("race", tmp_path, language=Language.NL) as stage:
        stage.press("ctrl+p")
        await stage.until(lambda: stage.place != "race")
        await stage.write("zzz")
        await stage.shows("zo heet geen commando")
        assert "No matches" not in stage.text


async def test_a_list_without_races_opens_nothing() -> None:
    async with on_stage(None) as stage:
        stage.press("down", "enter", "pageup")
        await stage.settle()
        await stage.shows("Sample races")
        assert stage.place == "races"


@pytest.mark.parametrize(
    ("language", "asked", "how"),
    [
        (Language.EN, "a command by its name", "q leaves massstart"),
        (Language.NL, "een commando bij naam", "q sluit massstart af"),
    ],
)
async def test_the_palette_and_ctrl_c_speak_the_language_of_the_screen(
    language: Language, asked: str, how: str, tmp_path: Path
) -> None:
    async with opened("race", tmp_path, language=language) as stage:
        stage.press("ctrl+c")
        await stage.shows(how)
        stage.press("ctrl+p")
        await stage.shows(asked)
        assert "🔎" not in stage.text


async def test_in_entry_ctrl_c_says_above_the_line_how_to_leave(tmp_path: Path) -> None:
    async with opened("entry", tmp_path) as stage:
        stage.press("ctrl+c")
        await stage.shows("! ctrl q leaves massstart")
        assert not stage.app._notifications


def test_the_help_names_every_key_of_a_command() -> None:
    """A key that Textual names by a word is shown as a person reads it."""
    read_as = {"equals_sign": "=", "question_mark": "?", "plus": "+", "comma": ",", "full_stop": ".", "f1": "F1"}
    speak = words(Language.EN)
    for command in (command for command in COMMANDS if len(command.keys) > 1):
        told = all_keys(command, speak).split(" ")
        arrows = {"down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "page", "pageup": "page"}
        assert {arrows.get(key, read_as.get(key, key)) for key in command.keys} <= set(told), command.id


@pytest.mark.parametrize("place", ["race", "entry"])
async def test_the_keys_have_their_dutch_names_in_dutch(place: str, tmp_path: Path) -> None:
    async with opened(place, tmp_path, language=Language.NL, size=(120, 36)) as stage:
        await stage.until(lambda: stage.rows[-1].strip().startswith("spatie "))
        titles = [entry.title for entry in stage.app.get_system_commands(stage.app.screen)]
        assert not [title for title in titles if "space" in title or "page" in title]
        assert any(title.endswith("(pagina ↓)") for title in titles)


@pytest.mark.thorough  # takes seconds
@pytest.mark.parametrize("language", Language)
async def test_the_examples_of_the_verbs_are_whole_wherever_there_is_little_room(
    language: Language, tmp_path: Path
) -> None:
    speak = words(language)
    examples = {example for verb in VERBS for example in speak(f"usage.{verb}").split(", ")}
    async with opened("entry", tmp_path, size=(60, 240), language=language) as stage:
        stage.press("f1")
        await stage.shows(speak("side.help"))
        for width in (60, 80, 120):
            await stage.resize(width, 240)
            await stage.shows(speak("side.help"), *examples)


async def test_a_notice_takes_the_place_of_the_one_before_which_the_palette_keeps(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.app.notify("the first thing [told]", markup=False)
        await stage.shows("the first thing [told]")
        stage.app.notify("the second thing", markup=False)
        await stage.shows("the second thing")
        await stage.hides("the first thing")
        found = [command.title for command in stage.app.get_system_commands(stage.app.screen)]
        assert found[-2:] == ["told before: the second thing", "told before: the first thing \\[told]"]
