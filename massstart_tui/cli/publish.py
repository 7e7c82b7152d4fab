"""``massstart publish``: share a race on a server, whole, or live while its file grows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.library_records import tell_library_records
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import find_race, read_race
from massstart_tui.follow.growing_file import Changed, Tail
from massstart_tui.race.state import Phase
from massstart_tui.report.sharing_status import sharing_line, unfinished
from massstart_tui.share.address import NotAnAddress, parse_address
from massstart_tui.share.shared_stream import Access, Link
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.share.publisher import Publisher, Sharing

GIVE_UP: Final = 10.0
"""Seconds that the server may be away before sending a whole file is given up."""
LOOK_EVERY: Final = 0.5
"""Seconds between two checks of how long the server has been away."""
LAST_LINES: Final = 2.0
"""Seconds to try to send the last lines after an interrupt."""


class PublishOptions(NamedTuple):
    """Which race to publish, and where."""

    words: Words
    file: str
    address: str
    follow: bool
    creds: Path | None


OPTIONS: Final = PublishOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, and the address to share it at."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("address", metavar="ADDRESS", help=words("help.address"))
    parser.add_argument("--follow", action="store_true", help=words("help.follow"))
    parser.add_argument("--creds", type=Path, metavar="FILE", help=words("help.creds"))


def run(options: PublishOptions) -> int:
    """Publish until the whole file is on the server, and with ``--follow`` also until its result is official."""
    words = options.words
    access = access_asked(options.address, options.creds, words)
    read_race(options.file, words)
    path = find_race(options.file, words)
    told: SimpleQueue[Sharing] = SimpleQueue()
    publisher = _publisher(path, access, told, words)

    def say(sharing: Sharing) -> None:
        print(sharing_line(sharing, str(access.address), words), file=sys.stderr)

    try:
        sharing = _watch(publisher, told, _Official(path) if options.follow else None, say)
    except KeyboardInterrupt:
        if left := unfinished(publisher.close(LAST_LINES), words):
            print(left, file=sys.stderr)
        raise
    publisher.close(0)
    return ExitCode.DONE if sharing.link is Link.CONNECTED and not sharing.behind else ExitCode.FAILED


def access_asked(address: str, credentials: Path | None, words: Words) -> Access:
    """Return how to connect to the shared race at ``address``, whose libraries are heard from now on.

    Raises CommandRefused.
    """
    tell_library_records(words)
    try:
        return Access(parse_address(address), credentials)
    except NotAnAddress as error:
        why = words(f"address.{error.flaw}")
        raise CommandRefused(ExitCode.USAGE, [words("refused.not_an_address", given=address, why=why)]) from error


def _publisher(path: Path, access: Access, told: SimpleQueue[Sharing], words: Words) -> Publisher:
    try:
        from massstart_tui.share.publisher import Publisher
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_share_extra")]) from error
    return Publisher(path, access, told.put)


def _watch(
    publisher: Publisher, told: SimpleQueue[Sharing], official: _Official | None, say: Callable[[Sharing], None]
) -> Sharing:
    """Print the status when it changes, until publishing is done or refused.

    Without ``--follow`` a server that stays away also ends it.
    """
    sharing, said, there = publisher.sharing, Link.CONNECTING, time.monotonic()
    while True:
        with suppress(Empty):
            sharing = told.get(timeout=LOOK_EVERY)
        if sharing.link is Link.CONNECTED:
            there = time.monotonic()
        done = sharing.link is Link.CONNECTED and not sharing.behind and (official is None or official())
        # A race that is still recorded waits for its server as long as it takes.
        given_up = official is None and time.monotonic() - there > GIVE_UP
        if done or given_up or sharing.link is Link.REFUSED:
            say(sharing)
            return sharing
        if sharing.link is not said:
            said = sharing.link
            say(sharing)


class _Official:
    """Callable that returns whether a growing file's result is official."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tail = Tail(path)
        self._perhaps = False

    def __call__(self) -> bool:
        try:
            # The whole file is parsed only once one of its lines may say so.
            self._perhaps |= any(b'"official"' in line for line in self._tail.grown())
            return self._perhaps and load(self._path).at("end").phase is Phase.OFFICIAL
        except Changed:
            self._tail, self._perhaps = Tail(self._path), True
        except (OSError, BadData):
            pass  # it is away, or incomplete at this instant; the publisher reports what prevents it
        return False
