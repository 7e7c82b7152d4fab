"""The registry of commands: the keys, the palette entry and the help line of every action."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from rich.style import Style
from textual.binding import Binding

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.prose import TIED
from massstart_tui.text.sentences.commands import KEY_NAMES
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, Piece, pressing, wrap


class Command(NamedTuple):
    """A command.

    ``keys`` are Textual's names of its keys, ``shown`` is how a person reads them, and ``also`` names further keys,
    which only the help shows; both are in English, see `named`. ``places`` are the screens it is available on. Its name
    is the text ``command.ID``, its description ``command.ID.help``, and ``heading`` the section of the help that lists
    it. ``in_key_line`` says whether the bottom line names it.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    action: str
    heading: str
    places: frozenset[str]
    in_key_line: bool = False
    also: str = ""


REPLAY: Final = frozenset({"race"})
FOLLOW: Final = frozenset({"follow"})
RACE: Final = REPLAY | FOLLOW
SHEET: Final = frozenset({"sheet"})
ENTRY: Final = frozenset({"entry"})
PROGRAMME: Final = frozenset({"programme"})
HOME: Final = frozenset({"home"})
RESULT: Final = frozenset({"result"})
SKATER: Final = frozenset({"skater"})
LINEUP: Final = frozenset({"lineup"})
BROWSED: Final = PROGRAMME | HOME
_OTHERS: Final = frozenset({"skater", "sources", "help", "races", "sheet", "programme", "home", "waiting", "rehearsal"})
ANYWHERE: Final = RACE | RESULT | LINEUP | _OTHERS
HELPED: Final = ANYWHERE - {"help"}
LISTS: Final = frozenset({"skater", "sources", "help", "races", "sheet", "programme", "home", "rehearsal"})
PAGES: Final = (LISTS | RESULT) - BROWSED


def _race(name: str, key: str, shown: str, action: str, heading: str, *, line: bool = False) -> Command:  # noqa: PLR0913 - a row of the table below
    return Command(name, (key,), shown, action, heading, RACE, line)


def _entry(name: str, key: str, shown: str, action: str, heading: str) -> Command:
    return Command(name, (key,), shown, action, heading, ENTRY)


def _follow(  # noqa: PLR0913 - a row of the table below
    name: str, keys: tuple[str, ...], shown: str, action: str, *, line: bool = False, also: str = ""
) -> Command:
    return Command(name, keys, shown, action, "follow", FOLLOW, line, also)


