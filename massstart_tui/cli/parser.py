"""The parser of a command line, in the language of who types it.

A command is a module with a function ``add_arguments(parser)``, which adds its own arguments to a `Parser` and finds
the words for their help in ``parser.words``; and a function ``run(args)``, which does it and returns the exit code.
``args.words`` speaks the language that was asked for, ``args.lang`` is None where none was.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

T = TypeVar("T")


class Parser(argparse.ArgumentParser):
    """A parser with ``--lang`` and ``--help``; no abbreviated options, which would change as options are added."""

    def __init__(self, prog: str, description: str, words: Words) -> None:
        """Parse for ``prog`` and speak with ``words``."""
        with _argparse_speaks(words):
            super().__init__(prog, None, description, allow_abbrev=False)
        self.words = words
        self.set_defaults(words=words)
        self.add_argument("--lang", choices=[language.value for language in Language], help=words("help.lang"))

    def value(self, read: Callable[[str], T], code: str, **bounds: str | int) -> Callable[[str], T]:
        """The type of an option whose values ``read`` reads; a ValueError of it is told by ``code``.

        That sentence has what was ``given``, and the ``bounds`` of what is taken.
        """

        def read_or_tell(given: str) -> T:
            try:
                return read(given)
            except ValueError as error:
                raise argparse.ArgumentTypeError(self.words(code, given=given, **bounds)) from error

        return read_or_tell

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """What ``arguments`` ask for; raises SystemExit once help is given, or told what is wrong with them."""
        with _argparse_speaks(self.words):
            return self.parse_args(arguments)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Write the help; raises OSError where that fails, which argparse by itself keeps quiet about."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Tell how the command is used, and what was wrong; nothing that was typed acts on the terminal."""
        super().error(plain(message))


@contextmanager
def _argparse_speaks(words: Words) -> Iterator[None]:
    """Meanwhile, argparse finds its sentences in the texts: by itself it asks gettext, which goes by the locale."""
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
