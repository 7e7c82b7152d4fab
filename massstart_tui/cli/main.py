"""The entry point of the ``massstart`` command.

Only the module of the command that runs is imported, which keeps the start fast.
"""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys
import threading
from _thread import interrupt_main
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output import to_nowhere
from massstart_tui.cli.signals import BY_SIGNAL
from massstart_tui.text.words import Language, Words, language_of, words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser

PROGRAM: Final = "massstart"
SELDOM: Final = 200_000
"""How many objects more are created than freed before the first search for garbage.

Imports create some hundred thousand objects that stay: to search them would take a tenth of the time of a command.
"""
SOON: Final = 0.01
"""How many seconds later a signal is sent to this process again, if Python has dropped its exception."""
COMMANDS: Final = (
    "replay",
    "demo",
    "enter",
    "follow",
    "new",
    "programme",
    "passings",
    "publish",
    "results",
    "report",
    "outlook",
    "check",
    "snapshot",
    "serve",
    "locate",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; nothing a user can cause prints a traceback."""
    gc.set_threshold(SELDOM)
    # To find plugins, pydantic would read the metadata of every installed package; nothing here is made for one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak = words(language_wanted(arguments, os.environ))
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may stand on its line
        from massstart_tui.cli.shell_completion import complete

        complete(COMMANDS, _parser_asked)
    sys.excepthook = partial(_write_down, speak)
    sys.unraisablehook = _interrupt_again
    threading.excepthook = partial(_write_down_of_thread, speak)
    closed = sys.stdout is None
    _open_streams()
    code: int = ExitCode.DONE
    try:
        code = run_line(arguments, speak)
        sys.stdout.flush()
    except CommandRefused as refused:
        return _settled(_tell(refused.code, *refused.lines))
    except KeyboardInterrupt:
        return _settled(ExitCode.INTERRUPTED)
    except RuntimeError as error:
        # So Python raises what a signal raised while a class was made.
        if not (code := _code_of_signal(error.__cause__)):
            raise
        return _settled(code)
    except BrokenPipeError:
        return _settled(code)
    except OSError as error:
        # The stand-in for a closed standard output cannot be written to.
        if closed and error.errno == errno.EBADF:
            return _settled(_tell(ExitCode.FAILED, f"{PROGRAM}: {speak('refused.no_output')}"))
        return _settled(_tell(ExitCode.FAILED, f"{PROGRAM}: {_hindrance(error, speak)}"))
    return _settled(code)


def _interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt the program again if that came where nothing can be raised, such as in a callback of an import.

    Installed as ``sys.unraisablehook``.
    """
    if code := _code_of_signal(lost.exc_value):
        # Not from here, where nothing can be raised either.
        threading.Timer(SOON, interrupt_main, [code - BY_SIGNAL]).start()
    else:
        sys.__unraisablehook__(lost)


def _code_of_signal(error: BaseException | None) -> int:
    """Return the exit code for the signal that raised ``error``; 0 if none did."""
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    code = error.code if isinstance(error, SystemExit) else 0
    return code if isinstance(code, int) and code > BY_SIGNAL else 0


def _hindrance(error: OSError, speak: Words) -> str:
    """Return what to say about an error of the system."""
    if error.errno == errno.ESTALE:
        return speak("refused.changed_meanwhile")
    reason = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
    return speak("refused.failed", reason=reason or type(error).__name__)


def _write_down(speak: Words, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an uncaught exception that ended the program; installed as ``sys.excepthook``."""
    _tell(ExitCode.FAILED, *_written_down(speak, kind, error, trace))


def _write_down_of_thread(speak: Words, fault: threading.ExceptHookArgs) -> None:
    """Log an uncaught exception that ended a thread while the program goes on.

    A screen captures standard error, so under a screen it is printed when the program exits.
    """
    if fault.exc_value is None:
        return
    lines = _written_down(speak, fault.exc_type, fault.exc_value, fault.exc_traceback)
    if sys.stderr is sys.__stderr__:
        _tell(ExitCode.FAILED, *lines)
    else:
        atexit.register(_tell, ExitCode.FAILED, *lines)


def _written_down(
    speak: Words, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> list[str]:
    """Write the traceback to the log; return the lines to print.

    That is one line for the user, and also the whole traceback if it cannot be logged.
    """
    from datetime import UTC, datetime
    from traceback import format_exception

    from massstart_tui.settings import log_path
    from massstart_tui.text.plain import plain

    path, whole = log_path(), "".join(format_exception(kind, error, trace))
    told = {"kind": kind.__name__, "log": str(path)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC).isoformat()}\n{whole}\n")
    except OSError as hindrance:
        reason = hindrance.strerror or type(hindrance).__name__
        said = speak("refused.own_fault_without_log", reason=reason, **told)
        return [f"{PROGRAM}: {said}", *map(plain, whole.splitlines())]
    return [f"{PROGRAM}: {speak('refused.own_fault', **told)}"]


def language_wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language given by ``--lang``, or else by the locale.

    It is needed for messages before the arguments are parsed.
    """
    asked = [given for option, given in pairwise(arguments) if option == "--lang"]
    asked += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    for language in asked:
        if language in list(Language):
            return Language(language)
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return language_of(locale)


def _open_streams() -> None:
    """Set the encodings of the standard streams, and open those that the process was started without.

    A file or a pipe gets UTF-8 on every system; on a terminal a character it lacks becomes a question mark. Missing
    streams are opened in order, so that no file of this program gets the descriptor of one of the three: an empty
    input, an output that cannot be written to, and messages that nobody reads.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
        sys.__stdin__ = sys.stdin  # type: ignore[misc] # Textual reads keys from this one
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
        sys.__stderr__ = sys.stderr  # type: ignore[misc] # Textual asks this one whether it is a terminal
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def _tell(code: ExitCode, *lines: str) -> ExitCode:
    """Print lines to standard error, if it can be written to, and return ``code``."""
    with suppress(OSError):
        for line in lines:
            print(line, file=sys.stderr)
    return code


def _settled(code: int) -> int:
    """Flush the standard streams and return ``code``.

    One that cannot be written to any more, because its reader has closed the pipe or its disk is full, is redirected to
    the null device, so that the interpreter does not fail on it at exit.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            to_nowhere(stream)
    return code


def run_line(arguments: list[str], speak: Words) -> int:
    """Run the command with these arguments and return its exit code."""
    command, rest = _split(arguments)
    try:
        if command is None:
            return _run_alone(rest, speak)
        if command not in arguments and rest:
            _refuse_misspelt(rest[0], speak)
        module = import_module(f"massstart_tui.cli.{command}")
        options = _plain_options(module, rest, speak) or _parser_of(command, speak).options(rest, module.OPTIONS)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else ExitCode.DONE
    if command == "replay" and options.file is None and not module.has_screen():
        return list_samples(speak)
    code: int = module.run(options)
    return code


def _plain_options(module: ModuleType, arguments: Sequence[str], speak: Words) -> Any:
    """Return the options of a command with a screen on a line that has no options but at most one argument, else None.

    Such a line needs no parser, whose import would delay the first picture.
    """
    plain_options = getattr(module, "plain_options", None)
    if plain_options is None or len(arguments) > 1 or any(given.startswith("-") for given in arguments):
        return None
    return plain_options(speak, *arguments)


def _parser_asked(command: str, line: Sequence[str]) -> Parser:
    """Return the parser of a command on this line, in the language of the line."""
    return _parser_of(command, words(language_wanted(line, os.environ)))


def _parser_of(command: str, speak: Words) -> Parser:
    from massstart_tui.cli.parser import Parser

    parser = Parser(f"{PROGRAM} {command}", speak(f"cli.{command}"), speak)
    import_module(f"massstart_tui.cli.{command}").add_arguments(parser)
    return parser


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Return the command and the remaining arguments.

    ``replay`` is the default if the first argument is not a command, or if there is none.
    """
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        if argument in ("-h", "--help", "--version"):
            return None, arguments
        if argument in COMMANDS:
            return argument, arguments[:at] + arguments[at + 1 :]
        if argument != "--lang" and not argument.startswith("--lang="):
            break
        at += 2 if argument == "--lang" else 1
    return "replay", arguments


def _refuse_misspelt(first: str, speak: Words) -> None:
    """Refuse a first argument that resembles a command and is neither a file nor a sample."""
    from massstart_tui.cli.race_argument import is_there
    from massstart_tui.stream.samples import sample_path

    if first.startswith("-") or sample_path(first) or is_there(Path(first)):
        return
    from difflib import get_close_matches

    if alike := get_close_matches(first, COMMANDS, n=1, cutoff=0.75):
        raise CommandRefused(ExitCode.USAGE, [speak("refused.no_such_command", given=first, nearest=alike[0])])


def _run_alone(arguments: list[str], speak: Words) -> int:
    """Handle ``--help`` and ``--version`` without a command."""
    from massstart_tui.cli.parser import Parser

    parser = Parser(PROGRAM, speak("cli.massstart"), speak)
    parser.usage = speak("help.summary")
    parser.add_argument("--version", action="store_true", help=speak("help.version"))
    commands = parser.add_argument_group(speak("help.commands"))
    for command in COMMANDS:
        commands.add_argument(command, nargs="?", help=speak(f"cli.{command}"))
    parser.parse(arguments)
    print(_version(speak))
    return ExitCode.DONE


def _version(speak: Words) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return speak("version.installed", version=version("massstart-tui"))
    except PackageNotFoundError:
        return speak("version.not_installed")


def list_samples(words: Words) -> int:
    """Print the name and the title of each sample race on a line."""
    from massstart_tui.report.race_titles import title_of
    from massstart_tui.stream.quick_look import quick_look
    from massstart_tui.stream.samples import sample_names, sample_path
    from massstart_tui.text.plain import plain

    for name in sample_names():
        path = sample_path(name)
        first = quick_look(path) if path else None
        print(name, plain(title_of(first.sheet, words.language)) if first else "", sep="\t")
    return ExitCode.DONE
