"""Plans of the women's races of 19 February 2022 in Beijing: two semi-finals and the final."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from sample_races.beijing_men import BEIJING, LAP_LENGTH, OF_THE_TRACK, OVAL
from sample_races.plans import Places, Plan, Sums, Told
from sample_races.statements import SPRINT_TIMES, evenly, published

_BLONDIN: Final = "Ivanie Blondin"
_LI: Final = "Li Qishi"
_GROENEWOUD: Final = "Marijke Groenewoud"
_CZYSZCZON: Final = "Magdalena Czyszczoń"
_ZUYEVA: Final = "Maryna Zuyeva"
_GOLUBEVA: Final = "Elizaveta Golubeva"
_PARK: Final = "Park Ji-woo"
_BLOCK: Final = (
    "Start: the programme of the day has both women's semi-finals in the block of 15:45 local time (08:45 in the"
    f" Netherlands); the minute of each was not published. {OF_THE_TRACK}"
)
_SPLIT: Final = (
    "only totals were published: 5 points at the sprints for Blondin, 4 for Czyszczoń, 3 for Li and Groenewoud, 2"
    " for Zuyeva, 1 for Golubeva, all 18 that three sprints give. At which sprint, nobody published: chosen here is"
    " one of the ways that fit"
)


def _chosen(*names: str) -> Places:
    return Places(order=names, doubts=dict.fromkeys(names, _SPLIT))


SEMI_FINAL_1: Final = Plan(
    id="beijing-2022-women-sf1",
    table="beijing2022_women_sf1",
    title="Women's mass start, semi-final 1",
    start=datetime(2022, 2, 19, 15, 45, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    qualify=8,
    provenance=(
        published(About.START_SHEET, f"names and nations: it.wikipedia.org. {_BLOCK}"),
        evenly("the winner's time, 8:28.68"),
        published(About.SPRINT_ORDERS, "totals only: it.wikipedia.org"),
        SPRINT_TIMES,
        published(About.FINISH_ORDER, "the order of the finish times, which fits every rank and total"),
        published(
            About.FINISH_TIMES,
            "it.wikipedia.org. isplus.com gives Park 8:54.64; 8:53.64 is followed here, with the table",
        ),
        published(
            About.INCIDENTS,
            "Rodríguez: 9 laps in the result table; whether she stopped or was taken off was not published",
        ),
        published(About.INCIDENT_TIMES, "Rodríguez: the time in the result table"),
    ),
    sprints={
        4: _chosen(_GROENEWOUD, _BLONDIN, _CZYSZCZON),
        8: _chosen(_CZYSZCZON, _LI, _GOLUBEVA),
        12: _chosen(_BLONDIN, _ZUYEVA, _LI),
    },
    told=(
        Told(type="fall", who=(_GROENEWOUD,), lap=12, source="ad.nl, Telegraaf: with about four laps to go"),
        Told(
            type="rejoin",
            who=(_GROENEWOUD,),
            lap=14,
            source="ad.nl, Telegraaf: she rejoined the bunch, and came fifth over the line",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between her fall and the finish",
        ),
        Told(
            type="fall",
            who=(_GOLUBEVA, _PARK),
            lap=14,
            source="they collided with two laps to go, by one account, followed here; with three by isplus.com",
            fields={"reason": "collision"},
        ),
        Told(
            type="rejoin",
            who=(_GOLUBEVA, _PARK),
            lap=15,
            source="the press: both got up and finished; over twenty seconds behind, so not in the bunch again",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between their fall and the finish",
        ),
        Told(
            type="note",
            who=(_CZYSZCZON,),
            lap=None,
            source="the press",
            fields={"text": "Czyszczoń was away alone for a while; from when to when was not published"},
        ),
        Told(type="advance", who=(_GOLUBEVA,), lap=None, source="it.wikipedia.org marks her q; why was not published"),
    ),
)

_TAKEN_FOR_LAPPED: Final = (
    "not told. She won 2 points at lap 8 and is 11th in the result: either all ten ahead of her had as many, or she"
    " lost them. Taken here: she lost them by being lapped after her fall"
)
_IN_ORDER_OF_THE_LIST: Final = (
    "not published: ranks 3, 6, 7 and 8 are the order of eurosport.it's list of finalists, not of a result table,"
    " and the order over the line is taken to be that of the ranks"
)

SEMI_FINAL_2: Final = Plan(
    id="beijing-2022-women-sf2",
    table="beijing2022_women_sf2",
    title="Women's mass start, semi-final 2",
    start=datetime(2022, 2, 19, 15, 45, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    qualify=8,
    provenance=(
        published(
            About.START_SHEET,
            "the eight who qualified and two others: who else started was not found in any source, so that Uhrig,"
            f" 11th in the result, comes last of ten. {_BLOCK}",
        ),
        evenly("8:34.23, the time of Kim, who was second: the winner's was not published"),
        published(
            About.SPRINT_ORDERS,
            "the press: Uhrig second at lap 8. Nobody published who was first or third there, nor anything of the other"
            " two sprints",
        ),
        SPRINT_TIMES,
        published(
            About.FINISH_ORDER,
            "Kim second (40 points), the press; Lollobrigida, ahead of her in the result, can only have been first."
            " Bosiek fifth (6 points), the press. Takagi's place, and whether she finished, was not published",
        ),
        published(About.FINISH_TIMES, "Kim: the press; no other time was found"),
    ),
    sprints={8: Places(order=(None, "Michelle Uhrig", None))},
    finish=Places(
        order=(
            "Francesca Lollobrigida",
            "Kim Bo-reum",
            "Guo Dan",
            "Irene Schouten",
            "Karolina Bosiek",
            "Giorgia Birkeland",
            "Valérie Maltais",
            "Nadezhda Morozova",
        ),
        doubts=dict.fromkeys(
            ("Guo Dan", "Irene Schouten", "Giorgia Birkeland", "Valérie Maltais", "Nadezhda Morozova"),
            _IN_ORDER_OF_THE_LIST,
        ),
    ),
    told=(
        Told(
            type="fall",
            who=("Michelle Uhrig",),
            lap=12,
            source="the press: after the sprint at lap 8 she touched Guo and fell, or fell with her; Guo, who"
            " qualified, is not taken here to have fallen",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the sprint at lap 8 and the finish",
            fields={"reason": "touched Guo Dan"},
        ),
        Told(
            type="lapped",
            who=("Michelle Uhrig",),
            lap=14,
            fact=Certainty.RECONSTRUCTED,
            source=_TAKEN_FOR_LAPPED,
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the moment given to her fall and the finish",
        ),
        Told(
            type="fall",
            who=("Nana Takagi",),
            lap=15.75,
            source="the press: she led into the last corner and fell without contact",
            when="in the last corner, as told: put at three quarters of the last lap, whose time is interpolated",
            fields={"reason": "in the last corner, leading, without contact"},
        ),
    ),
    sums=(
        Sums(
            points={"Kim Bo-reum": 0, "Karolina Bosiek": 0},
            source="the press: Kim 40 points and Bosiek 6 in all, which are those of second and fifth over the line",
        ),
        Sums(
            points={"Nana Takagi": 0},
            source="not told. The eight who qualified were published, and she is not among them. Taken here: she won no"
            " points at the sprints",
            fact=Certainty.RECONSTRUCTED,
        ),
    ),
)

_MALTAIS: Final = "Valérie Maltais"
_ONE_SOLUTION: Final = (
    "worked out: the live tickers (Maltais and Zuyeva in the first sprint, Maltais, Li and Groenewoud in the second,"
    " Pechstein in the third) and the totals leave one solution"
)

FINAL: Final = Plan(
    id="beijing-2022-women-final",
    table="beijing2022_women_final",
    title="Women's mass start, final",
    start=datetime(2022, 2, 19, 17, 15, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    semi_finals=(SEMI_FINAL_1, SEMI_FINAL_2),
    provenance=(
        published(
            About.START_SHEET,
            "the best eight of each semi-final, and Golubeva, let through. Start: the programme of the day, 17:15"
            f" local time (10:15 in the Netherlands). {OF_THE_TRACK}",
        ),
        evenly("8:16.81, the time of Kim, who was fifth: the winner's was not found"),
        published(
            About.SPRINT_ORDERS,
            "live tickers. osp-berlin.de says that Pechstein won the second sprint; two live tickers say the last"
            " one, which is followed here",
        ),
        SPRINT_TIMES,
        published(
            About.FINISH_ORDER,
            "ranks and totals: sportface.it; with 60, 40, 20, 10 and 6 points the first five are the first five over"
            " the line. No other place over the line was found but Sato's: the others have none here, nor is it"
            " known whether Groenewoud and Golubeva finished",
        ),
        published(About.FINISH_TIMES, "Kim: the press; no other time was found"),
    ),
    sprints={
        4: Places(order=(_MALTAIS, _ZUYEVA, _CZYSZCZON), doubts={_CZYSZCZON: _ONE_SOLUTION}),
        8: Places(order=(_MALTAIS, _LI, _GROENEWOUD)),
        12: Places(
            order=("Claudia Pechstein", _ZUYEVA, _CZYSZCZON), doubts={_ZUYEVA: _ONE_SOLUTION, _CZYSZCZON: _ONE_SOLUTION}
        ),
    },
    finish=Places(
        order=("Irene Schouten", _BLONDIN, "Francesca Lollobrigida", "Mia Kilburg", "Kim Bo-reum", "Ayano Sato"),
        doubts={"Ayano Sato": "worked out: 3 points without a place in a sprint are those of sixth over the line"},
    ),
    told=(
        Told(
            type="attack",
            who=(_MALTAIS,),
            lap=6,
            source="the press: almost a straight ahead, she took the second sprint as well",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the first sprint and the second, before which she was away",
        ),
        Told(type="caught", who=(_MALTAIS,), lap=9, source="the press: with seven laps to go"),
        Told(
            type="fall",
            who=(_GROENEWOUD,),
            lap=10,
            source="the press: between the second sprint and the third",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the second sprint and the third",
        ),
        Told(
            type="fall",
            who=(_GOLUBEVA, "Karolina Bosiek"),
            lap=14,
            source="the press: another fall, in the last laps",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the third sprint and the finish",
        ),
        Told(
            type="disqualify",
            who=(_LI, "Karolina Bosiek"),
            lap=None,
            source="the Polish press, which has Czyszczoń 10th; sportface.it has Li 10th with 2 points, as first"
            " published. By which rule was not published",
        ),
    ),
)
