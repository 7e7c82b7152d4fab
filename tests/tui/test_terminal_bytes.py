"""Tests of terminal input: no bytes end the program or type part of a sequence, and keys keep their order."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from itertools import pairwise
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.messages import ExitApp

from massstart_tui.tui.browser_driver_internals import PageDriver
from massstart_tui.tui.terminal_bytes import BULK, ESCAPE_DELAY, LONGEST_PASTE, LONGEST_SEQUENCE, PATIENCE, Splitter
from massstart_tui.tui.textual_internals import TerminalInput
from tests.levels import examples

SOON: Final = ESCAPE_DELAY / 4
"""Seconds between two reads of what was sent at once."""

SAYS_NOTHING: Final = {
    "latin-1": "Bj\xf6rn".encode("latin-1")[2:3],
    "not UTF-8": bytes(range(0x80, 0x100)),
    "an overlong NUL": b"\xc0\x80",
    "a surrogate": b"\xed\xa0\x80",
    "beyond Unicode": b"\xf5\x90\x80\x80",
    "a CSI of eight bits": b"\xc2\x9b",
    "a change of direction": "\u202e".encode(),
    "a line separator": "\u2028".encode(),
    "a code point beyond Unicode": b"\x1b[1114112u",
    "a code point beyond the computer": b"\x1b[99999999999999999999u",
    "a surrogate as a key": b"\x1b[97;;55296u",
    "text that acts": b"\x1b[97;;27u",
    "a kind of event": b"\x1b[97;1:3u",
    "an alternate key": b"\x1b[97:65;2u",
    "no key at all": b"\x1b[;;u",
    "a key by its number": b"\x1b[113~",
    "a key by its number, with ctrl": b"\x1b[113;5~",
    "a key by its number, as an arrow": b"\x1b[113;5H",
    "text of an arrow": b"\x1b[1;1;120A",
    "a mouse without a place": b"\x1b[<0;;M",
    "a mouse of one number": b"\x1b[<0M",
    "a mouse far away": b"\x1b[<0;99999999999999999999;1M",
    "a mouse before the first column": b"\x1b[<0;0;0M",
    "a mouse of urxvt": b"\x1b[32;10;10M",
    "a mouse of X10": b"\x1b[M !!",
    "a mouse of X10 beyond ASCII": b"\x1b[M \xc3\xa9",
    "the fourth button": b"\x1b[<128;5;5M",
    "a size that nobody asked for": b"\x1b[48;9999;9999;1;1t",
    "a size of nothing": b"\x1b[48;0;0;0;0t",
    "a size of the window": b"\x1b[8;24;80t",
    "what the terminal is": b"\x1b[?62;22c",
    "what it is, more": b"\x1b[>41;390;0c",
    "which flags": b"\x1b[?7u",
    "a mode": b"\x1b[?2048;9$y",
    "a scheme of colours": b"\x1b[?997;1n",
    "that it is well": b"\x1b[0n",
    "the colour of text": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "the colour behind it": b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    "a colour of the palette": b"\x1b]4;1;rgb:ffff/0000/0000\x07",
    "a clipboard": b"\x1b]52;c;ZiAxMQ==\x07",
    "a title": b"\x1b]l massstart\x1b\\",
    "a setting": b"\x1bP1$r0 q\x1b\\",
    "a name and version": b"\x1bP>|XTerm(390)\x1b\\",
    "a device string with a bell": b"\x1bP>|a\x07b\x1b\\",
    "a picture was shown": b"\x1b_Gi=31;OK\x1b\\",
    "a private message": b"\x1b^f 11\x1b\\",
    "a string": b"\x1bXf 11\x1b\\",
    "a string that is cancelled": b"\x1b]11;rgb:\x18",
    "a sequence without end": b"\x1b[" + b"1;" * 400 + b"H",
    "the end of a paste": b"\x1b[201~",
    "an empty paste": b"\x1b[200~\x1b[201~",
    "a sequence broken off by another": b"\x1b[1;\x1b[?1u",
}
"""Sequences that terminals send, whole or damaged, which are not keys."""
UNFINISHED: Final = {
    "a CSI": b"\x1b[",
    "a CSI and numbers": b"\x1b[1;5",
    "a mouse": b"\x1b[<0;10;1",
    "a mouse of X10": b"\x1b[M!",
    "an SS3": b"\x1bO",
    "a colour": b"\x1b]11;rgb:1e1e/1e",
    "a colour and half its end": b"\x1b]11;rgb:1e1e/1e\x1b",
    "a device string": b"\x1bP>|XTerm",
    "a long sequence": b"\x1b[" + b"1" * 500,
}
"""The beginnings of sequences, as a broken connection leaves them."""


class Line:
    """A terminal's input, at times that only the test advances."""

    def __init__(self) -> None:
        """Begin without input."""
        self.now = 1000.0
        self.input = TerminalInput(clock=lambda: self.now)

    def sends(self, *reads: bytes, every: float = SOON) -> list[Message]:
        """Return the messages that result from these reads, one after the other."""
        messages = []
        for data in reads:
            messages += self.input.feed(data)
            self.now += every
            messages += self.input.tick()
        return messages

    def rests(self, seconds: float = PATIENCE) -> list[Message]:
        """Return the messages that result from a pause of so many seconds."""
        self.now += seconds
        return self.input.tick()