COMMANDS: Final = (
    _entry("entry_lap", "space", "space", "lap", "entry"),
    _entry("entry_lap_meanwhile", "ctrl+l", "ctrl l", "lap_meanwhile", "entry"),
    _entry("entry_record", "enter", "enter", "record", "entry"),
    _entry("entry_complete", "tab", "tab", "complete(1)", "entry"),
    _entry("entry_choose_last", "shift+tab", "shift tab", "complete(-1)", "entry"),
    _entry("entry_clear", "escape", "esc", "clear", "entry"),
    _entry("entry_drop_pasted", "ctrl+g", "ctrl g", "drop_pasted", "entry"),
    _entry("entry_undo", "ctrl+z", "ctrl z", "undo", "correct"),
    _entry("entry_redo", "ctrl+y", "ctrl y", "redo", "correct"),
    _entry("entry_down", "down", "↓", "choose(1)", "correct"),
    _entry("entry_up", "up", "↑", "choose(-1)", "correct"),
    _entry("entry_edit", "e", "e", "edit", "correct"),
    _entry("entry_take_back", "delete", "delete", "take_back", "correct"),
    _entry("entry_take_back_to", "shift+delete", "shift delete", "take_back_to", "correct"),
    _entry("entry_set_clock", "ctrl+t", "ctrl t", "set_clock", "correct"),
    _entry("entry_tick", "f2", "F2", "tick", "hand"),
    _entry("entry_tick_all", "shift+f2", "shift F2", "tick_all", "hand"),
    _entry("entry_cues", "f3", "F3", "side('cues')", "hand"),
    _entry("entry_sheet", "f4", "F4", "side('sheet')", "hand"),
    _entry("entry_edit_sheet", "f5", "F5", "edit_sheet", "hand"),
    _entry("lineup", "shift+f5", "shift F5", "lineup", "hand"),
    _entry("what_if", "f9", "F9", "what_if", "hand"),
    _entry("result", "ctrl+r", "ctrl r", "result", "screen"),
    _entry("entry_table_down", "pagedown", "page ↓", "table(1)", "screen"),
    _entry("entry_table_up", "pageup", "page ↑", "table(-1)", "screen"),
    _entry("entry_search", "slash", "/", "search", "screen"),
    _entry("entry_bookmark", "ctrl+n", "ctrl n", "bookmark", "screen"),
    _entry("entry_bookmarks", "ctrl+b", "ctrl b", "bookmarks", "screen"),
    _entry("entry_save", "ctrl+o", "ctrl o", "save", "screen"),
    _entry("entry_layout", "f6", "F6", "layout", "screen"),
    _entry("theme", "f7", "F7", "app.next_theme", "screen"),
    _entry("language", "f8", "F8", "app.next_language", "screen"),
    Command("play", ("space",), "space", "play", "replay", REPLAY, in_key_line=True),
    _follow("live", ("end",), "end", "end", line=True),
    _follow("go_on", ("space",), "space", "play", line=True),
    _follow("delay_more", ("plus", "equals_sign"), "+", "delay(500)", also="="),
    _follow("delay_less", ("minus",), "-", "delay(-500)"),
    _follow("notices", ("b",), "b", "notices", line=True),
    _follow("notices_skater", ("n",), "n", "notices_skater"),
    _race("back_5", "left", "←", "step(-5000)", "replay"),
    _race("on_5", "right", "→", "step(5000)", "replay"),
    _race("back_30", "shift+left", "shift ←", "step(-30000)", "replay"),
    _race("on_30", "shift+right", "shift →", "step(30000)", "replay"),
    _race("event_back", "comma", ",", "event(-1)", "replay"),
    _race("event_on", "full_stop", ".", "event(1)", "replay"),
    Command("lap_back", ("left_square_bracket",), "[", "lap(-1)", "replay", RACE | SKATER),
    Command("lap_on", ("right_square_bracket",), "]", "lap(1)", "replay", RACE | SKATER),
    Command("sprint_on", ("s",), "s", "sprint(1)", "replay", RACE | SKATER, in_key_line=True),
    Command("sprint_back", ("S",), "S", "sprint(-1)", "replay", RACE | SKATER),
    _race("incident_on", "i", "i", "incident(1)", "replay", line=True),
    _race("incident_back", "I", "I", "incident(-1)", "replay"),
    _race("up", "up", "↑", "up", "replay"),
    _race("down", "down", "↓", "down", "replay"),
    Command("faster", ("plus", "equals_sign"), "+", "speed(1)", "replay", REPLAY, also="="),
    Command("slower", ("minus",), "-", "speed(-1)", "replay", REPLAY),
    _race("start", "home", "home", "start", "replay"),
    Command("end", ("end",), "end", "end", "replay", REPLAY),
    _race("goto", "g", "g", "goto", "replay", line=True),
    Command("notices", ("b",), "b", "notices", "replay", REPLAY),
    _race("bookmark", "m", "m", "bookmark", "replay"),
    _race("bookmarks", "M", "M", "bookmarks", "replay"),
    _race("view", "t", "t", "view", "replay"),
    _race("what_if", "w", "w", "what_if", "table", line=True),
    _race("skater", "enter", "enter", "skater", "table"),
    _race("part_on", "tab", "tab", "part(1)", "table"),
    _race("part_back", "shift+tab", "shift tab", "part(-1)", "table"),
    _race("cursor_down", "j", "j", "cursor(1)", "table"),
    _race("cursor_up", "k", "k", "cursor(-1)", "table"),
    _race("filter", "f", "f", "filter", "log"),
    _race("filter_skater", "F", "F", "filter_skater", "log"),
    _race("log_older", "pagedown", "page ↓", "log(1)", "log"),
    _race("log_newer", "pageup", "page ↑", "log(-1)", "log"),
    _race("chart", "c", "c", "chart", "screen", line=True),
    _race("ice", "o", "o", "ice", "screen", line=True),
    _race("layout", "v", "v", "layout", "screen"),
    Command("skater_back", ("left",), "←", "skater(-1)", "table", SKATER),
    Command("skater_on", ("right",), "→", "skater(1)", "table", SKATER, in_key_line=True),
    Command("head_to_head", ("h",), "h", "head_to_head", "table", SKATER, in_key_line=True),
    Command("search", ("slash",), "/", "search", "table", RACE | SKATER | RESULT),
    Command("result", ("r",), "r", "result", "screen", RACE, in_key_line=True),
    Command("lineup", ("l",), "l", "lineup", "screen", RACE | SHEET),
    Command("lineup_next", ("right", "pagedown", "enter"), "→", "skater(1)", "lineup", LINEUP, True, "page ↓ enter"),
    Command("lineup_before", ("left", "pageup"), "←", "skater(-1)", "lineup", LINEUP, True, "page ↑"),
    Command("line_down", ("down", "j"), "↓ j", "scroll(1)", "lineup", LINEUP),
    Command("line_up", ("up", "k"), "↑ k", "scroll(-1)", "lineup", LINEUP),
    Command("lineup_first", ("home",), "home", "skater_at(0)", "lineup", LINEUP),
    Command("lineup_last", ("end",), "end", "skater_at(-1)", "lineup", LINEUP),
    Command("sheet_absent", ("d",), "d", "absent", "sheet", SHEET, in_key_line=True),
    Command("sheet_bib", ("b",), "b", "bib", "sheet", SHEET, in_key_line=True),
    Command("sheet_name", ("n",), "n", "name", "sheet", SHEET, in_key_line=True),
    Command("sheet_noc", ("o",), "o", "noc", "sheet", SHEET, in_key_line=True),
    Command("sheet_add", ("a",), "a", "add", "sheet", SHEET, in_key_line=True),
    Command("sheet_off", ("delete",), "delete", "off", "sheet", SHEET, in_key_line=True),
    Command("sheet_undo", ("u",), "u", "undo", "sheet", SHEET, in_key_line=True),
    Command("sheet_say", ("s",), "s", "say", "sheet", SHEET, in_key_line=True),
    Command("result_down", ("down", "j"), "↓ j", "cursor(1)", "screen", RESULT, in_key_line=True),
    Command("result_up", ("up", "k"), "↑ k", "cursor(-1)", "screen", RESULT),
    Command("doubted_back", ("left",), "←", "doubted(-1)", "screen", RESULT),
    Command("doubted_on", ("right",), "→", "doubted(1)", "screen", RESULT),
    Command("result_skater", ("enter",), "enter", "skater", "screen", RESULT, in_key_line=True),
    Command("save_result", ("p",), "p", "save", "screen", RESULT, in_key_line=True),
    Command("doubts", ("d",), "d", "doubts", "screen", RESULT, in_key_line=True),
    Command("chart", ("c",), "c", "chart", "screen", RESULT | SKATER, in_key_line=True),
    Command("next_chart", ("tab",), "tab", "part(1)", "screen", RESULT | SKATER),
    Command("open", ("enter",), "enter", "open", "screen", frozenset({"races", "programme", "home"}), in_key_line=True),
    Command("rehearsal_on", ("enter",), "enter", "go_on", "screen", frozenset({"rehearsal"}), in_key_line=True),
    Command("rehearsal_timing", ("t",), "t", "timing", "screen", frozenset({"rehearsal"})),
    Command("spoilers", ("x",), "x", "spoilers", "screen", BROWSED, in_key_line=True),
    Command("final_sheet", ("w",), "w", "final_sheet", "screen", BROWSED),
    Command("home_new", ("n",), "n", "begin('new')", "begin", HOME, in_key_line=True),
    Command("home_record", ("e",), "e", "begin('record')", "begin", HOME, in_key_line=True),
    Command("home_follow", ("f",), "f", "begin('follow')", "begin", HOME, in_key_line=True),
    Command("home_rehearse", ("r",), "r", "begin('rehearse')", "begin", HOME),
    Command("home_other", ("o",), "o", "begin('other')", "begin", HOME, in_key_line=True),
    Command("home_part_on", ("tab",), "tab", "part(1)", "screen", HOME, in_key_line=True),
    Command("home_part_back", ("shift+tab",), "shift tab", "part(-1)", "screen", HOME),
    Command("samples", ("o",), "o", "samples", "screen", PROGRAMME, in_key_line=True),
    Command("line_down", ("down", "j"), "↓ j", "scroll(1)", "screen", LISTS, in_key_line=True),
    Command("line_up", ("up", "k"), "↑ k", "scroll(-1)", "screen", LISTS, in_key_line=True),
    Command("page_down", ("pagedown", "space"), "page ↓", "scroll(10)", "screen", PAGES, also="space"),
    Command("page_up", ("pageup",), "page ↑", "scroll(-10)", "screen", PAGES),
    Command("details_down", ("pagedown", "space"), "page ↓", "scroll_chosen(10)", "screen", BROWSED, also="space"),
    Command("details_up", ("pageup",), "page ↑", "scroll_chosen(-10)", "screen", BROWSED),
    Command("open_file", ("ctrl+o",), "ctrl o", "app.open_file", "screen", ANYWHERE),
    Command("theme", ("T",), "T", "app.next_theme", "screen", ANYWHERE),
    Command("language", ("L",), "L", "app.next_language", "screen", ANYWHERE),
    Command("palette", ("ctrl+p",), "ctrl p", "app.command_palette", "screen", ANYWHERE | ENTRY),
    _entry("entry_verbs", "f1", "F1", "side('verbs')", "screen"),
    Command("back", ("escape",), "esc", "back", "screen", ANYWHERE, in_key_line=True),
    Command("help", ("question_mark", "f1"), "?", "app.help", "screen", HELPED, in_key_line=True, also="F1"),
    Command("suspend", ("ctrl+z",), "ctrl z", "app.suspend", "screen", ANYWHERE),
    _entry("suspend", "f12", "F12", "suspend", "screen"),
    Command("leave", ("q",), "q", "app.leave", "screen", ANYWHERE, in_key_line=True),
    _entry("leave", "ctrl+q", "ctrl q", "app.quit", "screen"),
)


