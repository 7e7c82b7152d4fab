"""What is used of argparse that it does not promise is as it was read."""

from __future__ import annotations

import argparse
import gettext

import pytest

from massstart_tui.cli.argparse_internals import argparse_speaks
from massstart_tui.text.words import Language, words


def test_argparse_takes_its_sentences_from_one_name_which_is_given_back() -> None:
    assert vars(argparse)["_"] is gettext.gettext
    with pytest.raises(ZeroDivisionError), argparse_speaks(words(Language.NL)):
        raise ZeroDivisionError
    assert vars(argparse)["_"] is gettext.gettext


def test_argparse_speaks_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with argparse_speaks(words(Language.NL)), pytest.raises(SystemExit):
        argparse.ArgumentParser("massstart").parse_args(["--no-such-option"])
    in_dutch = capsys.readouterr().err
    with pytest.raises(SystemExit):
        argparse.ArgumentParser("massstart").parse_args(["--no-such-option"])
    assert in_dutch != capsys.readouterr().err
