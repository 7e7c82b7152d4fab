"""``massstart serve FILE|ADDRESS``: show a race in browsers, read-only.

``--overlay`` serves a page for a video program instead.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import redirect_stdout
from getpass import getpass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.follow import source_of
from massstart_tui.cli.library_records import CUT_OFF, tell_library_records
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.programme import TOML, open_meeting
from massstart_tui.cli.race_argument import find_race_or_meeting, is_address, read_race
from massstart_tui.cli.screen_run import language_asked
from massstart_tui.follow.line_source import FileSource, Source, SourceNotice
from massstart_tui.race.state import Phase
from massstart_tui.report.race_titles import title_of
from massstart_tui.text.words import Words, words

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.web.server import Pages, Protection

HOST: Final = "127.0.0.1"
PORT: Final = 8000
HIGHEST_PORT: Final = 65_535
MOST_VISITORS: Final = 1000
"""The highest number of visitors that can be asked for."""
VISITORS_SECRET: Final = "MASSSTART_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable that has the password; as an argument, every user of this machine could read it."""


class ServeOptions(NamedTuple):
    """Which race to serve, and at which address."""

    words: Words
    file: str
    host: str
    port: int
    creds: Path | None
    overlay: bool
    visitors: int | None
    password: bool
    cert: Path | None
    key: Path | None
    lang: str | None


