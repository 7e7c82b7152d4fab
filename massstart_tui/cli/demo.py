"""``massstart demo``: play four telling minutes of a sample race by itself, with captions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.race_argument import find_race
from massstart_tui.cli.replay import first_look
from massstart_tui.cli.screen_run import has_screen, remembered_setup, show
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words
from massstart_tui.view.demonstration import CAPTIONS, PARTS, RACE

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser


class DemoOptions(NamedTuple):
    """The sentences, and the language that was asked for."""

    words: Words
    lang: str | None = None


OPTIONS: Final = DemoOptions


def add_arguments(_parser: Parser) -> None:
    """Add no arguments."""


def plain_options(words: Words, *arguments: str) -> DemoOptions | None:
    """Return the options of a line without options; None with an argument, which the parser tells."""
    return None if arguments else DemoOptions(words)


def run(options: DemoOptions) -> int:
    """Play the demonstration, or print its captions if there is no terminal."""
    words = options.words
    path = find_race(RACE, words)
    if not has_screen():
        for caption in CAPTIONS:
            print(time_told(caption.t, words.language), words(f"demo.{caption.code}"), sep="\t")
        return ExitCode.DONE
    first, setup = first_look(path, words), remembered_setup(options.lang, words)
    from massstart_tui.tui.modes import PlayDemonstration, Playing

    begin = f"{PARTS[0].begin // 60_000}:{PARTS[0].begin % 60_000 // 1_000:02}"
    return show(PlayDemonstration(path, first, Playing(begin=begin)), setup, words)
