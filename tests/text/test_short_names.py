"""The short name of a skater is the family name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.text.short_names import family_name, particles_of, short_in, short_names


@pytest.mark.parametrize(
    ("name", "noc", "family"),
    [
        *(("Park Ji Woo", "KOR", "Park"), ("Park Ji Woo", "", "Park"), ("Park Do-yeong", "", "Park")),
        *(("Min Sun Kim", "KOR", "Kim"), ("Minsun Kim", "KOR", "Kim"), ("Kim Bo-reum", "KOR", "Kim")),
        *(
            ("Leerdam Jutta", "NED", "Leerdam"),
            ("Jutta Leerdam", "NED", "Leerdam"),
            ("LEERDAM Jutta", "NED", "LEERDAM"),
        ),
        *(("Yuhaochen LI", "CHN", "LI"), ("Guo Dan", "CHN", "Guo"), ("Emma Lee", "USA", "Lee")),
        *(
            ("de Vries Anna", "NED", "de Vries"),
            ("Anna de Vries", "NED", "de Vries"),
            ("Sofia Thomas", "USA", "Thomas"),
        ),
        *(("van der Poel Nils", "SWE", "van der Poel"), ("Nils van der Poel", "SWE", "van der Poel")),
        *(("van ’t Hof Marije", "NED", "van ’t Hof"), ("Marije van 't Hof", "NED", "van 't Hof")),
        *(
            ("María Victoria Rodríguez", "ARG", "Victoria Rodríguez"),
            ("Sato", "JPN", "Sato"),
            ("van der", "", "van der"),
        ),
    ],
)
def test_the_family_name_is_found_at_either_end(name: str, noc: str, family: str) -> None:
    assert family_name(name, noc) == family


def test_the_particles_are_those_that_a_family_name_begins_with() -> None:
    names = ("Van der Kleij", "de Wit", "Noord", "van der", "")
    assert [particles_of(name) for name in names] == [("Van", "der"), ("de",), (), ("van",), ()]


def test_two_of_a_family_go_by_their_whole_names() -> None:
    parks = [(1, "Park Ji Woo", "KOR"), (2, "Park Do-yeong", "KOR"), (3, "PARK Min", "KOR"), (4, "Sato Ayano", "JPN")]
    assert short_names(parks) == {1: "Park Ji Woo", 2: "Park Do-yeong", 3: "PARK Min", 4: "Ayano"}


@pytest.mark.parametrize(
    ("name", "noc", "short"),
    [
        *(("Lotte van der Kleij", "NED", "Van der Kleij"), ("Jan de Wit", "", "De Wit")),
        *(("Jan de Wit", "RSA", "de Wit"), ("Marije ’t Hof", "NED", "’t Hof"), ("Anna Noord", "NED", "Noord")),
    ],
)
def test_a_dutch_name_without_a_given_name_before_it_has_a_capital(name: str, noc: str, short: str) -> None:
    assert short_names([(1, name, noc)]) == {1: short}
    assert short_in(name, short) == family_name(name, noc)
    cousin = f"Bo {family_name(name, noc)}"
    assert short_names([(1, name, noc), (2, cousin, noc)]) == {1: name, 2: cousin}


WORDS = st.sampled_from(["Park", "Kim", "Ji", "Woo", "van", "de", "Jutta", "LEE", "Lee", "Sven"])


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=8, unique_by=str.casefold),
    st.sampled_from(["KOR", "NED", ""]),
)
def test_no_two_on_a_sheet_are_called_alike(names: list[str], noc: str) -> None:
    short = short_names((bib, name, noc) for bib, name in enumerate(names, 1))
    assert len({name.casefold() for name in short.values()}) == len(names)
