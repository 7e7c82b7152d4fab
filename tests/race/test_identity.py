"""Tests of recognising skaters across the races of a meeting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.identity import Alike, Candidate, alike, claimed_twice, recognised
from massstart_tui.race.sheet import Skater

DAY, OTHER_DAY = date(2001, 2, 3), date(1999, 2, 3)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (Skater(13, "Sven  KRAMER", "ned"), Skater(7, "Sven Kramer", "NED"), Alike.PERHAPS),
        (Skater(1, "Zoe\u0308", ""), Skater(2, "Zo\u00eb"), Alike.PERHAPS),
        (Skater(1, "Kim Bo-reum", "KOR"), Skater(1, "Kim Bo-reum"), Alike.PERHAPS),
        (Skater(1, "Kim Bo-reum", "KOR"), Skater(1, "Kim Bo-reum", "PRK"), Alike.OTHER),
        (Skater(1, "Kim Bo-reum", born=DAY), Skater(2, "Kim Bo-reum", born=DAY), Alike.SAME),
        (Skater(1, "Kim Bo-reum", born=DAY), Skater(2, "Kim Bo-reum"), Alike.PERHAPS),
        (Skater(1, "Kim Bo-reum", born=DAY), Skater(2, "Kim Bo-reum", born=OTHER_DAY), Alike.OTHER),
        (Skater(1, "Kim Bo-reum", born=DAY), Skater(1, "Park Ji-woo", born=DAY), Alike.OTHER),
        (Skater(1, "Kim Bo-reum", id="7"), Skater(2, "Kim Boreum", id="7"), Alike.SAME),
        (Skater(1, "Kim Bo-reum", "KOR", DAY, id="7"), Skater(1, "Kim Bo-reum", "KOR", DAY, id="8"), Alike.OTHER),
        (Skater(1, "Kim Bo-reum", id="7"), Skater(2, "Kim Bo-reum"), Alike.PERHAPS),
    ],
)
def test_whether_two_lines_are_about_one_skater(one: Skater, other: Skater, how: Alike) -> None:
    assert alike(one, other) is how
    assert alike(other, one) is how


lines = st.builds(
    Skater,
    st.integers(1, 3),
    st.sampled_from(["Kim", "Lee"]),
    st.sampled_from(["", "KOR", "USA"]),
    st.sampled_from([None, DAY, OTHER_DAY]),
    id=st.sampled_from(["", "7", "8"]),
)
fields = st.lists(lines, max_size=4, unique_by=lambda skater: skater.bib)


@given(fields, st.lists(fields, min_size=1, max_size=2), st.data())
def test_whoever_is_recognised_may_be_that_skater_and_no_two_are_the_same_one(
    later: list[Skater], heats: list[list[Skater]], data: st.DataObject
) -> None:
    numbers = st.one_of(st.none(), st.integers(1, 3))
    round_ = [
        Candidate(str(index), skater, through=number is not None, number=number)
        for index, heat in enumerate(heats)
        for skater in heat
        for number in [data.draw(numbers)]
    ]
    found = recognised(later, round_)
    twice = claimed_twice(found)
    alone = [found[skater.bib][0] for skater in later if len(found[skater.bib]) == 1 and skater.bib not in twice]
    assert len({(one.race, one.skater.bib) for one in alone}) == len(alone)
    assert all(alike(one.skater, s) is not Alike.OTHER for s in later for one in found[s.bib])


def test_of_namesakes_it_is_the_one_who_goes_through_with_the_bib_of_the_line() -> None:
    round_ = [Candidate(heat, Skater(1, "Kim"), through=True, number=number) for heat, number in (("a", 3), ("b", 4))]
    found = recognised([Skater(4, "Kim"), Skater(9, "Lee")], round_)
    assert found == {4: (round_[1],), 9: ()}


@pytest.mark.parametrize("through", [0, 1])
def test_of_namesakes_without_a_number_it_is_the_one_who_goes_through(through: int) -> None:
    round_ = [Candidate(heat, Skater(1, "Kim"), through=at == through) for at, heat in enumerate("ab")]
    assert recognised([Skater(4, "Kim")], round_) == {4: (round_[through],)}


@given(fields)
def test_nothing_depends_on_the_order_of_the_sheets(heat: list[Skater]) -> None:
    later = [Skater(10 + skater.bib, skater.name, skater.noc, skater.born, id=skater.id) for skater in heat]
    round_ = [Candidate("h", skater) for skater in heat]
    assert recognised(later, round_).keys() == {skater.bib for skater in later}
    again = recognised(later[::-1], round_[::-1])
    assert {bib: set(found) for bib, found in again.items()} == {
        bib: set(found) for bib, found in recognised(later, round_).items()
    }
