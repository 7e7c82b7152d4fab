"""Sentences about a what-if: supposing a sprint or a finish, and what it would decide."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "what_if.asked": ("what if", "wat als"),
    "what_if.examples": ("sprint {number}: {sprint}; finish: {finish}", "sprint {number}: {sprint}; finish: {finish}"),
    "what_if.examples.finish": ("finish: {finish}", "finish: {finish}"),
    "what_if.tag": ("? what if", "? wat als"),
    "what_if.tag.short": ("?", "?"),
    "what_if.title": ("WHAT IF", "WAT ALS"),
    "what_if.said": ("What if: {what}", "Wat als: {what}"),
    "what_if.hint": (
        "an order, points 5 8 or who is out, more with ; between: the table shows what would be; esc leaves it",
        "een volgorde, punten 5 8 of wie eruit is, meer met ; ertussen: de tabel toont wat zou zijn; esc verlaat het",
    ),
    "what_if.in.cut": ("then surely through: {skaters}", "dan zeker door: {skaters}"),
    "what_if.in.podium": ("then surely on the podium: {skaters}", "dan zeker op het podium: {skaters}"),
    "what_if.out.cut": ("then out: {skaters}", "dan uitgeschakeld: {skaters}"),
    "what_if.out.podium": ("then off the podium: {skaters}", "dan buiten het podium: {skaters}"),
    "what_if.too_long": ("what it decides is not worked out", "wat dat beslist is niet doorgerekend"),
    "what_if.decides_nothing": ("it decides nothing yet", "dat beslist nog niets"),
    "turn.in.cut": ("through{doubt}, whatever happens", "door{doubt}, wat er ook gebeurt"),
    "turn.in.podium": ("on the podium{doubt}, whatever happens", "op het podium{doubt}, wat er ook gebeurt"),
    "turn.out.cut": ("out{doubt}, whatever happens", "uitgeschakeld{doubt}, wat er ook gebeurt"),
    "turn.out.podium": ("off the podium{doubt}, whatever happens", "buiten het podium{doubt}, wat er ook gebeurt"),
    "turn.open.cut": ("from here on who is through is not worked out", "vanaf hier is niet doorgerekend wie door is"),
    "turn.open.podium": (
        "from here on who is on the podium is not worked out",
        "vanaf hier is niet doorgerekend wie op het podium komt",
    ),
    "turn.open.cut.short": ("not worked out from here on", "vanaf hier niet doorgerekend"),
    "turn.open.podium.short": ("not worked out from here on", "vanaf hier niet doorgerekend"),
    "turn.in.cut.short": ("through{doubt}", "door{doubt}"),
    "turn.in.podium.short": ("podium{doubt}", "podium{doubt}"),
    "turn.out.cut.short": ("out{doubt}", "uitgeschakeld{doubt}"),
    "turn.out.podium.short": ("no podium{doubt}", "geen podium{doubt}"),
    "signs.turn": (
        "follows from what has happened: through or out, whatever happens",
        "volgt uit wat er gebeurd is: door of uitgeschakeld, wat er ook gebeurt",
    ),
    "signs.enough": (
        "enough: this place at the finish, or a better one, is surely enough",
        "genoeg: deze plaats aan de finish, of een betere, is zeker genoeg",
    ),
    "signs.enough_maybe": (
        "this place at the finish can still be enough, none surely is",
        "deze plaats aan de finish kan nog genoeg zijn, geen is het zeker",
    ),
    "signs.in_reach": (
        "in reach: the last place at the finish that can still be enough",
        "haalbaar: de laatste plaats aan de finish die nog genoeg kan zijn",
    ),
    "signs.total": ("the points that count", "de punten die tellen"),
    "signs.noc": ("nation, by its National Olympic Committee", "land, volgens het Nationaal Olympisch Comité"),
    "signs.within": ("within the cut now", "nu binnen de grens"),
    "signs.level_at_cut": (
        "level around the cut: open who of them is within",
        "gelijk rond de grens: nog open wie van hen erbinnen valt",
    ),
    "signs.away": ("away, from the attack on", "weg, vanaf de aanval"),
    "signs.sprint_lap": ("a lap that ends in a sprint", "een ronde die eindigt met een sprint"),
    "table.podium": ("for the podium", "voor het podium"),
    "table.podium_by_the_finish": (
        "the finish alone decides the podium",
        "alleen de finish beslist het podium",
    ),
    "table.podium_by_the_finish.short": ("the finish alone decides", "alleen de finish beslist"),
    "table.cut_by_the_finish": (
        "best {cut} go through, by the finish alone",
        "beste {cut} gaan door, alleen op de finish",
    ),
    "table.cut_by_the_finish.short": ("best {cut}, by the finish", "beste {cut}, op de finish"),
    "table.enough": ("enough", "genoeg"),
    "skater.why": ("why", "waarom"),
    "skater.needs": ("needs", "nodig"),
}
