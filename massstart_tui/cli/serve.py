"""``massstart serve FILE``: a race in a browser, to watch only; with ``--overlay``, in a corner of a picture."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import Exit, Refused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.races import find_race, read_race, refused
from massstart_tui.cli.replay import language_asked
from massstart_tui.text.words import Words, words

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.race import Race
    from massstart_tui.stream.written import Written
    from massstart_tui.web.server import Pages

HOST: Final = "127.0.0.1"
PORT: Final = 8000
HIGHEST_PORT: Final = 65_535


def add_arguments(parser: Parser) -> None:
    """The race, and where to listen."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("--host", default=HOST, metavar="ADDRESS", help=words("help.host"))
    parser.add_argument("--port", type=port, default=PORT, metavar="N", help=words("help.port"))
    parser.add_argument("--overlay", action="store_true", help=words("help.overlay"))


def port(text: str) -> int:
    """A port; raises ValueError where there is none of that number."""
    number = int(text)
    if not 0 <= number <= HIGHEST_PORT:
        raise ValueError(text)
    return number


def run(args: Namespace) -> int:
    """Serve until it is interrupted."""
    speak: Words = args.words
    if find_spec("textual_serve") is None:
        raise Refused(Exit.FAILED, [speak("refused.no_serve_extra")])
    from massstart_tui.web.server import CannotListen, serve

    settings, _ = remembered.load(remembered.settings_path())
    shown = words(language_asked(args.lang, speak, settings))
    path = find_race(args.file, speak)
    race = read_race(args.file, speak)
    title = race.sheet.title or race.sheet.id

    def ready(address: str) -> None:
        _tell(args.host, speak("serve.ready", title=title, address=address), speak)

    try:
        # what a visitor's process has to say when it fails is said through standard output otherwise
        with redirect_stdout(sys.stderr):
            asyncio.run(serve(_pages(args, path, race, shown), args.host, args.port, ready))
    except CannotListen as error:
        said = speak("refused.cannot_listen", host=args.host, port=args.port, reason=str(error))
        raise Refused(Exit.FAILED, [said]) from error
    return Exit.DONE


def _tell(host: str, said: str, speak: Words) -> None:
    from massstart_tui.web.server import is_loopback

    print(said, file=sys.stderr)
    if not is_loopback(host):
        print(speak("serve.open_to_all"), file=sys.stderr)
    sys.stderr.flush()


def _pages(args: Namespace, path: Path, race: Race, shown: Words) -> Pages:
    if args.overlay:
        from massstart_tui.web.overlay import OverlayPages

        return OverlayPages(_tail(path, args.words), shown, lambda error: _complain(error, args.words))
    from massstart_tui.web.terminal import TerminalPages

    return TerminalPages(viewer(path, race, shown), race.sheet.title or race.sheet.id, shown)


def viewer(path: Path, race: Race, shown: Words) -> list[str]:
    """The command of a visitor's process: a race that is not over yet is followed."""
    from massstart_tui.race.state import Phase

    timeline = race.timeline
    over = timeline.state_at(len(timeline)).phase is Phase.OFFICIAL
    command = "replay" if over else "follow"
    # -P: whatever lies in the folder that the server was started in, no module is taken from there
    return [sys.executable, "-P", "-m", "massstart_tui", command, str(path.resolve()), "--lang", shown.language.value]


def _tail(path: Path, speak: Words) -> Written:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.written import Written

    try:
        return Written(path)
    except BadData as error:
        raise refused(error, speak) from error


def _complain(error: BadData, speak: Words) -> None:
    from massstart_tui.report.faults import fault_lines

    print(*fault_lines(error.path, error.faults, speak), sep="\n", file=sys.stderr, flush=True)
