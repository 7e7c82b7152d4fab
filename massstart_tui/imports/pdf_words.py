"""The words of a PDF with their places, line by line, by pdfplumber: it measures each letter in its own font."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from massstart_tui.imports.file_parsing import refuse_too_large
from massstart_tui.imports.printed_result import MOST_PAGES, PlacedLine, PlacedWord
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAGIC: Final = b"%PDF-"
MOST_UNPACKED: Final = 32 << 20
"""Bytes that the file may be unpacked: its fonts and pictures with the text of its pages."""
_ONE_LINE_POINTS: Final = 3.0
"""How far the middles of two words of one line may be apart."""
_DAMAGED: Final = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
    *(MemoryError, NotImplementedError, struct.error, zlib.error),
)
"""What pdfminer raises while it reads a damaged file, beside its own exceptions: it trusts what it finds."""


def lines_of_pdf(content: bytes) -> list[PlacedLine]:
    """Return the lines of a PDF, numbered over its pages, with the places of their words in points.

    Raises BadLine if it is no PDF with text or is larger than any result, and ImportError without pdfplumber.
    """
    refuse_too_large(content)
    lines = _read(content)
    if not lines:
        raise BadLine([Fault(None, "", Flaw.PDF_WITHOUT_TEXT)])
    return lines


def _read(content: bytes) -> list[PlacedLine]:
    import pdfplumber  # noqa: PLC0415 - only a PDF needs it, and it is an extra
    from pdfminer.psexceptions import PSException  # noqa: PLC0415 - it comes with pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415 - the same

    from massstart_tui.imports.pdfminer_internals import UnpacksTooLarge, unpacking_at_most  # noqa: PLC0415 - the same

    # What it remarks on a damaged file is no concern of whoever reads a result.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with unpacking_at_most(MOST_UNPACKED) as unpacking:
        try:
            with pdfplumber.open(io.BytesIO(content), pages=list(range(1, MOST_PAGES + 2))) as file:
                if len(file.pages) > MOST_PAGES:
                    raise BadLine([Fault(None, "", Flaw.RESULT_TOO_LONG, {"most": MOST_PAGES})])
                lines = [words for page in file.pages for words in _lines_of(page)]
        except (PSException, MalformedPDFException, PdfminerException, UnpacksTooLarge, *_DAMAGED) as error:
            fault = Fault(None, "", Flaw.NOT_PDF, {"reason": type(error).__name__})
            if unpacking.too_large:
                fault = Fault(None, "", Flaw.UNPACKS_TOO_LARGE, {"most": MOST_UNPACKED >> 20})
            raise BadLine([fault]) from error
    return list(enumerate(lines, 1))


def _lines_of(page: Page) -> Iterator[list[PlacedWord]]:
    """Yield the lines of a page from the top, each with its words from left to right."""
    words = sorted(page.extract_words(), key=lambda word: float(word["top"] + word["bottom"]))
    line: list[PlacedWord] = []
    middle = 0.0
    for word in words:
        at = float(word["top"] + word["bottom"]) / 2
        if line and at - middle > _ONE_LINE_POINTS:
            yield sorted(line, key=_left)
            line = []
        middle = middle if line else at
        line.append(PlacedWord(str(word["text"]), float(word["x0"]), float(word["x1"])))
    if line:
        yield sorted(line, key=_left)


def _left(word: PlacedWord) -> float:
    return word.left
