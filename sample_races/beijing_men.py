"""Plans of the men's races of 19 February 2022 in Beijing: two semi-finals and the final."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from sample_races.plans import Places, Plan, Told
from sample_races.statements import SPRINT_TIMES, evenly, published

BEIJING: Final = timezone(timedelta(hours=8))
OVAL: Final = "National Speed Skating Oval"
LAP_LENGTH: Final = 384.0
"""Metres."""
OF_THE_TRACK: Final = "The length of a lap is that of a standard track"
BORN: Final = {"Sven Kramer": date(1986, 4, 23)}
NOTES: Final = {"Sven Kramer": ("Last race of his career", "Four Olympic titles")}

_BLOCK: Final = (
    "Start: the programme of the day has both men's semi-finals in the block of 15:00 local time (08:00 in the"
    f" Netherlands); the minute of each was not published. {OF_THE_TRACK}"
)
_SWINGS_OR_MOROZOV: Final = (
    "the totals leave the three second places to Swings (44 is 40 and 4: two of them) and Morozov (2: one of them);"
    " which was whose, nobody published. Chosen here: Swings in the first and the third sprint, Morozov in the second"
)

SEMI_FINAL_1: Final = Plan(
    id="beijing-2022-men-sf1",
    table="beijing2022_men_sf1",
    title="Men's mass start, semi-final 1",
    start=datetime(2022, 2, 19, 15, 0, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    qualify=8,
    born=BORN,
    notes=NOTES,
    provenance=(
        published(
            About.START_SHEET,
            f"names and nations: it.wikipedia.org, oasport.it. {_BLOCK}",
        ),
        published(About.BIBS, "the published result"),
        evenly("the winner's time, 7:56.67"),
        published(
            About.SPRINT_ORDERS,
            "totals: oasport.it, it.wikipedia.org; places: the press (Silovs, Kramer and Ichinohe won a sprint each,"
            " Chung was third in the first and the third, Malfatti in the second). m.etoday.co.kr gives Chung 2"
            " points at the last sprint; osen.co.kr, Edaily and imaeil give him 1 and 1, and only that fits his"
            " total of 12",
        ),
        SPRINT_TIMES,
        published(
            About.FINISH_ORDER,
            "the order of the finish times, which fits every rank and total. osp-berlin.de says that Rijhnen was"
            " disqualified afterwards; it.wikipedia.org and oasport.it have him 14th, which is followed here",
        ),
        published(
            About.FINISH_TIMES,
            "it.wikipedia.org, oasport.it. kuk.kode.co.kr and imaeil give Chung 7:45.76, before the winner;"
            " 7:56.76 is followed here",
        ),
    ),
    sprints={
        4: Places(order=("Haralds Silovs", "Bart Swings", "Chung Jae-won"), doubts={"Bart Swings": _SWINGS_OR_MOROZOV}),
        8: Places(
            order=("Sven Kramer", "Dmitry Morozov", "Michele Malfatti"), doubts={"Dmitry Morozov": _SWINGS_OR_MOROZOV}
        ),
        12: Places(
            order=("Seitaro Ichinohe", "Bart Swings", "Chung Jae-won"), doubts={"Bart Swings": _SWINGS_OR_MOROZOV}
        ),
    },
    told=(
        Told(
            type="attack",
            who=("Sven Kramer",),
            lap=7,
            source="telegraaf.nl: with nine laps to go, followed here; nieuws.nl: he left the pack after four laps",
        ),
        Told(
            type="caught",
            who=("Sven Kramer",),
            lap=10,
            fact=Certainty.RECONSTRUCTED,
            source="not told: others took the sprint at lap 12, and he finished among the bunch",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between lap 8, where he won the sprint, and lap 12, where others took the"
            " points",
        ),
    ),
)

_SWEPT: Final = (
    "nieuws.nl, oasport.it and m.etoday.co.kr: Belchos and Tsuchiya took the points at all three sprints (nu.nl has"
    " a third rider with them). Who was first in which, nobody published: only two wins to one puts both between"
    " Odor's 10 points and Mantia's 6, in the fifth and sixth rank that are theirs. Chosen here: Belchos two,"
    " Tsuchiya the one at lap 8"
)
_BELCHOS: Final = "Jordan Belchos"
_TSUCHIYA: Final = "Ryosuke Tsuchiya"
_BOTH: Final = {_BELCHOS: _SWEPT, _TSUCHIYA: _SWEPT}
_BY_RANK: Final = (
    "not published: the rank in the result, less Belchos and Tsuchiya who stand fifth and sixth on intermediate points;"
    " Mantia's rank is inferred from his helmet number in the final, 14"
)

SEMI_FINAL_2: Final = Plan(
    id="beijing-2022-men-sf2",
    table="beijing2022_men_sf2",
    title="Men's mass start, semi-final 2",
    start=datetime(2022, 2, 19, 15, 0, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    qualify=8,
    provenance=(
        published(
            About.START_SHEET,
            f"eleven of the fifteen who started: the other four were not found in any source. {_BLOCK}",
        ),
        evenly("7:43.63, the time of Lee, who was second: the winner's was not published"),
        published(
            About.SPRINT_ORDERS,
            "Belchos and Tsuchiya took the first two places at all three sprints; who was third, nobody published",
        ),
        SPRINT_TIMES,
        published(
            About.FINISH_ORDER,
            "Giovannini first (60 points) ahead of Lee second (40 points): the press. Bergsma sixth: nu.nl. The"
            " places of the others, and whether Kongshaug and Zakharov finished, were not published: they have none"
            " here",
        ),
        published(About.FINISH_TIMES, "Lee: the press; no other time was found"),
    ),
    sprints={
        4: Places(order=(_BELCHOS, _TSUCHIYA, None), doubts=_BOTH),
        8: Places(order=(_TSUCHIYA, _BELCHOS, None), doubts=_BOTH),
        12: Places(order=(_BELCHOS, _TSUCHIYA, None), doubts=_BOTH),
    },
    finish=Places(
        order=("Andrea Giovannini", "Lee Seung-hoon", "Livio Wenger", "Gabriel Odor", "Joey Mantia", "Jorrit Bergsma"),
        doubts={"Livio Wenger": _BY_RANK, "Gabriel Odor": _BY_RANK, "Joey Mantia": _BY_RANK},
    ),
    told=(
        Told(
            type="attack",
            who=(_BELCHOS, _TSUCHIYA),
            lap=1,
            source="nieuws.nl, oasport.it and m.etoday.co.kr: they broke away from the start; nu.nl says three rode"
            " away",
            moment=Certainty.RECONSTRUCTED,
            when="from the start, as told: put at the end of the first lap, which is neutral",
        ),
        Told(
            type="fall",
            who=("Peder Kongshaug", "Ruslan Zakharov"),
            lap=8,
            source="Eurosport: they fell and hit the boards",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway through the race",
        ),
        Told(
            type="caught",
            who=(_BELCHOS, _TSUCHIYA),
            lap=13,
            fact=Certainty.RECONSTRUCTED,
            source="not told: six others came over the line ahead of them",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between lap 12, where they took the points, and two to go, when Lee led",
        ),
        Told(
            type="attack",
            who=("Lee Seung-hoon",),
            lap=14,
            source="the press: he sprinted with two laps to go, led, and was passed by Giovannini",
        ),
        Told(
            type="note",
            who=("Jorrit Bergsma",),
            lap=15,
            source="nu.nl",
            fields={"text": "Bergsma apparently believed that the finish was one lap earlier (nu.nl)"},
        ),
    ),
)

_BY_POINTS: Final = (
    "worked out: with the sprints as they are here, the published total leaves no other place over the line"
)
_RANKED_AHEAD: Final = (
    "not published: both on 2 points, and Bergsma ninth ahead of Odor tenth in the result, so ahead of him over the"
    " line as well; both somewhere behind Giovannini, who was seventh: the numbers of their places mean no more than"
    " that"
)
_ASSIGNED: Final = (
    "worked out: the totals (sportface.it) and the order at the sprints (eurosport.it, live) leave one assignment,"
    " if Kramer was third in the first sprint and Bergsma second in the third"
)

FINAL: Final = Plan(
    id="beijing-2022-men-final",
    table="beijing2022_men_final",
    title="Men's mass start, final",
    start=datetime(2022, 2, 19, 16, 30, tzinfo=BEIJING),
    venue=OVAL,
    lap_length=LAP_LENGTH,
    semi_finals=(SEMI_FINAL_1, SEMI_FINAL_2),
    born=BORN,
    notes=NOTES,
    provenance=(
        published(
            About.START_SHEET,
            "the best eight of each semi-final. Start: the programme of the day, 16:30 local time (09:30 in the"
            f" Netherlands). {OF_THE_TRACK}",
        ),
        published(About.BIBS, "Swings 3, Lee 4, Chung 7 and Mantia 14 were published"),
        evenly("the winner's time, 7:47.11"),
        published(
            About.SPRINT_ORDERS, "eurosport.it, live: Ichinohe and Odor in the first, Tsuchiya in the second and third"
        ),
        SPRINT_TIMES,
        published(
            About.FINISH_ORDER,
            "ranks and totals: sportface.it; photo finish for second to fourth; Giovannini seventh: the press. The"
            " places over the line of Tsuchiya, Ichinohe, Ulekleiv, Ning, Gélinas-Beaulieu and Belchos were not"
            " found: they have none here. Nor were ranks 12 to 15, which the last four share",
        ),
        published(About.FINISH_TIMES, "the press: Swings, Chung, Lee and Giovannini; no other time was found"),
    ),
    sprints={
        4: Places(order=("Seitaro Ichinohe", "Gabriel Odor", "Sven Kramer"), doubts={"Sven Kramer": _ASSIGNED}),
        8: Places(
            order=(_TSUCHIYA, "Bart Swings", "Livio Wenger"),
            doubts=dict.fromkeys(("Bart Swings", "Livio Wenger"), _ASSIGNED),
        ),
        12: Places(
            order=(_TSUCHIYA, "Jorrit Bergsma", "Bart Swings"),
            doubts=dict.fromkeys(("Jorrit Bergsma", "Bart Swings"), _ASSIGNED),
        ),
    },
    finish=Places(
        order=(
            "Bart Swings",
            "Chung Jae-won",
            "Lee Seung-hoon",
            "Joey Mantia",
            "Daniil Aldoshkin",
            "Livio Wenger",
            "Andrea Giovannini",
            "Jorrit Bergsma",
            "Gabriel Odor",
        ),
        doubts=dict.fromkeys(("Daniil Aldoshkin", "Livio Wenger"), _BY_POINTS)
        | dict.fromkeys(("Jorrit Bergsma", "Gabriel Odor"), _RANKED_AHEAD),
    ),
    told=(
        Told(
            type="attack",
            who=("Sven Kramer",),
            lap=9,
            source="the press: his second attack, with seven laps to go; when the first was, was not found",
        ),
        Told(
            type="withdraw",
            who=("Sven Kramer",),
            lap=12,
            fact=Certainty.RECONSTRUCTED,
            source="the press: he let go with four laps to go. That he is ranked 16th and last, behind skaters"
            " without a point, means that his own did not count: so he is taken here not to have completed"
            " the distance",
            fields={"reason": "let go with four laps to go"},
        ),
        Told(
            type="note",
            who=("Chung Jae-won", "Lee Seung-hoon", "Joey Mantia"),
            lap=None,
            source="the press",
            fields={"text": "Photo finish for second, third and fourth place"},
        ),
    ),
)
