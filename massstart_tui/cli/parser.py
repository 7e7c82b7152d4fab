"""The parser of a command line, in the language of who types it.

A command is a module with a function ``add_arguments(parser)``, which adds its own arguments to a `Parser` and finds
the words for their help in ``parser.words``; and a function ``run(args)``, which does it and returns the exit code.
``args.words`` speaks the language that was asked for, ``args.lang`` is None where none was.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words


class _Formatter(argparse.HelpFormatter):
    """A help whose usage line begins with a word in the reader's language."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog)
        self._word = usage

    def add_usage(self, usage: str | None, actions: Any, groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or f"{self._word} ")


class Parser(argparse.ArgumentParser):
    """A parser with ``--lang`` and ``--help``; no abbreviated options, which would change as options are added."""

    def __init__(self, prog: str, description: str, words: Words) -> None:
        """Parse for ``prog`` and speak with ``words``."""
        formatter: Any = partial(_Formatter, usage=words("help.usage"))
        super().__init__(prog, None, description, formatter_class=formatter, add_help=False, allow_abbrev=False)
        self.words = words
        # argparse has no other way to name these two groups
        self._positionals.title = words("help.arguments")
        self._optionals.title = words("help.options")
        self.set_defaults(words=words)
        self.add_argument("-h", "--help", action="help", help=words("help.help"))
        self.add_argument("--lang", choices=[language.value for language in Language], help=words("help.lang"))

    def error(self, message: str) -> NoReturn:
        """Tell how the command is used, and what was wrong; nothing that was typed acts on the terminal."""
        super().error(plain(message))
