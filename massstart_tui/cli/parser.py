"""The argument parser of a command, in the language of its user.

A command is a module with two functions. ``add_arguments(parser)`` adds the command's arguments to a `Parser`, with
help texts from ``parser.words``. ``run(options)`` executes the command and returns the exit code. ``OPTIONS`` is the
type of these options, a NamedTuple with a field for each argument: ``words`` has the sentences in the user's language,
and ``lang``, in a command that needs it, is the language given by ``--lang``, or None.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol, Self, TypeVar

from massstart_tui.cli.argparse_internals import argparse_speaks
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

T = TypeVar("T")
Given = TypeVar("Given", bound="Options")


class Options(Protocol):
    """The options of a command: a NamedTuple of its arguments."""

    _fields: ClassVar[tuple[str, ...]]

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:
        """Make the options of their values, in the order of ``_fields``."""


class Parser(argparse.ArgumentParser):
    """An argument parser with ``--lang`` and ``--help``.

    Options cannot be abbreviated, because an abbreviation may change its meaning when options are added.
    """

    def __init__(self, prog: str, description: str, words: Words) -> None:
        """Create the parser of the program ``prog`` with sentences from ``words``."""
        with argparse_speaks(words):
            super().__init__(prog, None, description, allow_abbrev=False)
        self.words = words
        self.set_defaults(words=words)
        self.add_argument("--lang", choices=[language.value for language in Language], help=words("help.lang"))

    def value(self, read: Callable[[str], T], code: str, **bounds: str | int) -> Callable[[str], T]:
        """Return a ``type`` for an option whose values ``read`` parses.

        If ``read`` raises ValueError, the sentence ``code`` is reported, with the value ``given`` and the ``bounds`` of
        what is allowed.
        """

        def read_or_tell(given: str) -> T:
            try:
                return read(given)
            except ValueError as error:
                raise argparse.ArgumentTypeError(self.words(code, given=given, **bounds)) from error

        return read_or_tell

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse ``arguments``; raise SystemExit after printing help or an error."""
        with argparse_speaks(self.words):
            return self.parse_args(arguments)

    def options(self, arguments: Sequence[str], into: type[Given]) -> Given:
        """Parse ``arguments`` as `parse` does, and return them as options of the type ``into``."""
        parsed = vars(self.parse(arguments))
        return into._make(parsed[name] for name in into._fields)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Write the help; unlike argparse's own method, raise OSError if that fails."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error, and exit; the message is escaped, since it may quote what was typed."""
        super().error(plain(message))
