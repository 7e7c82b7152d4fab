"""What the help of a screen says: its commands, the signs, and the words of the column of what is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.signs import CONTRARY_SIGN, SIGNS, TURN_SIGN
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import Command, all_keys, commands_of, named

_SIGNS_TOLD: Final = (
    *("attack", "caught", "rejoin", "sprint", "finish", "fall", "withdraw", "lapped", "lap_gained", "card", "note"),
)
_TABLE_SIGNS: Final = (
    ("━", "signs.away"),
    ("┊", "signs.sprint_lap"),
    ("~", "signs.doubt"),
    ("=", "signs.level"),
    ("▲ ▼ •", "signs.changed"),
    ("Q q", "signs.through"),
    ("┃", "signs.within"),
    ("┆", "signs.level_at_cut"),
    ("Σ", "signs.total"),
    ("noc", "signs.noc"),
    (TURN_SIGN, "signs.turn"),
    (CONTRARY_SIGN, "signs.contrary"),
)
PAIRS: Final = frozenset(
    {
        *(("back_5", "on_5"), ("back_30", "on_30"), ("event_back", "event_on"), ("lap_back", "lap_on")),
        *(
            ("sprint_on", "sprint_back"),
            ("incident_on", "incident_back"),
            ("start", "end"),
            ("up", "down"),
            ("faster", "slower"),
        ),
        *(("cursor_down", "cursor_up"), ("log_older", "log_newer"), ("delay_more", "delay_less")),
        *(("part_on", "part_back"), ("filter", "filter_skater")),
        *(("skater_back", "skater_on"), ("result_down", "result_up"), ("line_down", "line_up")),
        *(("page_down", "page_up"), ("doubted_back", "doubted_on")),
    }
)
"""Commands that belong together and have one line, if both are there one behind the other."""


class HelpRow(NamedTuple):
    """One line of the help: ``keys`` or a sign, the ``word`` for it, what is ``said``, and of which ``sort`` it is.

    ``sort`` is a type of event for its sign, else empty. ``ids`` are the commands that the line is about, and
    ``pressed`` has the parts of ``keys``, each with Textual's name of the key that it is.
    """

    keys: str
    word: str
    said: str
    sort: str = ""
    ids: tuple[str, ...] = ()
    pressed: tuple[tuple[str, str], ...] = ()

    def tells_of(self, typed: str) -> bool:
        """Return whether every word of ``typed`` occurs in the line."""
        text = f"{self.keys} {self.word} {self.said}".casefold()
        return all(word in text for word in typed.casefold().split())


class HelpSection(NamedTuple):
    """A heading, by its code, and the lines below it."""

    heading: str
    rows: tuple[HelpRow, ...]


def command_sections(place: str, part: str, words: Words) -> list[HelpSection]:
    """Return the commands of a screen under their headings; first those of the ``part`` that has the focus."""
    sections = [
        HelpSection(f"heading.{heading}", tuple(_command_rows(list(commands), words)))
        for heading, commands in groupby(commands_of(place), key=lambda command: command.heading)
    ]
    joined = _joined(sections)
    return sorted(joined, key=lambda section: section.heading != f"heading.{part}")


def _joined(sections: Sequence[HelpSection]) -> list[HelpSection]:
    """Return each heading once, with all of its lines."""
    rows: dict[str, tuple[HelpRow, ...]] = {}
    for section in sections:
        rows[section.heading] = (*rows.get(section.heading, ()), *section.rows)
    return [HelpSection(heading, of) for heading, of in rows.items()]


def _command_rows(commands: list[Command], words: Words) -> Iterator[HelpRow]:
    while commands:
        first, *commands = commands
        if commands and (first.id, commands[0].id) in PAIRS:
            yield _pair(first, commands.pop(0), words)
        else:
            word, said = words(f"command.{first.id}"), words(f"command.{first.id}.help")
            pressed = ((all_keys(first, words), first.keys[0]),)
            yield HelpRow(pressed[0][0], word, said, ids=(first.id,), pressed=pressed)


def _pair(first: Command, second: Command, words: Words) -> HelpRow:
    """Return one line for two commands; what their keys have in common is named once."""
    *before, key = first.shown.split(" ")
    *same, other = second.shown.split(" ")
    both = (" ".join([*before, key]), other) if before == same else (first.shown, second.shown)
    shown = [*zip(both, (first, second), strict=True), *((one.also, one) for one in (first, second) if one.also)]
    pressed = tuple((named(keys, words), one.keys[0]) for keys, one in shown)
    word = f"{words(f'command.{first.id}')}, {words(f'command.{second.id}')}"
    keys = " ".join(text for text, _ in pressed)
    return HelpRow(keys, word, words(f"pair.{first.id}"), ids=(first.id, second.id), pressed=pressed)


def sign_sections(words: Words) -> list[HelpSection]:
    """Return what the signs mean, and what the words in the column of what is enough do."""
    signs = [HelpRow(SIGNS[kind], "", words(f"signs.{kind}"), kind) for kind in _SIGNS_TOLD]
    signs += [HelpRow(sign, "", words(code)) for sign, code in _TABLE_SIGNS]
    enough = [
        HelpRow(words("enough.through"), "", words("enough.whatever_happens"), "advance"),
        HelpRow(words("enough.top", place=6), "", words("signs.enough")),
        HelpRow(words("enough.maybe", place=8), "", words("signs.enough_maybe")),
        HelpRow(words("enough.out"), "", words("enough.whatever_happens")),
    ]
    return [HelpSection("heading.signs", tuple(signs)), HelpSection("heading.enough", tuple(enough))]


def keys_named(place: str, words: Words) -> dict[str, str]:
    """Return how a person reads the keys of a screen, by the ids of their commands."""
    return {command.id: named(command.shown, words) for command in commands_of(place)}


def keys_of_followed(state: RaceState, words: Words, *, live: bool) -> str:
    """Return what the keys do while a race is followed, at the moment of ``state``; ``live`` says that it is now."""
    keys = keys_named("follow", words)
    if not live:
        return words("now.follow.behind", to_go=state.to_go, **keys)
    if state.over:
        return words("now.follow.over", **keys)
    if state.phase is Phase.SCHEDULED:
        return words("now.follow.before", **keys)
    return words("now.follow.live", to_go=state.to_go, **keys)


def keys_of_moment(state: RaceState, words: Words) -> str:
    """Return what the keys of a replay do at the moment of ``state``, which is the race as far as it is shown."""
    keys = keys_named("race", words)
    if state.phase is Phase.SCHEDULED:
        return words("now.before", **keys)
    if state.over:
        return words("now.over", **keys)
    number = state.next_sprint()
    if number is None:
        return words("now.to_finish", to_go=state.to_go, **keys)
    return words("now.to_sprint", to_go=state.to_go, following=state.to_go - 1, number=number, **keys)


def found_in(sections: Sequence[HelpSection], typed: str) -> list[HelpSection]:
    """Return the lines that tell of what was ``typed``, under their headings."""
    found = (HelpSection(one.heading, tuple(row for row in one.rows if row.tells_of(typed))) for one in sections)
    return [section for section in found if section.rows]
