"""Sentences of live entry about the decisions of starter, referee and jury."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "entry.false_start": (
        "a lap has been skated since the gun; restart begins the race anew, {line} warns who moved",
        "er is al een ronde gereden sinds het schot; herstart begint opnieuw, {line} waarschuwt wie bewoog",
    ),
    "entry.no_shift": (
        "the clock would be moved by nothing, so there is nothing to correct; later is +2.5, earlier -2.5",
        "de klok zou nul verschuiven, dus valt er niets te verbeteren; later is +2.5, eerder -2.5",
    ),
    "entry.not_stopped": (
        "the race is not stopped; resume is for a race that is: stop first",
        "de race ligt niet stil; hervat is voor een race die stilligt: eerst stop",
    ),
    "entry.to_go_after_finish": (
        "somebody is over the line, so the distance is settled; resume alone goes on",
        "er is al iemand over de streep, dus de afstand ligt vast; alleen hervat gaat verder",
    ),
    "entry.resume_or_restart": (
        "on again, or anew; space again or resume: laps and points stand, restart: nothing counts",
        "verder of opnieuw; nog eens spatie of hervat: ronden en punten blijven, herstart: niets telt",
    ),
    "entry.not_reviewed": (
        "{skater} is not under review; under review: {reviewed}",
        "{skater} is niet in onderzoek; in onderzoek: {reviewed}",
    ),
    "entry.behind_already": (
        "{skater} is behind {other} already; relegated is to behind somebody who is further back",
        "{skater} staat al achter {other}; teruggezet is achter iemand die verder naar achteren staat",
    ),
    "entry.nobody_reviewed": ("nobody is under review; {usage}", "niemand is in onderzoek; {usage}"),
    "preview.resume": ("The race goes on", "De race gaat verder"),
    "preview.review": ("Under review", "In onderzoek"),
    "preview.review.lifted": ("No longer under review", "Niet meer in onderzoek"),
    "preview.relegate": ("Relegated", "Teruggezet"),
    "preview.points": ("Points at the sprints, as a sum", "Punten op de sprints, als som"),
    "remark.sum_is_less": (
        "the sprints give {skater} more already: {points}",
        "de sprints geven {skater} al meer: {points}",
    ),
    "remark.now_over": ("the race is then over {count} laps", "de race gaat dan over {count} ronden"),
    "remark.now_over.one": ("the race is then over {count} lap", "de race gaat dan over {count} ronde"),
    "remark.still_reviewed": ("still under review: {skaters}", "nog in onderzoek: {skaters}"),
}