def keys_in(messages: Iterable[Message]) -> list[str]:
    """Return the names of the keys."""
    return [message.key for message in messages if isinstance(message, events.Key)]


def text_in(messages: Iterable[Message]) -> str:
    """Return what would be typed into a line."""
    return "".join(key.character or "" for key in messages if isinstance(key, events.Key) and key.is_printable)


def pastes_in(messages: Iterable[Message]) -> list[str]:
    """Return the pasted texts."""
    return [message.text for message in messages if isinstance(message, events.Paste)]


def read_as_something(nothing: bytes) -> list[int]:
    """Return the places within these bytes at which a read may end so that they have an effect."""
    data = b"f" + nothing + b"4\x03"
    cuts = sorted({*range(1, min(len(data), 90)), len(data) - 1})
    sent = {at: Line().sends(data[:at], data[at:]) for at in cuts}
    return [at for at in cuts if keys_in(sent[at]) != ["f", "4", "ctrl+c"] or pastes_in(sent[at])]


def test_what_says_nothing_is_left_out_wherever_a_read_ends_within_it() -> None:
    read = {name: read_as_something(nothing) for name, nothing in SAYS_NOTHING.items()}
    assert {name: cuts for name, cuts in read.items() if cuts} == {}


def test_what_never_ends_is_given_up_and_ctrl_c_does_not_wait_for_that() -> None:
    for name, begun in UNFINISHED.items():
        line = Line()
        messages = [*line.sends(b"f", begun), *line.rests(), *line.sends(b"4")]
        assert (text_in(messages), keys_in(messages)) == ("f4", ["f", "4"]), name
        for key, pressed in ((b"\x03", "ctrl+c"), (b"\x11", "ctrl+q")):
            assert keys_in(Line().sends(begun, key))[-1] == pressed, name
            assert keys_in(Line().sends(begun + key))[-1] == pressed, name


def test_what_is_broken_off_by_another_leaves_no_key() -> None:
    for begun in UNFINISHED.values():
        for other in (each for each in (*UNFINISHED.values(), *SAYS_NOTHING.values()) if each.startswith(b"\x1b")):
            line = Line()
            messages = [*line.sends(begun, other), *line.rests(), *line.sends(b"4")]
            assert keys_in(messages) == ["4"], (begun, other)


def test_keys_do_not_put_off_the_end_of_what_is_given_up() -> None:
    line = Line()
    messages = line.sends(b"\x1b]11;rgb:", *[b"4"] * 20, every=PATIENCE / 10)
    assert 5 < len(text_in(messages)) < 20


SENT_AT_ONCE = st.one_of(
    st.from_regex(rb"\x1b\[[ -?]{0,40}[@-Z\\^-~]", fullmatch=True),
    st.from_regex(rb"\x1b\][ -~]{0,60}(\x07|\x1b\\)", fullmatch=True),
    st.from_regex(rb"\x1b[PX^_][ -~]{0,60}\x1b\\", fullmatch=True),
    st.sampled_from([*SAYS_NOTHING.values()]),
).filter(lambda data: not data.startswith((b"\x1b[M", b"\x1b[20")) and not data.endswith(b"u"))
"""Whole sequences, except X10 mouse reports, pastes, and keys of Kitty's protocol, which may be text."""


