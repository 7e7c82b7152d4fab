"""Comparison of two SVG pictures of a screen by their text."""

from __future__ import annotations

import difflib
import html
import re
from typing import Final

_TEXT: Final = re.compile(r'<text[^>]*\by="([0-9.]+)"[^>]*>(.*?)</text>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def rows_of(svg: str) -> list[str]:
    """Return the text of a picture, a string for each row."""
    rows: dict[float, str] = {}
    for y, text in _TEXT.findall(svg):
        rows[float(y)] = rows.get(float(y), "") + html.unescape(_TAG.sub("", text)).replace("\u00a0", " ")
    return [rows[y].rstrip() for y in sorted(rows)]


def text_differences(before: str, now: str) -> list[str]:
    """Return the rows that differ as a unified diff without its heading; empty if only colours do."""
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def picture_differences(before: str, now: str) -> list[str]:
    """Return what `text_differences` finds in two SVG pictures."""
    return text_differences("\n".join(rows_of(before)), "\n".join(rows_of(now)))
