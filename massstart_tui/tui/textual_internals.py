"""The private parts of Textual that reading a terminal rests on, as they were read in Textual 8.2.8.

Textual's drivers for Linux and for a page decode what they read, and ``_xterm_parser`` makes keys of it. What fails:

* They decode strictly: a byte that is not UTF-8 raises, and ends the program or its keys.
* The parser raises on a key report of a code point that does not exist, ``CSI 1114112 u``, or of a kind of event that
  was not asked for, ``CSI 97;1:3 u``. That too ends the program.
* A sequence that it does not know is typed as keys: a reply about colours, an answer that comes late.
* A paste without its end takes every key after it.
* A report of a key that does not exist is the character of that number: ``CSI 113 ~`` is ``q``, which leaves a replay.
* A report of a size is believed whatever it is, and the fourth button of a mouse is the first.

So massstart splits the bytes (`terminalbytes`), and hands the parser whole sequences, of kinds that it reads rightly.
On Windows none of this applies: the console gives characters, not bytes, and Textual's driver has the parser to itself,
which a broken report still stops. What a paste may hold is seen to by the lines that it goes into, on every system.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser
from textual.message import Message

from massstart_tui.tui.terminal_bytes import Pasted, Sequence, Splitter, Token, TypedCharacters

LOOK_EVERY: Final = 0.1
"""Seconds within which the thread that reads sees that it should end."""

_NUMBERED_KEY: Final = re.compile(r"\x1b\[(\d{1,5})(?:;\d{1,3})?([~A-HPQRS])")
_KITTY_KEY: Final = re.compile(r"\x1b\[\d{1,7}(?:;\d{0,3}(?:;(\d{1,7}(?::\d{1,7})*))?)?u")
_MOUSE: Final = re.compile(r"\x1b\[<(\d{1,3});\d{1,5};\d{1,5}[Mm]")
_MODE: Final = re.compile(r"\x1b\[\?20(?:26|48);[0-4]\$y")
_SIZE: Final = re.compile(r"\x1b\[48;[1-9]\d{0,3};[1-9]\d{0,3};[1-9]\d{0,4};[1-9]\d{0,4}t")
_BUTTONS: Final = 128
"""From this number on a report is about a further button, which Textual takes for the first ones."""
_ALT: Final = 2
"""The length of ESC before a key: that is how most terminals send alt with it."""


def reads_rightly(sequence: str, *, sizes: bool) -> bool:
    """Whether Textual's parser reads this sequence as what it is; ``sizes``: the terminal was asked for its size."""
    if sequence in ANSI_SEQUENCES_KEYS or sequence in SPECIAL_SEQUENCES or len(sequence) == _ALT:
        return True
    if match := _NUMBERED_KEY.fullmatch(sequence):
        return "".join(match.groups()) in FUNCTIONAL_KEYS
    if match := _KITTY_KEY.fullmatch(sequence):
        return not match[1] or all(chr(int(code)).isprintable() for code in match[1].split(":"))
    if match := _MOUSE.fullmatch(sequence):
        return int(match[1]) < _BUTTONS
    return bool(_MODE.fullmatch(sequence) or (sizes and _SIZE.fullmatch(sequence)))


class _SequenceParser(XTermParser):
    """Textual's parser, which comes to rest after every sequence."""

    def read(self, sequence: str) -> list[Message]:
        """What a whole sequence says; nothing where it cannot be."""
        try:
            messages = list(self.feed(sequence))
            if self._awaiting.timeout is not None and len(sequence) == _ALT:
                self._timeout_time = 0.0
                messages += self.tick()
        except (ValueError, OverflowError):  # a code point that does not exist
            self._begin_anew()
            return []
        if self._awaiting.timeout is not None:
            self._begin_anew()
        return messages

    def _begin_anew(self) -> None:
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None


class TerminalInput:
    """Makes of what is read from a terminal what Textual's drivers make of it, whatever it is."""

    def __init__(self, *, debug: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        """With a clock in seconds; ``debug`` has Textual keep its own record of keys."""
        self.sizes = False
        self._splitter = Splitter()
        self._parser = _SequenceParser(debug)
        self._clock = clock

    def feed(self, data: bytes) -> list[Message]:
        """What has come by this read."""
        return self._messages(self._splitter.feed(data, self._clock()))

    def tick(self) -> list[Message]:
        """What is clear by now because nothing more has come."""
        return self._messages(self._splitter.tick(self._clock()))

    @property
    def due(self) -> float:
        """Seconds until `tick` is to be called, if nothing comes."""
        due = self._splitter.due(self._clock())
        return LOOK_EVERY if due is None else min(due, LOOK_EVERY)

    def _messages(self, tokens: list[Token]) -> list[Message]:
        return [message for token in tokens for message in self._of(token)]

    def _of(self, token: Token) -> list[Message]:
        match token:
            case TypedCharacters(text):
                return list(self._parser.feed(text))
            case Pasted(text):
                return [events.Paste(text)]
            case Sequence("\x1b"):
                return [events.Key("escape", "\x1b")]
            case Sequence(text):
                return self._said_by(text)

    def _said_by(self, sequence: str) -> list[Message]:
        try:
            known = reads_rightly(sequence, sizes=self.sizes)
        except (ValueError, OverflowError):  # a code point that does not exist
            return []
        messages = self._parser.read(sequence) if known else []
        if len(sequence) == _ALT:
            # Textual would have a letter with alt typed into a line.
            return [events.Key(key.key, None) for key in messages if isinstance(key, events.Key)]
        return messages
