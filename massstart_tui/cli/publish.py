"""``massstart publish``: share a race on a server, whole, or live while its file grows.

The race can be one that is shared on another server: then it is relayed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import find_race, is_address, read_race
from massstart_tui.cli.shared_access import access_asked
from massstart_tui.cli.signals import in_order
from massstart_tui.follow.growing_file import Changed, Tail
from massstart_tui.race.state import Phase
from massstart_tui.report.sharing_status import sharing_line, source_line, unfinished
from massstart_tui.share.shared_stream import Link, Sharing
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.share.publisher import Publisher
    from massstart_tui.share.shared_stream import Access

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
    parser.add_argument("file", metavar="FILE", help=words("help.race_shared"))
    parser.add_argument("address", metavar="ADDRESS", help=words("help.address"))
    parser.add_argument("--follow", action="store_true", help=words("help.follow"))
    parser.add_argument("--creds", type=Path, metavar="FILE", help=words("help.creds"))


class Sender(Protocol):
    """What sends the race to the server: a publisher of a file, or a relay of a shared race."""

    def close(self, patience: float) -> Sharing:
        """Try for ``patience`` seconds to send everything, and return the status then."""


def run(options: PublishOptions) -> int:
    """Publish until the whole race is on the server, and with ``--follow`` also until its result is official."""
    words = options.words
    access = access_asked(options.address, options.creds, words)
    told: SimpleQueue[Sharing] = SimpleQueue()

    def say(sharing: Sharing) -> None:
        print(sharing_line(sharing, str(access.address), words), file=sys.stderr)

    with _signals_in_order(), _sending(options, access, told) as (path, sender):
        try:
            sharing = _watch(told, _Official(path) if options.follow else None, say)
        except (KeyboardInterrupt, SystemExit):
            if left := unfinished(sender.close(LAST_LINES), words):
                print(left, file=sys.stderr)
            raise
        sender.close(0)
    return ExitCode.DONE if sharing.link is Link.CONNECTED and not sharing.behind else ExitCode.FAILED


def _signals_in_order() -> AbstractContextManager[object]:
    """Return a context in which a signal ends the command as an interrupt does; only the main thread can have one."""
    return in_order() if current_thread() is main_thread() else nullcontext()


@contextmanager
def _sending(options: PublishOptions, access: Access, told: SimpleQueue[Sharing]) -> Iterator[tuple[Path, Sender]]:
    """Yield the file that is published, and what sends it."""
    words = options.words
    if not is_address(options.file):
        read_race(options.file, words)
        path = find_race(options.file, words)
        yield path, _publisher(words)(path, access, told.put)
        return
    origin = access_asked(options.file, None, words)
    # As another user the same address may be another race: that of a leaf node, and that of its hub.
    if origin.address == access.address:
        raise CommandRefused(ExitCode.USAGE, [words("refused.relayed_onto_itself", address=str(access.address))])
    publisher = _publisher(words)
    from massstart_tui.share.relay import RaceRelay
    from massstart_tui.share.shared_source import SharedSource

    source = SharedSource(origin)
    with TemporaryDirectory(prefix="massstart-") as folder:
        path = Path(folder) / "relayed.jsonl"
        yield (
            path,
            RaceRelay(
                source,
                path,
                lambda events: publisher(path, access, told.put, events),
                told.put,
                lambda said: print(source_line(source.name, said, words), file=sys.stderr),
            ),
        )


def _publisher(words: Words) -> type[Publisher]:
    """Return the class of a publisher, which needs the libraries of an extra; raises CommandRefused."""
    try:
        from massstart_tui.share.publisher import Publisher
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_share_extra")]) from error
    return Publisher


def _watch(told: SimpleQueue[Sharing], official: _Official | None, say: Callable[[Sharing], None]) -> Sharing:
    """Print the status when it changes, until publishing is done or refused.

    Without ``--follow`` a server that stays away also ends it.
    """
    sharing, said, there = Sharing(Link.CONNECTING), Link.CONNECTING, time.monotonic()
    while True:
        with suppress(Empty):
            sharing = told.get(timeout=LOOK_EVERY)
            # A relay that is still reading reports each part that comes.
            there = time.monotonic() if sharing.link is Link.CONNECTING else there
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