class Doing(StrEnum):
    """What the entry line is used for, which decides the keys that the bottom line names."""

    NOTHING = "nothing"
    TYPING = "typing"
    CHOOSING = "choosing"


_KEYS_OF_ENTRY: Final = {
    Doing.NOTHING: ("entry_lap", "entry_undo", "entry_redo", "entry_down", "what_if", "entry_tick"),
    Doing.TYPING: ("entry_record", "entry_complete", "entry_lap_meanwhile", "entry_clear", "entry_undo"),
    Doing.CHOOSING: ("entry_edit", "entry_take_back", "entry_take_back_to", "entry_clear"),
}
"""The commands that the bottom line names, most needed first: those without room are left out from the end."""
_ALWAYS: Final = ("entry_verbs", "leave")


def named(keys: str, words: Words) -> str:
    """Return these keys, such as ``page ↓``, by their names in the language of ``words``."""
    return " ".join(words(f"key.{part}") if part in KEY_NAMES else part for part in keys.split(" "))


def all_keys(command: Command, words: Words) -> str:
    """Return every key of a command, as the help names them."""
    return named(f"{command.shown} {command.also}".rstrip(), words)


def key_of(name: str, words: Words) -> str:
    """Return the key of the command with the id ``name``, as the screen names it."""
    return next(named(command.shown, words) for command in COMMANDS if command.id == name)


