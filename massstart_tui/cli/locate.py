"""``massstart locate``: print where settings, log, samples and journals are, and what is remembered of races."""

from __future__ import annotations

from typing import Final, NamedTuple

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.settings import WATCHED_FILE, log_path, settings_path
from massstart_tui.stream.samples import samples_folder
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words


class LocateOptions(NamedTuple):
    """Nothing but the language."""

    words: Words


OPTIONS: Final = LocateOptions


def add_arguments(_parser: Parser) -> None:
    """Add no arguments."""


def run(options: LocateOptions) -> int:
    """Print a name and a path on each line; journals have no folder, so their line says where they are."""
    settings = settings_path()
    watched = settings.with_name(WATCHED_FILE)
    for name, path in (
        ("settings", settings),
        ("watched", watched),
        ("log", log_path()),
        ("samples", samples_folder()),
    ):
        print(name, plain(str(path)))
    print("journals", options.words("locate.journals"))
    return ExitCode.DONE
