"""What a terminal sends, split into what was typed, control sequences, and pastes. Nothing of a sequence becomes text.

The grammar is that of ECMA-48 in its form of seven bits, which terminals with UTF-8 send, and what xterm and Linux add
to it: three more bytes after ``CSI M``, one more after ``CSI [``, and pastes in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from massstart_tui.text.plain import REPLACEMENT, plain

ESC: Final = b"\x1b"
ESCAPE_DELAY: Final = 0.1
"""Seconds after which ESC alone is the key."""
PATIENCE: Final = 1.0
"""Seconds after which a sequence, a string or a paste that has not ended is given up, so that keys are live again."""
BULK: Final = 16
"""Bytes of a read that do not come from single keys: such a read puts off the end of a string or a paste."""
LONGEST_SEQUENCE: Final = 64
"""Bytes of a control sequence that are kept; a longer one means nothing."""
LONGEST_PASTE: Final = 256 * 1024
"""Bytes of a paste that are kept: more than any line takes, so that whoever takes it can tell that it is too long."""
ALWAYS: Final = b"\x03\x11"
"""Ctrl c and ctrl q: these are keys within a string or a broken sequence too, which they end."""

_PASTE: Final = b"\x1b[200~"
_PASTE_MARK: Final = re.compile(rb"\x1b\[20[01]~")
_TEXT: Final = re.compile(
    rb"(?:[\x00-\x1a\x1c-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
)
_CUT_CHARACTER: Final = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_NO_CHARACTER: Final = re.compile(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}|.", re.DOTALL)
_SEQUENCE: Final = re.compile(
    rb"\x1b(?:\[(?:\[[ -~]|M[ -\xff]{3}|(?![\[M])[ -?]*[@-~])|O[0-9;]*[ -/<-~]|[^\[\]OPX^_\x1b\x80-\xff\x03\x11])"
)
_CUT_SEQUENCE: Final = re.compile(rb"\x1b(?:\[(?:\[?|M[ -\xff]{0,2}|(?![\[M])[ -?]*)|O[0-9;]*)?\Z")
_BROKEN_SEQUENCE: Final = re.compile(rb"\x1b(?:\[(?:M[ -\xff]*|\[?[ -?]*)|O[0-9;]*)?")
_REST_OF_TOO_LONG: Final = re.compile(rb"[ -?]*([@-~]?)")
_ENDS_OSC: Final = re.compile(rb"[\x03\x07\x11\x18\x1a\x1b]")
_ENDS_STRING: Final = re.compile(rb"[\x03\x11\x18\x1a\x1b]")
_CANCELS: Final = b"\x07\x18\x1a"
_REST_OF_SEQUENCE: Final = re.compile(rb"\[(?:[<?]?[\d;:]*\d[;:\d]*(?:[@-~]|\Z)|[A-HZ])|\]\d+;")
"""What nobody types within one read."""


class TypedCharacters(NamedTuple):
    """Characters, those of control keys too."""

    text: str


class Sequence(NamedTuple):
    """A whole control sequence with its ESC; ESC alone is the key."""

    text: str


class Pasted(NamedTuple):
    """What was pasted at once."""

    text: str


Token = TypedCharacters | Sequence | Pasted


class Splitter:
    """Splits what is read from a terminal. Times are seconds on a clock that never goes back.

    A sequence that is broken off, and a byte that is not UTF-8, is left out; the keys around it come in their order.
    """

    def __init__(self) -> None:
        """Nothing is under way."""
        self._state = self._outside
        self._rest = b""
        self._waits = False
        self._string_end = _ENDS_OSC
        self._pasted = bytearray()
        self._deadline: float | None = None
        self._escaped_until = 0.0

    def feed(self, data: bytes, now: float) -> list[Token]:
        """What has come by this read."""
        tokens = self.tick(now)
        if self._state == self._in_paste and len(data) == 1 and data in ALWAYS:
            tokens += self._give_up(now)
        if not self._rest and now < self._escaped_until and _REST_OF_SEQUENCE.match(data):
            # On a slow line ESC was taken for the key before the rest of its sequence came.
            self._rest = ESC
        self._escaped_until = 0.0
        self._rest += data
        self._waits = False
        while self._rest and not self._waits:
            tokens += self._state()
        self._keep_time(now, bulk=len(data) >= BULK)
        return tokens

    def tick(self, now: float) -> list[Token]:
        """What is clear by now because nothing more has come."""
        return [] if self._deadline is None or now < self._deadline else self._give_up(now)

    def due(self, now: float) -> float | None:
        """Seconds until `tick` has something to do, if nothing comes; None where it never has."""
        return None if self._deadline is None else max(0.0, self._deadline - now)

    def _keep_time(self, now: float, *, bulk: bool) -> None:
        """Set when what is under way is given up; keys that are pressed one by one do not put that off."""
        if self._state != self._outside:
            if bulk or self._deadline is None:
                self._deadline = now + PATIENCE
        elif self._rest.startswith(ESC):
            self._deadline = now + (ESCAPE_DELAY if self._rest == ESC else PATIENCE)
        else:
            self._deadline = None

    def _give_up(self, now: float) -> list[Token]:
        tokens: list[Token] = []
        if self._state == self._in_paste:
            tokens = self._unfinished_paste()
        elif self._state == self._outside and self._rest == ESC:
            tokens = [Sequence("\x1b")]
            self._escaped_until = now + PATIENCE
        self._go(self._outside)
        self._rest = b""
        return tokens

    def _unfinished_paste(self) -> list[Token]:
        """A paste that never ended is one nonetheless; a key to leave at its end was pressed because of that."""
        self._keep(self._rest)
        text = bytes(self._pasted)
        pasted = text.rstrip(ALWAYS)
        return [*_pasted(pasted), *_typed(text[len(pasted) :])]

    def _go(self, state: Callable[[], list[Token]]) -> None:
        self._state = state
        self._deadline = None
        self._pasted.clear()

    def _take(self, count: int) -> bytes:
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def _outside(self) -> list[Token]:
        if self._rest.startswith(ESC):
            return self._escape()
        if match := _TEXT.match(self._rest):
            return _typed(self._take(match.end()))
        if _CUT_CHARACTER.match(self._rest):
            self._waits = True
        elif match := _NO_CHARACTER.match(self._rest):
            self._take(match.end())
        return []

    def _escape(self) -> list[Token]:
        if self._rest.startswith(_PASTE):
            self._take(len(_PASTE))
            self._go(self._in_paste)
        elif self._rest[1:2] in (b"]", b"P", b"X", b"^", b"_"):
            self._string_end = _ENDS_OSC if self._take(2) == b"\x1b]" else _ENDS_STRING
            self._go(self._in_string)
        elif match := _SEQUENCE.match(self._rest):
            return _sequence(self._take(match.end()))
        elif not _CUT_SEQUENCE.match(self._rest):
            return self._broken()
        elif len(self._rest) > LONGEST_SEQUENCE:
            self._rest = b""
            self._go(self._in_too_long)
        else:
            self._waits = True
        return []

    def _broken(self) -> list[Token]:
        """Leave out what does not go on as a sequence; ESC before anything else is the key."""
        match = _BROKEN_SEQUENCE.match(self._rest)
        broken = self._take(match.end() if match else 1)
        return [Sequence("\x1b")] if broken == ESC else []

    def _in_too_long(self) -> list[Token]:
        match = _REST_OF_TOO_LONG.match(self._rest)
        self._take(match.end() if match else 0)
        if self._rest or (match and match[1]):
            self._go(self._outside)
        return []

    def _in_string(self) -> list[Token]:
        """Let go by what is in it, up to its end or what breaks it off."""
        match = self._string_end.search(self._rest)
        self._take(match.start() if match else len(self._rest))
        if self._rest == ESC:
            self._waits = True
        elif self._rest.startswith(ESC + ESC):
            self._take(1)
        elif match:
            if self._rest.startswith(b"\x1b\\"):
                self._take(2)
            elif self._rest[0] in _CANCELS:
                self._take(1)
            self._go(self._outside)
        return []

    def _in_paste(self) -> list[Token]:
        match = _PASTE_MARK.search(self._rest)
        if match is None:
            self._keep(self._take(max(0, len(self._rest) - len(_PASTE) + 1)))
            self._waits = True
            return []
        self._keep(self._take(match.start()))
        tokens = _pasted(bytes(self._pasted))
        # A paste that begins within one: the one before it never ended.
        self._go(self._in_paste if self._take(len(_PASTE)) == _PASTE else self._outside)
        return tokens

    def _keep(self, data: bytes) -> None:
        self._pasted += data[: LONGEST_PASTE - len(self._pasted)]


def _typed(data: bytes) -> list[Token]:
    """The characters; those that act rather than show have no key, but for the control keys of ASCII."""
    text = data.decode(errors="replace")
    keys = "".join(letter for letter in text if letter.isascii() or plain(letter) != REPLACEMENT)
    return [TypedCharacters(keys)] if keys else []


def _sequence(data: bytes) -> list[Token]:
    return [Sequence(data.decode("latin-1"))]


def _pasted(data: bytes) -> list[Token]:
    text = data.decode(errors="replace")
    return [Pasted(text)] if text else []
