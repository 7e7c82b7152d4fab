"""A RACE RESULT decoder on loopback that misbehaves as told."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence

MAY_BE_SAID = re.compile(r"GETPROTOCOL|SETPROTOCOL;3\.2|SETPUSHPASSINGS;1;0|PASSINGS|\d+:\d+")
"""What does not change the race."""


def passing(number: int) -> str:
    """Return a passing with this number, as a decoder has it."""
    return f"{number};121373307;2026-02-07;15:05:{number % 60:02}.051;0;c;5f;;1;;1;;3;2.9;;0;Box A;12;;"


def line(*texts: str) -> bytes:
    """Return these lines as a decoder sends them."""
    return "".join(f"{text}\r\n" for text in texts).encode()


class Decoder:
    """A decoder with ``passings``, numbered from 1; ``asked`` is what it was asked."""

    def __init__(self, server: socket.socket, passings: Sequence[str]) -> None:
        """Answer on connections to ``server``."""
        self.server = server
        self.passings = list(passings)
        self.asked: list[str] = []

    def serve(self, send: bytes) -> None:
        """Answer one connection until the passings were counted and fetched, then send this and end it."""
        connected, _ = self.server.accept()
        with connected, connected.makefile("rwb", newline=None) as lines:
            for asked in iter(lines.readline, b""):
                text = asked.decode().strip()
                self.asked.append(text)
                lines.write(self.answer(text))
                lines.flush()
                if ":" in text:
                    break
            connected.sendall(send)

    def answer(self, text: str) -> bytes:
        """Return what the decoder says to this."""
        if text == "PASSINGS":
            return line(f"PASSINGS;{len(self.passings)};12")
        if ":" in text:
            first, count = map(int, text.split(":"))
            return line(*self.passings[first - 1 : first - 1 + count], "")
        return line(f"{text};3.2")
