"""What libraries log, told as one sentence each: no traceback of theirs reaches the terminal."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Mapping
from typing import Final

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

Phrases = Mapping[type[BaseException], str]
"""The code of the sentence for each type of exception that a library logs although nothing is wrong with massstart."""

CUT_OFF: Final[Phrases] = {ConnectionError: "library.cut_off"}
MOST_SENTENCES: Final = 20
"""How many different sentences are told; whoever sends nonsense must not fill the terminal with it."""


class LibraryRecords(logging.Handler):
    """A handler of log records that prints a sentence on standard error the first time there is something to tell."""

    def __init__(self, speak: Words, phrases: Phrases) -> None:
        """Tell exceptions in the words of ``phrases``; any other is a fault of the program, and goes to its log."""
        super().__init__(logging.WARNING)
        self._speak = speak
        self._phrases = phrases
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Print the sentence of a record, unless it was printed before."""
        error = record.exc_info[1] if record.exc_info else None
        phrase = next((code for kind, code in self._phrases.items() if isinstance(error, kind)), None)
        if phrase is not None:
            self._tell(self._speak(phrase))
        elif error is not None:
            # The hook of the program writes the traceback to the log, and says where that is.
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
        else:
            said = plain(record.getMessage().partition("\n")[0])
            self._tell(self._speak("library.says", library=record.name.partition(".")[0], said=said))

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told and len(self._told) < MOST_SENTENCES:
            self._told.add(sentence)
            print(sentence, file=sys.stderr, flush=True)


def tell_library_records(speak: Words, phrases: Phrases = CUT_OFF) -> None:
    """From now on, print what libraries log in this process as sentences; a second call takes the first one's place."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, LibraryRecords):
            root.removeHandler(handler)
    root.addHandler(LibraryRecords(speak, phrases))
