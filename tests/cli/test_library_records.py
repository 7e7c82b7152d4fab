"""Tests of what is printed when a library logs something: one sentence, whatever it is."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Iterator

import pytest

from massstart_tui.cli.library_records import MOST_SENTENCES, LibraryRecords, tell_library_records
from massstart_tui.text.words import Language, words

Captured = pytest.CaptureFixture[str]

SPEAK = words(Language.EN)


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    tell_library_records(SPEAK)
    yield
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LibraryRecords)]:
        root.removeHandler(handler)


async def fails(error: Exception) -> None:
    raise error


async def leave_behind(error: Exception) -> None:
    """Let a task fail that nobody waits for."""
    task = asyncio.create_task(fails(error))
    await asyncio.wait({task})
    del task
    gc.collect()


@pytest.mark.parametrize("error", [ConnectionResetError("reset by peer"), BrokenPipeError(), ConnectionAbortedError()])
def test_a_connection_that_is_reset_is_one_sentence_however_often(error: Exception, capsys: Captured) -> None:
    for _ in range(3):
        asyncio.run(leave_behind(error))
    assert capsys.readouterr().err == SPEAK("library.cut_off") + "\n"


def test_any_other_exception_goes_to_the_log_of_the_program(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    faults: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    asyncio.run(leave_behind(ZeroDivisionError("in a library")))
    assert [fault.exc_type for fault in faults] == [ZeroDivisionError]
    assert capsys.readouterr().err == ""


def test_a_message_is_its_first_line_and_acts_on_no_terminal(capsys: Captured) -> None:
    logging.getLogger("asyncio.more").warning("socket \x1b[2Jraised\nfuture: <Task>")
    assert capsys.readouterr().err == "the library asyncio reports: socket \N{REPLACEMENT CHARACTER}[2Jraised\n"


def test_what_is_no_warning_is_not_told_and_nobody_can_fill_the_terminal(capsys: Captured) -> None:
    logging.getLogger("asyncio").info("nothing of note")
    for number in range(1000):
        logging.getLogger("asyncio").warning("number %s", number)
    assert len(capsys.readouterr().err.splitlines()) == MOST_SENTENCES


def test_a_second_call_takes_the_place_of_the_first(capsys: Captured) -> None:
    tell_library_records(words(Language.NL))
    logging.getLogger("asyncio").warning("once")
    assert capsys.readouterr().err == "de bibliotheek asyncio meldt: once\n"