OPTIONS: Final = ServeOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the race, and where to listen."""
    words = parser.words
    parser.add_argument("file", metavar="FILE|ADDRESS", help=words("help.served"))
    parser.add_argument("--host", default=HOST, metavar="ADDRESS", help=words("help.host"))
    ports = parser.value(port, "option.port", most=HIGHEST_PORT)
    parser.add_argument("--port", type=ports, default=PORT, metavar="N", help=words("help.port"))
    parser.add_argument("--creds", type=Path, metavar="FILE", help=words("help.creds"))
    parser.add_argument("--overlay", action="store_true", help=words("help.overlay"))
    numbers = parser.value(visitors, "option.visitors", most=MOST_VISITORS)
    parser.add_argument("--visitors", type=numbers, metavar="N", help=words("help.visitors"))
    parser.add_argument("--password", action="store_true", help=words("help.password"))
    parser.add_argument("--cert", type=Path, metavar="FILE", help=words("help.cert"))
    parser.add_argument("--key", type=Path, metavar="FILE", help=words("help.key"))


def port(text: str) -> int:
    """Convert a port number; raise ValueError if it is out of range."""
    number = int(text)
    if not 0 <= number <= HIGHEST_PORT:
        raise ValueError(text)
    return number


def visitors(text: str) -> int:
    """Convert a number of visitors; raise ValueError if it is out of range."""
    number = int(text)
    if not 1 <= number <= MOST_VISITORS:
        raise ValueError(text)
    return number


def run(options: ServeOptions) -> int:
    """Serve until interrupted."""
    speak = options.words
    if find_spec("textual_serve") is None:
        raise CommandRefused(ExitCode.FAILED, [speak("refused.no_serve_extra")])
    from massstart_tui.web.server import MALFORMED, CannotListen, serve

    protection = _protection(options)
    settings, _ = remembered.load(remembered.settings_path())
    shown = words(language_asked(options.lang, speak, settings))
    title, pages = _shared(options, shown) if is_address(options.file) else _recorded(options, shown)
    tell_library_records(speak, {MALFORMED: "serve.malformed", **CUT_OFF})

    def ready(address: str) -> None:
        told = [speak("serve.ready", title=title, address=address), *who_can_watch(options.host, protection, speak)]
        print(*told, sep="\n", file=sys.stderr, flush=True)

    try:
        # textual-serve prints the errors of a visitor's process to standard output
        with redirect_stdout(sys.stderr):
            asyncio.run(serve(pages, options.host, options.port, ready, protection))
    except CannotListen as error:
        said = speak("refused.cannot_listen", host=options.host, port=options.port, reason=str(error))
        raise CommandRefused(ExitCode.FAILED, [said]) from error
    return ExitCode.DONE


def _protection(options: ServeOptions) -> Protection:
    """Return the password and the certificate that were asked for; raises CommandRefused."""
    from massstart_tui.web.server import CertificateUnusable, Protection, tls_of

    speak = options.words
    if (options.cert is None) is not (options.key is None):
        raise CommandRefused(ExitCode.USAGE, [speak("refused.cert_without_key")])
    tls = None
    if options.cert and options.key:
        try:
            tls = tls_of(options.cert, options.key)
        except CertificateUnusable as error:
            said = speak("refused.certificate", cert=str(options.cert), key=str(options.key), reason=str(error))
            raise CommandRefused(ExitCode.FAILED, [said]) from error
    return Protection(_password(speak) if options.password else None, tls)


def _password(speak: Words) -> str:
    """Return the password from the environment, or asked for on the terminal; raises CommandRefused."""
    # taken out, as the processes of visitors do not need it
    given = os.environ.pop(VISITORS_SECRET, None)
    if given is None and sys.stdin.isatty():
        try:
            given = getpass(speak("serve.choose_password"))
        except EOFError:
            given = None
    if not given:
        raise CommandRefused(ExitCode.USAGE, [speak("refused.no_password", variable=VISITORS_SECRET)])
    return given


def who_can_watch(host: str, protection: Protection, speak: Words) -> list[str]:
    """Return what to tell of who else can watch, and can read along, at this address."""
    from massstart_tui.web.server import is_loopback

    if is_loopback(host):
        return []
    told = ["serve.open_to_all" if protection.password is None else "serve.open_to_password"]
    if protection.tls is None and protection.password is not None:
        told.append("serve.password_readable")
    return [speak(code) for code in told]


def _recorded(options: ServeOptions, shown: Words) -> tuple[str, Pages]:
    """Return the title of the race in a file, and its pages.

    A race whose result is official is replayed, any other is followed.
    """
    path = find_race_or_meeting(options.file, options.words).resolve()
    if path.suffix.lower() == TOML:
        return _meeting(options, path, shown)
    race = read_race(options.file, options.words)
    title = title_of(race.sheet, shown.language) or race.sheet.id
    if options.overlay:
        return title, _overlay(FileSource(path), options, shown)
    timeline = race.timeline
    over = timeline.state_at(len(timeline)).phase is Phase.OFFICIAL
    return title, _screens(title, options, shown, "replay" if over else "follow", str(path))


def _meeting(options: ServeOptions, path: Path, shown: Words) -> tuple[str, Pages]:
    """Return the title of a meeting, and the pages of its programme, races and results."""
    if options.overlay:
        raise CommandRefused(ExitCode.USAGE, [options.words("refused.overlay_of_meeting", file=str(path))])
    title = title_of(open_meeting(str(path), options.words).meeting, shown.language)
    return title, _screens(title, options, shown, "programme", str(path))


def _shared(options: ServeOptions, shown: Words) -> tuple[str, Pages]:
    """Return the name of a race on a server, and its pages."""
    source = source_of(options.file, options.creds, options.words)
    if options.overlay:
        return source.name, _overlay(source, options, shown)
    creds = ["--creds", str(options.creds.resolve())] if options.creds else []
    return source.name, _screens(source.name, options, shown, "follow", options.file, *creds)


def _screens(title: str, options: ServeOptions, shown: Words, *arguments: str) -> Pages:
    """Return pages that show the terminal's own screens: each visitor has a process of this command."""
    from massstart_tui.web.terminal_page import MOST_VISITORS as USUAL
    from massstart_tui.web.terminal_page import TerminalPages

    # -P: no module is imported from the folder in which the server was started, whatever is in it
    program = [sys.executable, "-P", "-m", "massstart_tui"]
    command = [*program, *arguments, "--lang", shown.language.value]
    return TerminalPages(command, title, shown, options.visitors or USUAL)


def _overlay(source: Source, options: ServeOptions, shown: Words) -> Pages:
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.report.sharing_status import source_line
    from massstart_tui.web.overlay_page import MOST_PAGES, OverlayPages

    speak = options.words

    def told(news: SourceNotice | BadData) -> None:
        if isinstance(news, SourceNotice):
            lines = [source_line(source.name, news, speak)]
        else:
            lines = fault_lines(news.path, news.faults, speak)
        print(*lines, sep="\n", file=sys.stderr, flush=True)

    return OverlayPages(source, shown, told, options.visitors or MOST_PAGES)