@given(st.lists(SENT_AT_ONCE, min_size=1, max_size=6), st.data())
def test_no_letter_of_a_sequence_is_typed(sent: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(b"f" + sequence + b"4" for sequence in sent)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1), max_size=6)))
    messages = Line().sends(*(whole[a:b] for a, b in pairwise([0, *cuts, len(whole)])))
    assert text_in(messages) == "f4" * len(sent)


PARTS = [
    *SAYS_NOTHING.values(),
    *UNFINISHED.values(),
    b"\x1b",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x00",
    b"f 11\r",
    b"\xe2\x82",
]


def test_after_any_bytes_at_all_keys_are_keys_again() -> None:
    assert [seed for seed in range(examples(1)) if not keys_are_keys_after_bytes_of(seed)] == []


def keys_are_keys_after_bytes_of(seed: int) -> bool:
    """Return whether four keys arrive after bytes that are made up from this seed."""
    random, line = Random(seed), Line()
    for _ in range(200):
        data = random.choice([random.randbytes(random.randrange(1, 40)), random.choice(PARTS), random.choice(PARTS)])
        line.sends(data[: random.randrange(1, len(data) + 1)], every=random.choice([0, SOON, ESCAPE_DELAY, PATIENCE]))
    line.rests()
    line.rests()
    keys = keys_in(line.sends(b"f", b"\x1b[A", b"\x1b[97;5u", b"\x03\r"))
    return keys[-5:] == ["f", "up", "ctrl+a", "ctrl+c", "enter"]


def test_a_character_arrives_however_it_is_cut_and_however_long_that_takes() -> None:
    text = "Bjørn Łukasz 李 🙂"
    for pause in (SOON, PATIENCE * 2):
        assert text_in(Line().sends(*(bytes([byte]) for byte in text.encode()), every=pause)) == text


KEYS: Final = {
    b"\x1b": ["escape"],
    b"\x1b\x1b": ["escape", "escape"],
    b"\x1b\x1b[A": ["escape", "up"],
    b"\x1b[A\x1bOB": ["up", "down"],
    b"\x1b[1;2C": ["shift+right"],
    b"\x1b[13;2~": ["shift+f3"],
    b"\x1bOP\x1b[[B": ["f1", "f2"],
    b"\x1b[3~\x1b[5~": ["delete", "pageup"],
    b"\x1b[97;5u": ["ctrl+a"],
    b"\x1b[27u\x1b[13u\x1b[9;2u": ["escape", "enter", "shift+tab"],
    b"\x1bx": ["alt+x"],
    b" \t\r\x7f\x00": ["space", "tab", "enter", "backspace", "ctrl+@"],
}
"""What terminals send for these keys."""


def test_keys_are_what_they_are_at_once_and_byte_by_byte() -> None:
    def read(*sent: bytes) -> list[str]:
        line = Line()
        return keys_in([*line.sends(*sent), *line.rests()])

    assert {keys: read(keys) for keys in KEYS} == KEYS
    assert {keys: read(*(bytes([byte]) for byte in keys)) for keys in KEYS} == KEYS


def test_the_terminal_of_kitty_sends_letters_as_text_and_alt_types_none() -> None:
    assert text_in(Line().sends(b"\x1b[97;;97u\x1b[0;;233:322u")) == "aéł"
    line = Line()
    assert text_in([*line.sends(b"\x1bq"), *line.rests()]) == ""


def test_a_sequence_that_a_slow_line_cuts_behind_its_first_byte_is_not_typed() -> None:
    for rest in (b"[A", b"[<0;10;10M", b"]11;rgb:0000/0000/0000\x07", b"[?62;22c"):
        messages = Line().sends(b"\x1b", rest, b"4", every=ESCAPE_DELAY * 2)
        assert text_in(messages) == "4"
    assert text_in(Line().sends(b"\x1b", b"[", b"A", every=ESCAPE_DELAY * 2)) == "[A"


def test_the_mouse_is_where_it_is() -> None:
    down, up = Line().sends(b"\x1b[<0;10;5M\x1b[<0;10;5m")
    assert isinstance(down, events.MouseDown)
    assert isinstance(up, events.MouseUp)
    assert (down.x, down.y, down.button) == (9, 4, 1)


def test_a_size_is_taken_from_a_terminal_that_was_asked() -> None:
    line = Line()
    assert not line.sends(b"\x1b[48;24;80;480;800t")
    line.input.sizes = True
    (resize,) = line.sends(b"\x1b[48;24;80;480;800t")
    assert isinstance(resize, events.Resize)
    assert tuple(resize.size) == (80, 24)


