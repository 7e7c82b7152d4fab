"""Whatever a file of a result or a start list has in it, it is read or refused with its faults: no traceback."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.imports.published_results import result_in
from massstart_tui.imports.starting_lists import starting_list_in
from massstart_tui.stream.codec import BadLine
from tests.imports.printed_pages import as_pdf
from tests.timing.invented_race import FEEDS

SAMPLES: Final = (
    "isu-result-layout-s1lane.txt",
    "isu-result-layout.txt",
    "isu-result.csv",
    "isu-results.json",
    "isu-startlist.json",
    "knsb-transponders.csv",
    "orbits-groups.xml",
)
PUT: Final = (
    *(b'"', b"\0", b"\r", b"\f", b"\xff", b"\t", b";", b",,,,", b"<", b"&a;", b"\xe2\x80\xa8", b"-1", b"+", b"?"),
    *(b"T25", b"DQ", b"(6)", b"NaN", b"1e999", b"9" * 20, b"sep=;\n", b"x" * 140_000),
)
Reader = Callable[[bytes], object]


def listed(content: bytes) -> object:
    return starting_list_in(content, None, named=True)


def listed_by_bib(content: bytes) -> object:
    return starting_list_in(content, None, named=False)


READERS: Final[tuple[Reader, ...]] = (result_in, listed, listed_by_bib)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a few places changed, left out, repeated, or with something odd in them."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = chance.randbytes(1)
            case 1:
                changed[at:at] = chance.choice(PUT)
            case 2:
                del changed[at : at + chance.randrange(40)]
            case _:
                changed[at:at] = changed[chance.randrange(len(changed) + 1) :][: chance.choice((1, 30, 300))]
    return bytes(changed)


def read_or_refused(reader: Reader, content: bytes) -> None:
    """Read a file; a refusal has at least one fault that refuses, each on a line that the file has."""
    try:
        reader(content)
    except BadLine as error:
        faults = error.faults
    else:
        return
    assert any(not fault.harmless for fault in faults)
    lines = len(content.splitlines()) + content.count(b"\f") + content.count(b"\r") + 1
    assert all(fault.line is None or 1 <= fault.line <= lines for fault in faults)


@given(st.sampled_from(SAMPLES), st.sampled_from(READERS), st.randoms(use_true_random=False))
def test_a_mutated_file_is_read_or_refused(sample: str, reader: Reader, chance: random.Random) -> None:
    read_or_refused(reader, mutated((FEEDS / sample).read_bytes(), chance))


@lru_cache
def a_pdf(*, packed: bool) -> bytes:
    """Return the sample as a PDF; what is not ``packed`` is changed in the text itself more often than in its frame."""
    return as_pdf((FEEDS / "isu-result-layout.txt").read_text(encoding="utf-8"), packed=packed)


@settings(max_examples=25)
@given(st.booleans(), st.randoms(use_true_random=False))
def test_a_mutated_pdf_is_read_or_refused(packed: bool, chance: random.Random) -> None:
    with suppress(BadLine):
        result_in(mutated(a_pdf(packed=packed), chance))


@given(st.sampled_from((b"", b"rank,bib,name,time\n", b'[{"', b"<groups>", b"sep=")), st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(begins: bytes, content: bytes) -> None:
    for reader in READERS:
        read_or_refused(reader, begins + content)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("begins", [b"", b"1;11;FL-94890\n2;12;", b"rank,bib,name,time\n1,1,"])
def test_a_field_that_is_too_long_is_refused(reader: Reader, begins: bytes) -> None:
    with pytest.raises(BadLine):
        reader(begins + b"x" * 140_000 + b"\n")
