"""Tokenize the bytes that a terminal sends: typed characters, control sequences and pastes.

No part of a sequence ever becomes text. The grammar is that of ECMA-48 in its 7-bit form, which terminals with UTF-8
send, plus what xterm and Linux add to it: three more bytes after ``CSI M``, one more after ``CSI [``, and bracketed
pastes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.plain import REPLACEMENT, plain

ESC: Final = b"\x1b"
ESCAPE_DELAY: Final = 0.1
"""Seconds after which ESC alone is taken for the key."""
PATIENCE: Final = 1.0
"""Seconds after which a sequence, a string or a paste that has not ended is given up, so that keys work again."""
BULK: Final = 16
"""The number of bytes in one read from which it does not come from single keys.

Such a read extends the time that a string or a paste may take to end.
"""
LONGEST_SEQUENCE: Final = 64
"""The maximum length of a control sequence in bytes; a longer one has no meaning."""
LONGEST_PASTE: Final = 256 * 1024
"""The maximum number of bytes kept of a paste.

It is more than any line accepts, so that the receiver can tell that the paste is too long.
"""
ALWAYS: Final = b"\x03\x11"
"""Ctrl+C and Ctrl+Q, which are keys even inside a string or a broken sequence, and end it."""

_PASTE: Final = b"\x1b[200~"
# Expressions are compiled by `re` at their first use, and kept by it: most are for what no terminal sends at the start.
_PASTE_MARK: Final = rb"\x1b\[20[01]~"
# Whole characters of well-formed UTF-8 but for ESC: overlong forms and surrogates are left to the decoder.
_TEXT: Final = rb"(?:[\x00-\x1a\x1c-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
# The beginning of a character at the end of a read, and bytes that cannot begin or continue one.
_CUT_CHARACTER: Final = rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z"
_NO_CHARACTER: Final = rb"(?s:[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}|.)"
# Linux function keys, X10 mouse reports, CSI, SS3, and ESC with one character: most terminals send Alt that way.
_SEQUENCE: Final = (
    rb"\x1b(?:\[(?:\[[ -~]|M[ -\xff]{3}|(?![\[M])[ -?]*[@-~])|O[0-9;]*[ -/<-~]|[^\[\]OPX^_\x1b\x80-\xff\x03\x11])"
)
# The beginning of such a sequence at the end of a read, and one that something else interrupts.
_CUT_SEQUENCE: Final = rb"\x1b(?:\[(?:\[?|M[ -\xff]{0,2}|(?![\[M])[ -?]*)|O[0-9;]*)?\Z"
_BROKEN_SEQUENCE: Final = rb"\x1b(?:\[(?:M[ -\xff]*|\[?[ -?]*)|O[0-9;]*)?"
_REST_OF_TOO_LONG: Final = rb"[ -?]*([@-~]?)"
# BEL ends an OSC string, by custom of xterm; CAN, SUB and ESC interrupt any string.
_ENDS_OSC: Final = rb"[\x03\x07\x11\x18\x1a\x1b]"
_ENDS_STRING: Final = rb"[\x03\x11\x18\x1a\x1b]"
_CANCELS: Final = b"\x07\x18\x1a"
_REST_OF_SEQUENCE: Final = rb"\[(?:[<?]?[\d;:]*\d[;:\d]*(?:[@-~]|\Z)|[A-HZ])|\]\d+;"
"""The rest of a sequence, which nobody types within one read."""


class TypedCharacters(NamedTuple):
    """Typed characters, including those of control keys."""

    text: str


class Sequence(NamedTuple):
    """A whole control sequence including its ESC; ESC alone is the key."""

    text: str


class Pasted(NamedTuple):
    """A pasted text."""

    text: str


Token = TypedCharacters | Sequence | Pasted


class Splitter:
    """A state machine that splits input into tokens. Times are seconds on a clock that never goes back.

    A truncated sequence, and a byte that is not UTF-8, is dropped; the keys around it keep their order.
    """

    def __init__(self) -> None:
        """Start outside of any sequence."""
        self._state = self._outside
        self._rest = b""
        self._waits = False
        self._string_end = _ENDS_OSC
        self._pasted = bytearray()
        self._deadline: float | None = None
        self._escaped_until = 0.0

    def feed(self, data: bytes, now: float) -> list[Token]:
        """Return the tokens that this read completes; ``now`` is when it was read."""
        tokens = self.tick(now)
        # A key to leave, pressed during a paste without an end: it must not become part of the paste.
        if self._state == self._in_paste and len(data) == 1 and data in ALWAYS:
            tokens += self._give_up(now)
        if not self._rest and now < self._escaped_until and re.match(_REST_OF_SEQUENCE, data):
            # On a slow connection ESC was taken for the key before the rest of its sequence came.
            self._rest = ESC
        self._escaped_until = 0.0
        self._rest += data
        self._waits = False
        # Each call of a state consumes at least one byte, changes the state, or waits for more.
        while self._rest and not self._waits:
            tokens += self._state()
        self._keep_time(now, bulk=len(data) >= BULK)
        return tokens

    def tick(self, now: float) -> list[Token]:
        """Return the tokens that are complete because nothing more has come."""
        return [] if self._deadline is None or now < self._deadline else self._give_up(now)

    def due(self, now: float) -> float | None:
        """Return the seconds until `tick` has something to do if nothing comes; None if it has not."""
        return None if self._deadline is None else max(0.0, self._deadline - now)

    def _keep_time(self, now: float, *, bulk: bool) -> None:
        """Set the time at which an unfinished sequence is given up; single key presses do not extend it."""
        if self._state != self._outside:
            # A person who presses keys because nothing happens must not postpone the end of the wait.
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
        """Return a paste without an end mark as a paste.

        Keys to leave at its end were pressed because the program seemed stuck, so they are keys.
        """
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
        if match := re.match(_TEXT, self._rest):
            return _typed(self._take(match.end()))
        if re.match(_CUT_CHARACTER, self._rest):
            self._waits = True
        elif match := re.match(_NO_CHARACTER, self._rest):
            self._take(match.end())
        return []

    def _escape(self) -> list[Token]:
        if self._rest.startswith(_PASTE):
            self._take(len(_PASTE))
            self._go(self._in_paste)
        elif self._rest[1:2] in (b"]", b"P", b"X", b"^", b"_"):
            self._string_end = _ENDS_OSC if self._take(2) == b"\x1b]" else _ENDS_STRING
            self._go(self._in_string)
        elif match := re.match(_SEQUENCE, self._rest):
            return _sequence(self._take(match.end()))
        elif not re.match(_CUT_SEQUENCE, self._rest):
            return self._broken()
        elif len(self._rest) > LONGEST_SEQUENCE:
            self._rest = b""
            self._go(self._in_too_long)
        else:
            self._waits = True
        return []

    def _broken(self) -> list[Token]:
        """Drop bytes that do not continue as a sequence; ESC before anything else is the key."""
        match = re.match(_BROKEN_SEQUENCE, self._rest)
        broken = self._take(match.end() if match else 1)
        return [Sequence("\x1b")] if broken == ESC else []

    def _in_too_long(self) -> list[Token]:
        match = re.match(_REST_OF_TOO_LONG, self._rest)
        self._take(match.end() if match else 0)
        if self._rest or (match and match[1]):
            self._go(self._outside)
        return []

    def _in_string(self) -> list[Token]:
        """Skip the content of a string, up to its end or to what interrupts it."""
        match = re.search(self._string_end, self._rest)
        self._take(match.start() if match else len(self._rest))
        if self._rest == ESC:
            self._waits = True
        # Not ESC \, so the first ESC neither ends the string nor begins a sequence.
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
        match = re.search(_PASTE_MARK, self._rest)
        if match is None:
            # The last bytes may be the beginning of the end mark, whose rest comes with the next read.
            self._keep(self._take(max(0, len(self._rest) - len(_PASTE) + 1)))
            self._waits = True
            return []
        self._keep(self._take(match.start()))
        tokens = _pasted(bytes(self._pasted))
        # A paste mark inside a paste begins another: the end mark of the first one is missing.
        self._go(self._in_paste if self._take(len(_PASTE)) == _PASTE else self._outside)
        return tokens

    def _keep(self, data: bytes) -> None:
        self._pasted += data[: LONGEST_PASTE - len(self._pasted)]


def _typed(data: bytes) -> list[Token]:
    """Return a token of the characters, without control characters other than those of ASCII's control keys."""
    text = data.decode(errors="replace")
    keys = "".join(letter for letter in text if letter.isascii() or plain(letter) != REPLACEMENT)
    return [TypedCharacters(keys)] if keys else []


def _sequence(data: bytes) -> list[Token]:
    return [Sequence(data.decode("latin-1"))]


def _pasted(data: bytes) -> list[Token]:
    text = data.decode(errors="replace")
    return [Pasted(text)] if text else []
