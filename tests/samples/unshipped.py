"""Plans of races with a published result table that are not shipped; only the golden tests use them."""

from typing import Final

from massstart_tui.stream.header_names import Certainty
from sample_races.plans import Places, Plan, Told

CALGARY_MEN_A: Final = Plan(
    id="calgary-2025-men-a",
    table="wc2526_calgary_men_A",
    title="Men's mass start, division A",
    told=(
        Told(
            type="lapped",
            who=("Didrik Eng STRAND",),
            lap=12,
            fact=Certainty.RECONSTRUCTED,
            source="his points are void",
        ),
        Told(type="disqualify", who=("Daniele DI STEFANO",), lap=None, source="DQT25"),
    ),
)
HEERENVEEN_WOMEN_A: Final = Plan(
    id="heerenveen-2025-women-a",
    table="wc2526_heerenveen_women_A",
    title="Women's mass start, division A",
)
SALT_LAKE_CITY_WOMEN_A: Final = Plan(
    id="salt-lake-city-2025-women-a",
    table="wc2526_slc_women_A",
    title="Women's mass start, division A: fifteen laps, and at which of them the sprints were is not certain",
)

PYEONGCHANG_MEN: Final = Plan(
    id="pyeongchang-2018-men-sf1",
    table="pyeongchang2018_men_sf1",
    title="Men's mass start, semi-final 1: the sprints are one of the ways that fit the totals",
    preset="isu-2014",
    qualify=8,
    sprints={
        4: Places(order=("Viktor Hald Thorup", "Haralds Silovs", "Olivier Jean")),
        8: Places(order=("Koen Verweij", "Olivier Jean", "Andrea Giovannini")),
        12: Places(order=("Lee Seung-hoon", "Alexis Contin", "Brian Hansen")),
    },
)
PYEONGCHANG_WOMEN: Final = Plan(
    id="pyeongchang-2018-women-sf1",
    table="pyeongchang2018_women_sf1",
    title="Women's mass start, semi-final 1: the sprints are one of the ways that fit the totals",
    preset="isu-2014",
    qualify=8,
    sprints={
        4: Places(order=("Nana Takagi", "Francesca Lollobrigida", "Kim Bo-reum")),
        8: Places(order=("Irene Schouten", "Guo Dan", "Keri Morrison")),
        12: Places(order=("Francesca Lollobrigida", "Kim Bo-reum", "Mia Manganello")),
    },
    told=(Told(type="lapped", who=("Ramona Härdi",), lap=7, source="lapped, and out of the race before lap 8"),),
)
