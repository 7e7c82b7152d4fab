"""Run the app for a command, with the remembered settings, and convert the way it ends to the command's exit code.

Nothing in this module imports Textual before a screen is shown.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.race_argument import moment_asked, refused
from massstart_tui.cli.signals import in_order
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.samples import sample_names, sample_path
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from massstart_tui.stream.meeting_file import MeetingFile
    from massstart_tui.tui.app import MassStart
    from massstart_tui.tui.modes import Mode, Playing, Setup


class Viewing(NamedTuple):
    """What a person wants to see and how: the options of a replay, with the parser's names and defaults.

    ``file`` is a race, a meeting, or the name of a sample; None for the sample meeting. ``begin`` is a moment; None for
    before the gun. ``speed`` is None for the remembered one.
    """

    file: str | None
    words: Words
    lang: str | None = None
    begin: str | None = None
    speed: float | None = None
    paused: bool = False
    spoilers: bool = False

    def playing(self, settings: remembered.Settings) -> Playing:
        """Return how a recorded race is played, given the remembered ``settings``."""
        from massstart_tui.tui.modes import Playing

        return Playing(self.speed or settings.speed, self.begin, self.paused, self.spoilers)


def has_screen() -> bool:
    """Return whether there is something to draw on: a terminal that can move its cursor, or a page in a browser."""
    return (sys.stdout.isatty() and os.environ.get("TERM") != "dumb") or on_a_page()


def on_a_page() -> bool:
    """Return whether a server started this process for a page, with a Textual driver of its own."""
    return "TEXTUAL_DRIVER" in os.environ


def _no_animations() -> bool:
    """Return whether nothing is animated: the screen is sent over a network, or TEXTUAL_ANIMATIONS is ``none``."""
    return on_a_page() or "SSH_CONNECTION" in os.environ or os.environ.get("TEXTUAL_ANIMATIONS") == "none"


def remembered_setup(lang: str | None, words: Words) -> Setup:
    """Return the setup of the screens: the remembered settings, and the language of `language_asked`.

    Changed settings are written where these came from. What is watched on a page in a browser is not remembered: its
    viewer is not the owner of these settings.
    """
    from massstart_tui.tui.modes import Setup

    place = remembered.settings_path()
    settings, complaints = remembered.load(place)
    language = language_asked(lang, words, settings)
    is_noted = not on_a_page() and settings.watched == remembered.WATCHED[0]
    watched = place.with_name(remembered.WATCHED_FILE) if is_noted else None
    save = partial(remembered.save, place)
    return Setup(
        language,
        settings,
        tuple(complaints),
        remember=save,
        watched=watched,
        local=not on_a_page(),
        first_time=watched is not None and not watched.exists(),
        still=_no_animations(),
        braille=os.environ.get("TERM") != "linux",  # the console of Linux has no such characters
    )


def language_asked(lang: str | None, words: Words, settings: remembered.Settings) -> Language:
    """Return the language of the screens.

    ``lang`` is the value of ``--lang``, None if it was not given. ``words`` is in that language if it was given, and
    otherwise in the language of the locale. A remembered language replaces that of the locale.
    """
    if lang is None and settings.language != "auto":
        return Language(settings.language)
    return words.language


def show(mode: Mode, setup: Setup, words: Words) -> int:
    """Show the app until it is left, and return the exit code; raises CommandRefused for what it could not read."""
    from massstart_tui.tui.app import MassStart

    app = MassStart(mode, setup)
    read_keys_from_terminal()
    with in_order() as ending:
        code = ending.show(app)
    ended = _ended(app, words) or code
    return _go_on(app.next_command, words) if app.next_command and not ended else ended


def _go_on(arguments: tuple[str, ...], words: Words) -> int:
    """Run the command that was chosen on a screen, after printing it as it could have been typed."""
    from shlex import join

    from massstart_tui.cli.main import PROGRAM, run_line

    print(join([PROGRAM, *arguments]), file=sys.stderr)
    return run_line([*arguments], words)


def show_programme(meeting: MeetingFile, viewing: Viewing) -> int:
    """Show the programme of ``meeting``, and from there its races."""
    setup = remembered_setup(viewing.lang, viewing.words)
    from massstart_tui.tui.modes import ShowProgramme

    return show(ShowProgramme(meeting, sample_paths(), viewing.playing(setup.settings)), setup, viewing.words)


def sample_paths() -> tuple[Path, ...]:
    """Return the paths of the sample races."""
    return tuple(path for name in sample_names() if (path := sample_path(name)))


def read_keys_from_terminal() -> None:
    """Read keys from the terminal even if standard input is something else.

    Otherwise the bytes of a pipe would be taken for keys.
    """
    if not on_a_page() and not sys.stdin.isatty() and Path("/dev/tty").exists():
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)


def _ended(app: MassStart, words: Words) -> int:
    """Return DONE if the app could show what was asked for; else raise CommandRefused, or what broke it."""
    if app.failed is not None:
        raise refused(app.failed, words)
    if app.broke is not None:
        raise app.broke
    if app.no_such_moment is not None:
        with moment_asked(words):
            raise app.no_such_moment
    return ExitCode.DONE
