"""How a command gets to a shared race: the address and the credentials, and the libraries that sharing needs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.library_records import tell_library_records
from massstart_tui.share.address import NotAnAddress, parse_address
from massstart_tui.share.shared_stream import Access
from massstart_tui.text.words import Words


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


def refuse_without_libraries(words: Words) -> None:
    """Raise CommandRefused if a library of the ``share`` extra is not installed.

    The libraries are looked up and not imported: importing them takes long.
    """
    if find_spec("nats") is None or find_spec("nkeys") is None:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_share_extra")])