def key_piece(name: str, words: Words, style: Style) -> Piece:
    """Return the key of the command with the id ``name``; a click on it presses the key."""
    command = next(command for command in COMMANDS if command.id == name)
    return (named(command.shown, words), pressing(style, command.keys[0]))


def with_keys(said: str, names: Iterable[str], words: Words, style: Style) -> list[Piece]:
    """Return a text in which each key of these commands that it names presses that key when it is clicked.

    What stands between “ and ” is quoted, and names no key.
    """
    keys = dict(key_piece(name, words, style) for name in names)
    if not keys:
        return [(said, style)]
    # The longest first: ``shift tab`` is not the key ``tab``.
    either = "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))
    parts = re.split(rf"(“[^”]*”?)|(?<!\w)({either})(?!\w)", said)
    return [(part, keys.get(part, style)) for part in parts if part]


def wrapped_with_keys(said: str, names: Iterable[str], words: Words, style: Style, width: int) -> Lines:
    """Return a text in lines of ``width`` cells, in which keys can be clicked as `with_keys` says.

    No line ends within the name of a key.
    """
    names = tuple(names)
    for key in {key_of(name, words) for name in names}:
        said = said.replace(key, key.replace(" ", TIED))
    return [with_keys(part.replace(TIED, " "), names, words, style) for part in wrap(said, width)]


