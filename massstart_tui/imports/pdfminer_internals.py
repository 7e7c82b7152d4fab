"""How much pdfminer may unpack of a file, which it does not bound itself: a few kilobytes can be gigabytes.

It unpacks with functions that its module ``pdftypes`` has imported; while a file is read, they are replaced by others
that stop at a limit.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pdfminer import pdftypes
from pdfminer.lzw import LZWDecoder
from pdfminer.runlength import rldecode

REPLACED: Final = ("zlib", "lzwdecode", "rldecode")
"""What of ``pdfminer.pdftypes`` is replaced."""
MOST_OF_DAMAGED: Final = 1 << 20
"""Bytes of one damaged stream: pdfminer copies all of it again for each byte that it unpacks."""
_LONGEST_RUN: Final = 128
"""How many bytes a byte of a run-length encoding is at most."""


class UnpacksTooLarge(Exception):
    """Raised, inside of pdfminer, if a file is larger unpacked than it may be."""


class Unpacking:
    """Unpacks streams up to a limit for all of them; has the names that pdfminer uses of `zlib`.

    ``too_large`` is true once the limit was exceeded: what pdfminer raises then is another exception.
    """

    error = zlib.error

    def __init__(self, most: int) -> None:
        """Allow ``most`` bytes."""
        self._left = most
        self.too_large = False

    def decompress(self, data: bytes) -> bytes:
        """Decompress as `zlib.decompress` does."""
        unpacker = zlib.decompressobj()
        unpacked = self.piece(unpacker, data)
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return unpacked

    def decompressobj(self) -> _Decompressor:
        """Return what decompresses a damaged stream bit by bit."""
        return _Decompressor(self)

    def lzwdecode(self, data: bytes) -> bytes:
        """Decode LZW as pdfminer does."""
        return b"".join(self._counted(piece) for piece in LZWDecoder(io.BytesIO(data)).run())

    def rldecode(self, data: bytes) -> bytes:
        """Decode runs as pdfminer does."""
        if len(data) * _LONGEST_RUN > self._left:
            self.refuse()
        return self._counted(rldecode(data))

    def refuse(self) -> None:
        """Take no more."""
        self.too_large = True
        raise UnpacksTooLarge

    def _counted(self, unpacked: bytes) -> bytes:
        self._left -= len(unpacked)
        if self._left < 0:
            self.refuse()
        return unpacked

    def piece(self, unpacker: zlib._Decompress, data: bytes) -> bytes:
        """Decompress the next bytes of a stream."""
        if self.too_large:
            self.refuse()
        return self._counted(unpacker.decompress(data, self._left + 1))


class _Decompressor:
    """What pdfminer uses of a decompressor."""

    def __init__(self, unpacking: Unpacking) -> None:
        self._unpacking = unpacking
        self._unpacker = zlib.decompressobj()
        self._left = MOST_OF_DAMAGED

    def decompress(self, data: bytes) -> bytes:
        unpacked = self._unpacking.piece(self._unpacker, data)
        self._left -= len(unpacked)
        if self._left < 0:
            self._unpacking.refuse()
        return unpacked


@contextmanager
def unpacking_at_most(most: int) -> Iterator[Unpacking]:
    """Let pdfminer unpack at most ``most`` bytes in all; it is not read in two threads at once."""
    unpacking = Unpacking(most)
    before = {name: getattr(pdftypes, name) for name in REPLACED}
    bounded = {"zlib": unpacking, "lzwdecode": unpacking.lzwdecode, "rldecode": unpacking.rldecode}
    try:
        for name, function in bounded.items():
            setattr(pdftypes, name, function)
        yield unpacking
    finally:
        for name, function in before.items():
            setattr(pdftypes, name, function)