def test_a_paste_is_one_whatever_is_in_it_and_however_it_is_cut() -> None:
    text = "f 11\r\na 7\tx\x03\x1b[Aé\n"
    data = b"g\x1b[200~" + text.encode() + b"\x1b[201~4"
    for at in range(1, len(data)):
        messages = Line().sends(data[:at], data[at:])
        assert (pastes_in(messages), keys_in(messages)) == ([text], ["g", "4"])


def test_a_paste_that_never_ends_is_given_up_and_keys_do_not_put_that_off() -> None:
    line = Line()
    messages = line.sends(b"\x1b[200~f 1", *[b"4"] * 20, every=PATIENCE / 10)
    (pasted,) = pastes_in(messages)
    assert pasted.startswith("f 1")
    assert (pasted + text_in(messages)).count("4") == 20
    assert text_in(messages).count("4") > 5


@pytest.mark.parametrize("together", [True, False])
def test_ctrl_c_is_a_key_at_the_end_of_a_paste_that_never_ends(*, together: bool) -> None:
    line = Line()
    messages = line.sends(b"\x1b[200~f 11\x03") if together else line.sends(b"\x1b[200~f 11", b"\x03")
    messages += line.rests()
    assert (pastes_in(messages), keys_in(messages)) == (["f 11"], ["ctrl+c"])


def test_a_paste_begins_also_within_one_that_never_ended() -> None:
    assert pastes_in(Line().sends(b"\x1b[200~f 11\n", b"\x1b[200~a 7\x1b[201~")) == ["f 11\n", "a 7"]


def test_what_is_long_takes_no_more_memory_than_it_needs() -> None:
    for begun in (b"\x1b]52;c;", b"\x1bP", b"\x1b[", b"\x1b[200~"):
        splitter, tokens = Splitter(), []
        for read in range(200):
            tokens += splitter.feed((begun if not read else b"") + b"1" * 4096, read * SOON)
        assert not tokens
        assert len(splitter._rest) <= LONGEST_SEQUENCE + BULK
        assert len(splitter._pasted) <= LONGEST_PASTE


def test_textual_fails_on_this_by_itself_which_is_why_it_is_guarded() -> None:
    """If one of these does not fail any more, Textual was fixed, and that part of the guard can be removed."""
    with pytest.raises(UnicodeDecodeError):
        getincrementaldecoder("utf-8")().decode(b"\xe9x")
    for report in ("\x1b[1114112u", "\x1b[97;1:3u"):
        with pytest.raises((ValueError, OverflowError)):
            list(XTermParser().feed(report))
    for typed, reply in (("11;", "\x1b]11;rgb:ffff/ffff/ffff\x07"), ("", "\x1b[113~"), ("x", "\x1b[1;1;120A")):
        messages = list(XTermParser().feed(reply + "\x1b[A"))
        assert typed in text_in(messages)
        assert keys_in(messages) != ["up"]
    assert not list(XTermParser().feed("\x1b[200~f 11\x03\r"))


def test_textual_has_the_private_parts_that_are_used() -> None:
    parser = XTermParser()
    waits = []
    for part in ("\x1b", "[A"):
        list(parser.feed(part))
        waits.append(parser._awaiting.timeout is not None)
    assert waits == [True, False]
    assert parser._timeout_time is None
    assert not parser._tokens
    assert hasattr(parser._gen, "send")


class Page(PageDriver):
    """A page's driver with fixed input from its server; it keeps the messages that it makes."""

    def __init__(self, *payloads: bytes) -> None:
        self._debug = False
        self._input_reader = self  # type: ignore[assignment] # it is read, and closed
        self._app = self  # type: ignore[assignment] # it is told to leave
        self.sent = [b"D" + len(payload).to_bytes(4, "big") + payload for payload in payloads]
        self.told: list[Message] = []

    def __iter__(self) -> Iterator[bytes]:
        return iter([*self.sent, b""])

    def close(self) -> None:
        """Do nothing."""

    def post_message(self, message: Message) -> None:
        self.told.append(message)

    process_message = post_message


def test_a_page_takes_any_bytes_and_leaves_when_there_are_no_more() -> None:
    page = Page(b"f\xc5", b"\x82", *SAYS_NOTHING.values(), b"4")
    page.run_input_thread()
    assert text_in(page.told) == "fł4"
    assert isinstance(page.told[-1], ExitApp)