_BACK_FIRST: Final = {
    (place, command): (("back_first", True),)
    for place in (*RESULT, *SKATER, *LINEUP, "sources", "help", "rehearsal")
    for command in ("back", "rehearsal_on")
}


def commands_of(place: str) -> list[Command]:
    """Return the commands of one screen, in the order of the table."""
    return [command for command in COMMANDS if place in command.places]


def bindings_of(place: str) -> list[Binding]:
    """Return Textual's bindings of the keys of one screen.

    On a page above a race, a key that leads back has a second one. It is acted on before the next key is given to a
    screen, so that the race gets whatever is typed right after it.
    """
    return [
        Binding(
            ",".join(command.keys),
            action,
            command.id,
            show=False,
            id=f"{place}.{command.id}{'.first' * first}",
            priority=first,
        )
        for command in commands_of(place)
        for action, first in (*_BACK_FIRST.get((place, command.id), ()), (command.action, False))
    ]


class NamedKeys(NamedTuple):
    """An entry of the bottom line: keys, each as it is shown and by Textual's name, and the code of what they do."""

    keys: tuple[tuple[str, str], ...]
    code: str


def key_line_of(
    place: str, arrows: str = "speed", *, charted: bool = False, leads_back: bool = False
) -> tuple[NamedKeys, ...]:
    """Return the keys that the bottom line of a screen names.

    ``arrows`` says what ↑ and ↓ change on the screen of a race: the speed, the place in the table, or that in the log.
    ``charted`` says that the charts are shown, whose keys come first, and ``leads_back`` that the race was opened from
    another screen.
    """
    if charted:
        found = {command.id: command for command in COMMANDS}
        rest = (keys for keys in key_line_of(place, arrows) if keys.code not in ("command.back", "command.chart"))
        return (_named_keys(found["next_chart"]), _named_keys(found["back"]), *rest)
    listed = commands_of(place)
    shown = [
        _named_keys(command)
        for command in listed
        if command.in_key_line and not (place in RACE and command.id == "back")
    ]
    if place not in RACE:
        # On the start sheet there are more keys than room.
        first = [entry for entry in shown if place in SHEET and entry.code == "command.back"]
        return (*first, *(entry for entry in shown if entry not in first))
    pairs = [_pair(listed, ids, code.format(arrows=arrows)) for ids, code in _PAIRS]
    ends = [entry for entry in shown if entry.code in _LAST_IN_A_RACE]
    first = [entry for entry in shown if entry not in ends]
    if leads_back:
        first.insert(1, next(_named_keys(command) for command in listed if command.id == "back"))
    return (*first[:_FIRST_IN_A_RACE], pairs[0], *first[_FIRST_IN_A_RACE:], *pairs[1:], *ends)


_PAIRS: Final = (
    (("up", "down"), "keys.{arrows}"),
    (("cursor_down", "cursor_up"), "keys.skater"),
    (("back_5", "on_5"), "keys.seconds"),
    (("lap_back", "lap_on"), "keys.lap"),
)
"""Pairs of commands that the bottom line of a race names together, with the code of what both do."""
_FIRST_IN_A_RACE: Final = 3
"""How many single keys stand before the first pair."""
_LAST_IN_A_RACE: Final = ("command.result", "command.help", "command.leave")


def _named_keys(command: Command) -> NamedKeys:
    return NamedKeys(((command.shown, command.keys[0]),), f"command.{command.id}")


def _pair(listed: list[Command], ids: tuple[str, str], code: str) -> NamedKeys:
    found = {command.id: command for command in listed}
    return NamedKeys(tuple((found[name].shown, found[name].keys[0]) for name in ids), code)


def entry_key_line(doing: Doing) -> tuple[NamedKeys, ...]:
    """Return the keys that the bottom line of live entry names; the last two are always shown."""
    found = {command.id: command for command in commands_of("entry")}
    return tuple(_named_keys(found[name]) for name in (*_KEYS_OF_ENTRY[doing], *_ALWAYS))
