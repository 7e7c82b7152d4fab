"""Names in capitals, as federations print them, are converted to normal case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.full_names import name_in


@pytest.mark.parametrize(
    ("printed", "noc", "name"),
    [
        ("Marijke GROENEWOUD", "NED", "Marijke Groenewoud"),
        ("GROENEWOUD", "NED", "Groenewoud"),
        ("GROENEWOUD Marijke", "NED", "Groenewoud Marijke"),
        ("Mathieu VAN DER POEL", "NED", "Mathieu van der Poel"),
        ("VAN DER POEL", "NED", "Van der Poel"),
        ("Bob DE VRIES", "NED", "Bob de Vries"),
        ("Kai IN 'T VELD", "GRE", "Kai in 't Veld"),
        ("Fran VAN HOUTTE", "BEL", "Fran Van Houtte"),
        ("Daniele DI STEFANO", "ITA", "Daniele Di Stefano"),
        ("Cis McCORMACK", "USA", "Cis McCormack"),
        ("Cis McCormack", "USA", "Cis McCormack"),
        ("Mac McCOY", "USA", "Mac McCoy"),
        ("Kaitlyn MCGREGOR", "SUI", "Kaitlyn McGregor"),
        ("Ann MacDONALD", "CAN", "Ann MacDonald"),
        ("Pat O'BRIEN", "IRL", "Pat O'Brien"),
        ("Pat O’BRIEN", "IRL", "Pat O’Brien"),
        ("Antoine GÉLINAS-BEAULIEU", "CAN", "Antoine Gélinas-Beaulieu"),
        ("Jae-Won CHUNG", "KOR", "Jae-Won Chung"),
        ("Yuhaochen LI", "CHN", "Yuhaochen Li"),
        ("Peter DAL", "NOR", "Peter Dal"),
        ("Metoděj JÍLEK", "CZE", "Metoděj Jílek"),
        ("Aurora Grinden LØVÅS", "NOR", "Aurora Grinden Løvås"),
        ("Erik IJSSEL", "NED", "Erik IJssel"),
        ("J.J. DE BOER", "NED", "J.J. de Boer"),
        ("TJ OSHIE III", "USA", "TJ Oshie III"),
        ("Sven Kramer", "NED", "Sven Kramer"),
        ("Wouter olde Heuvel", "NED", "Wouter olde Heuvel"),
    ],
)
def test_capitals_become_a_name(printed: str, noc: str, name: str) -> None:
    assert name_in(printed, noc) == name


@given(st.text(st.characters(categories=("L", "P", "Zs")), max_size=30), st.sampled_from(["NED", "BEL", ""]))
def test_a_name_keeps_its_letters_but_for_their_case_and_is_the_same_when_read_again(text: str, noc: str) -> None:
    name = name_in(text, noc)
    assert name.casefold() == " ".join(text.split()).casefold() or "İ" in text
    assert name_in(name, noc) == name
