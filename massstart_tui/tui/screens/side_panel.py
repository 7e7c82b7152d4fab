"""The panels that can replace the incident log during live entry, so that nothing ever covers the race."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len

from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import RaceState, Status
from massstart_tui.report.cue_sheet import Cue
from massstart_tui.report.race_titles import notes_of
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import TIED, time_told
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language, Words
from massstart_tui.tui.commands import all_keys, commands_of, wrapped_with_keys
from massstart_tui.tui.painting import Lines, Piece, behind, fit, hanging, pressing, right, room_behind, width_of, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.view.scene import Scene

SHORT: Final = 4
FORM: Final = 18
KEY: Final = 13


class SidePanel(StrEnum):
    """What is shown beside the points table."""

    LOG = "log"
    VERBS = "verbs"
    CUES = "cues"
    SHEET = "sheet"


def verbs_lines(now: str, words: Words, width: int, brush: Brush) -> Lines:
    """Return the help of live entry: what keys do ``now``, how a line is built, each verb in its short and long form
    with an example, and the keys.
    """
    # In a panel of one line its heading has to be seen.
    lines: Lines = [[(words("side.help"), brush.ice)], *_keys_now(now, words, width, brush)]
    for code in ("side.bare", "side.moment", "side.names"):
        lines += [[(text, brush.dim)] for text in wrap(words(code), width)]
    lines += [*every_verb(words, width, brush), []]
    for heading, commands in groupby(commands_of("entry"), key=lambda command: command.heading):
        lines.append([(words(f"heading.{heading}"), brush.ice)])
        for command in commands:
            keys: list[Piece] = [(fit(all_keys(command, words), KEY), pressing(brush.ice, command.keys[0]))]
            lines += hanging(keys, words(f"command.{command.id}.help"), brush.dim, brush.dim, width)
    return lines


def every_verb(words: Words, width: int, brush: Brush) -> Lines:
    """Return each verb of live entry in its short and long form, with examples."""
    lines: Lines = []
    for code, verb in VERBS.items():
        form = (verb.dutch if words.language is Language.NL else verb.english)[0]
        short = next((short for short in verb.short if short != form), "")
        lines += _verb(short, form, words(f"usage.{code}"), width, brush)
    return lines


def _keys_now(now: str, words: Words, width: int, brush: Brush) -> Lines:
    """Return what keys do now, each of which can be clicked."""
    names = [command.id for command in commands_of("entry")]
    start: list[Piece] = [(f"{words('heading.now')}  ", brush.ice)]
    return behind(start, wrapped_with_keys(now, names, words, brush.dim, room_behind(start, width)), brush.dim)


def _verb(short: str, form: str, usage: str, width: int, brush: Brush) -> Lines:
    """Return a verb with its examples; if these do not all fit beside it, each has a line of its own."""
    start: list[Piece] = [(fit(short, SHORT), brush.ice), (fit(form, FORM), brush.text)]
    if width_of(start) + cell_len(usage) <= width:
        return [[*start, (usage, brush.dim)]]
    whole = ", ".join(example.replace(" ", TIED) for example in usage.split(", "))
    # Rather less indented than broken.
    indent = max(0, min(SHORT, width - max(map(cell_len, whole.split(", ")))))
    examples = [line.replace(TIED, " ") for line in wrap(whole, max(8, width - indent))]
    return [start, *([(" " * indent, brush.dim), (line, brush.dim)] for line in examples)]


def cue_lines(cues: Sequence[Cue], words: Words, width: int, brush: Brush) -> Lines:
    """Return the cues that have not been said, newest first."""
    lines: Lines = [[(words("side.cues"), brush.ice)]]
    for cue in reversed(cues):
        start: list[Piece] = [(right(time_told(cue.clock, words.language), 7) + " ", brush.dim)]
        lines += hanging(start, cue.text, brush.text, brush.text, width)
    return lines if cues else [*lines, [(words("hand.nothing_to_say"), brush.dim)]]


def sheet_lines(sheet: Sheet, state: RaceState, words: Words, width: int, brush: Brush) -> Lines:
    """Return the skaters on the start sheet by bib, with their status and notes."""
    lines: Lines = [[(words("side.sheet"), brush.ice)]]
    for skater in sorted(sheet.skaters, key=lambda skater: skater.bib):
        status = state.status_of(skater.bib)
        out = status in (Status.WITHDREW, Status.DNS, Status.DISQUALIFIED, Status.LAPPED)
        pieces: list[Piece] = [
            (right(str(skater.bib), 3) + " ", brush.ice),
            (f"{plain(skater.name)} ", brush.dim if out else brush.text),
            (plain(skater.noc), brush.dim),
        ]
        if out:
            pieces.append((f" {words(f'state.{status}')}", brush.red))
        lines.append(pieces)
        for note in notes_of(skater, sheet, words.language):
            lines += hanging([("    ", brush.dim)], note, brush.dim, brush.dim, width)
    return lines


class DrawnAside(NamedTuple):
    """What the panels are drawn from: the ``scene``, the cues that were not said, and what keys do ``now``."""

    scene: Scene
    unsaid: Sequence[Cue]
    now: str


def lines_of(side: SidePanel, drawn: DrawnAside, words: Words, width: int, brush: Brush) -> Lines:
    """Return the lines of a panel."""
    scene, unsaid, now = drawn
    match side:
        case SidePanel.VERBS:
            return verbs_lines(now, words, width, brush)
        case SidePanel.CUES:
            return cue_lines(unsaid, words, width, brush)
        case SidePanel.SHEET:
            return sheet_lines(scene.sheet, scene.state, words, width, brush)
        case SidePanel.LOG:
            return []
