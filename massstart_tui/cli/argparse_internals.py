"""The private part of argparse that is used here, as it was read in CPython 3.11 to 3.13.

argparse takes every sentence that it writes from the name ``_`` of its module, which is ``gettext.gettext``. There is
no public way to give it another language than that of the locale, and ``--lang`` may ask for one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from massstart_tui.text.words import Words


@contextmanager
def argparse_speaks(words: Words) -> Iterator[None]:
    """Let argparse take its sentences from the catalogue for the duration of the block."""
    names = vars(argparse)
    gettext = names["_"]
    names["_"] = partial(_sentence, words)
    try:
        yield
    finally:
        names["_"] = gettext


def _sentence(words: Words, sentence: str) -> str:
    code = f"argparse.{sentence}"
    return words(code) if words.has(code) else sentence
