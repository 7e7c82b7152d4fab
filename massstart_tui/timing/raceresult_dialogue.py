"""What is said between us and a RACE RESULT decoder: what it sends, and what it is asked for again.

We ask for its protocol, for passings as they happen, and for those that are missing. Nothing is said that changes the
race: no time is set, nothing is started, stopped or cleared.
"""

from __future__ import annotations

from typing import Final

from massstart_tui.timing.feed_framing import Framing
from massstart_tui.timing.tcp_feed import Exchange, Overlong

PORT: Final = 3601
PROTOCOL: Final = "3.2"
ANSWERS_TO: Final = {
    "GETPROTOCOL": f"SETPROTOCOL;{PROTOCOL}",
    "SETPROTOCOL": "SETPUSHPASSINGS;1;0",
    "SETPUSHPASSINGS": "PASSINGS",
}
"""What we say after each answer of the decoder, from the first on."""
MOST_AT_A_TIME: Final = 500
"""Passings that are asked for at a time."""
MOST_HELD: Final = 1000
"""Passings that wait for those that are missing before them."""
PATIENCE: Final = 2.0
"""Seconds without a word after which the missing passings are given up."""
MOST_DIGITS: Final = 12


class RaceResultDialogue:
    """The dialogue with one decoder, also over several connections.

    The feed has every passing with ``#P`` in the order of the numbers, but without it those from before the first
    connection.
    """

    patience: float | None = PATIENCE

    def __init__(self) -> None:
        """Begin before the first connection."""
        self._framing = Framing()
        self._last = 0
        self._file = ""
        self._joined = False
        self._counts_known = False
        self._wanted: tuple[int, int] | None = None
        self._held: list[tuple[int, str]] = []

    def opened(self) -> bytes:
        """Ask for the protocol."""
        self._framing = Framing()
        self._counts_known, self._wanted, self._held = False, None, []
        return _line("GETPROTOCOL")

    def heard(self, data: bytes) -> Exchange:
        """Return the passings in what came, and what is asked for next."""
        feed, said = "", ""
        for piece in self._framing.pieces(data):
            if piece.text is None:
                raise Overlong
            more, answer = self._line(piece.text.strip())
            feed += more
            said += answer
        return Exchange(feed.encode(), said.encode())

    def quiet(self) -> Exchange:
        """Give up waiting for missing passings: those that came after them are the feed now."""
        return Exchange(self._released().encode()) if self._holds else Exchange()

    @property
    def _holds(self) -> bool:
        """Whether passings wait, because others before them may be missing."""
        return self._wanted is not None or (bool(self._held) and not self._counts_known)

    def _line(self, text: str) -> tuple[str, str]:
        """Return what one line adds to the feed, and what is said next."""
        word, _, rest = text.partition(";")
        if word == "#P":
            return self._sent(rest)
        if word in ANSWERS_TO:
            return "", f"{ANSWERS_TO[word]}\r\n"
        if word == "PASSINGS":
            return self._counted(rest)
        if _number(word) is not None:
            return self._fetched(text)
        if self._wanted is not None and (not text or word.startswith("ONLY ")):
            return self._all_fetched()
        return (f"{text}\r\n" if text else "", "")

    def _counted(self, rest: str) -> tuple[str, str]:
        """Ask for the passings that the decoder has and we do not."""
        count, _, file = rest.partition(";")
        total = _number(count)
        if total is None:
            return "", ""
        if self._joined and (file != self._file or total < self._last):
            self._last = 0  # it has begun another file
        self._file, self._counts_known = file, True
        if total <= self._last:
            return self._released(), ""
        return "", self._ask(self._last + 1, total)

    def _ask(self, first: int, last: int) -> str:
        self._wanted = (first, last)
        return f"{first}:{min(last - first + 1, MOST_AT_A_TIME)}\r\n"

    def _fetched(self, text: str) -> tuple[str, str]:
        number = _number(text.partition(";")[0])
        if number is not None and number > self._last:
            self._last = number
        return f"#P;{text}\r\n" if self._joined else f"{text}\r\n", ""

    def _all_fetched(self) -> tuple[str, str]:
        """Go on to ask, or give what was sent meanwhile."""
        assert self._wanted is not None  # noqa: S101 - the only caller has made sure of it
        first, last = self._wanted
        if first <= self._last < last:
            return "", self._ask(self._last + 1, last)
        return self._released(), ""

    def _released(self) -> str:
        """Return the passings that were held; what is sent from now on is held no more."""
        self._wanted, self._joined, self._counts_known = None, True, True
        held, self._held = self._held, []
        self._last = max([self._last, *(number for number, _ in held)])
        return "".join(f"#P;{text}\r\n" for _, text in held)

    def _sent(self, text: str) -> tuple[str, str]:
        """Take in a passing as it happens; if some before it are missing, ask for them first."""
        number = _number(text.partition(";")[0])
        if number is None:
            return f"#P;{text}\r\n", ""
        if self._wanted is not None or not self._counts_known:
            self._held.append((number, text))
            return (self._released() if len(self._held) > MOST_HELD else "", "")
        if number > self._last + 1:
            self._held.append((number, text))
            return "", self._ask(self._last + 1, number - 1)
        if number == 1:
            self._last = 1  # the first of another file, or the first at all
        self._last = max(self._last, number)
        return f"#P;{text}\r\n", ""


def _line(text: str) -> bytes:
    return f"{text}\r\n".encode()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
