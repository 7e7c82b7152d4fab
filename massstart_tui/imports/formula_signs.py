"""What a spreadsheet takes for the beginning of a formula, in a table that is read or written."""

from __future__ import annotations

from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001 - a spreadsheet knows the wide ones too
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection); an apostrophe in front keeps it text."""
