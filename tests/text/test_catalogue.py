"""Every code used has a sentence in both languages, with the same values in both."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

from massstart_tui.entry.problems import Code
from massstart_tui.follow.line_source import AWAY, Notice
from massstart_tui.journal.journal import JournalTrouble
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.sheet_editing import Refusal
from massstart_tui.race.standings import Because
from massstart_tui.race.state import Phase, Status
from massstart_tui.share.address import AddressFlaw
from massstart_tui.share.shared_stream import SharingTrouble
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.text import sentences as tables
from massstart_tui.text.catalogue import AT_ONCE, OTHERS, sentences
from massstart_tui.timing.feed_connection import LinkState

CODES = [
    *(f"fault.{code}" for code in (*Flaw, *Misfit, *Refusal)),
    *(f"because.{code}" for code in Because),
    *(f"status.{code}" for code in Status),
    *(f"phase.{code}" for code in Phase),
    *(f"about.{code}" for code in About),
    *(f"source.{code}" for code in Notice),
    *(f"source.tag.{code}" for code in sorted(AWAY)),
    *(f"provenance.{code}" for code in Certainty),
    *(f"entry.{code}" for code in Code),
    *(f"journal.{code}" for code in JournalTrouble),
    *(f"address.{code}" for code in AddressFlaw),
    *(f"feed_link.{code}" for code in LinkState),
    *(f"hindrance.{code}" for code in SharingTrouble),
]
SAME_IN_BOTH = frozenset({"results.provenance", "help.summary", "version.installed", "new.default"})
"""Sentences of three or more words that are rightly equal in both languages: they have only values and names."""


def test_every_code_that_the_program_can_give_has_a_sentence() -> None:
    assert [code for code in CODES if code not in sentences()] == []


def catalogues() -> dict[str, dict[str, tuple[str, str]]]:
    """Return the table of each module of sentences, by the name of the module."""
    modules = {
        module.name: import_module(f"{tables.__name__}.{module.name}") for module in iter_modules(tables.__path__)
    }
    return {name: module.SENTENCES for name, module in modules.items() if hasattr(module, "SENTENCES")}


def test_each_module_is_listed_with_what_its_codes_begin_with() -> None:
    found = {name: {code.partition(".")[0] for code in table} for name, table in catalogues().items()}
    at_once = {name for name, table in catalogues().items() if table.keys() <= AT_ONCE.keys()}
    assert {name: set(parts.split()) for name, parts in OTHERS.items()} == {
        name: parts for name, parts in found.items() if name not in at_once
    }


def test_no_code_says_one_thing_in_one_catalogue_and_another_in_another() -> None:
    said = {(code, sentence) for table in catalogues().values() for code, sentence in table.items()}
    assert len(said) == len({code for code, _ in said})
    assert dict(said) == sentences()


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_say_it_with_the_same_values() -> None:
    assert [code for code, said in sentences().items() if not all(said)] == []
    unlike = [code for code, (english, dutch) in sentences().items() if placeholders(english) != placeholders(dutch)]
    assert unlike == []


def conversions(sentence: str) -> list[str]:
    """Return the placeholders of argparse, by name or position; whether they are quoted is up to the sentence."""
    return sorted(re.findall(r"%(\(\w+\))?[rs]", sentence))


def test_a_sentence_in_the_place_of_one_of_argparse_has_its_values() -> None:
    replaced = {code: said for code, said in sentences().items() if code.startswith("argparse.")}
    assert replaced
    wanted = {code: conversions(code.removeprefix("argparse.")) for code in replaced}
    assert [
        (code, sentence)
        for code, said in replaced.items()
        for sentence in said
        if conversions(sentence) != wanted[code]
    ] == []


def alike(english: str, dutch: str) -> bool:
    """Return whether both sentences are equal, and have at least three words."""
    said = re.sub(r"\{\w+\}|massstart|--\w+", "", english)
    return english == dutch and len(re.findall(r"[a-z]{2,}", said)) >= 3


def test_a_sentence_of_some_length_is_not_the_same_in_both_languages() -> None:
    assert {code for code, said in sentences().items() if alike(*said)} <= SAME_IN_BOTH


def test_a_fault_says_what_is_wrong_and_then_what_was_expected() -> None:
    faults = [code for code in sentences() if code.startswith("fault.") and ".more" not in code]
    expected = (r"; (expected|perhaps) ", r"; (verwacht|misschien) ")
    assert faults
    assert [
        (code, sentence)
        for code in faults
        for sentence, pattern in zip(sentences()[code], expected, strict=True)
        if not re.search(pattern, sentence)
    ] == []


def test_the_sentence_for_one_has_a_sentence_for_more_beside_it() -> None:
    for_one = [code.removesuffix(".one") for code in sentences() if code.endswith(".one")]
    assert for_one
    assert [code for code in for_one if "{count}" not in sentences().get(code, ("", ""))[0]] == []
