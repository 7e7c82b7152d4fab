"""The captions of the demonstration, each no more than its sample race has, with what is not certain said."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "demo.any_key": ("demo: any key goes on to the race itself", "demo: druk op een toets voor de race"),
    "demo.what": (
        "Beijing 2022, a men's semi-final of sixteen laps. Fifteen skate, eight go through.",
        "Peking 2022, een halve finale van zestien ronden. Vijftien rijders, acht gaan door.",
    ),
    "demo.attack": (
        "Nine to go: Sven Kramer attacks, alone. Lap times were not published; those here are spread evenly.",
        "Nog negen: Sven Kramer valt aan, alleen. Rondetijden zijn niet gepubliceerd; ze zijn hier gelijk verdeeld.",
    ),
    "demo.sprints": (
        "At twelve, eight and four to go there are sprints, for 3, 2 and 1 points.",
        "Met nog twaalf, acht en vier te gaan zijn er sprints, om 3, 2 en 1 punten.",
    ),
    "demo.sprint_2": (
        "The second sprint is Kramer's: three points. Nobody else scores more than that yet.",
        "De tweede sprint is voor Kramer: drie punten. Meer heeft nog niemand.",
    ),
    "demo.doubt": (
        "A ~ marks what no source has. Who came second in this sprint was worked out from the totals.",
        "Een ~ staat bij wat geen bron heeft. Wie hier tweede werd, is uit de totalen afgeleid.",
    ),
    "demo.later": (
        "Nearly two laps later Kramer is, as far as is known, still away.",
        "Bijna twee ronden later rijdt Kramer, voor zover bekend, nog vooruit.",
    ),
    "demo.caught": (
        "The bunch has him back. When was not told: halfway between two laps where it is known who led.",
        "Het peloton heeft hem terug. Wanneer is niet verteld: hier halverwege twee bekende ronden.",
    ),
    "demo.three": (
        "The last sprint comes. Three points may be enough for eighth place, or not.",
        "De laatste sprint komt eraan. Drie punten zijn misschien genoeg voor de achtste plaats.",
    ),
    "demo.sprint_3": (
        "Ichinohe wins it. Silovs, Kramer and he have three points each: the order at the finish decides.",
        "Ichinohe wint. Silovs, Kramer en hij hebben elk drie punten: de volgorde aan de finish beslist.",
    ),
    "demo.finish_counts": (
        "The finish gives 60, 40, 20, 10, 6 and 3 points: six skaters pass most others there.",
        "De finish geeft 60, 40, 20, 10, 6 en 3 punten: zes rijders gaan daar de meesten voorbij.",
    ),
    "demo.bell": ("The bell: the last lap.", "De bel: de laatste ronde."),
    "demo.winner": (
        "Ulekleiv, without a point until here, wins. The times over the line were published.",
        "Ulekleiv, tot hier zonder punt, wint. De tijden over de streep zijn gepubliceerd.",
    ),
    "demo.ninth": (
        "Kramer is ninth over the line, Ichinohe eleventh, Silovs twelfth: no points, but three each from a sprint.",
        "Kramer is negende over de streep, Ichinohe elfde, Silovs twaalfde: geen punten, wel elk drie uit een sprint.",
    ),
    "demo.official": (
        "Official: Kramer and Ichinohe are through on three points. Silovs has three too, and is not.",
        "Officieel: Kramer en Ichinohe zijn door met drie punten. Silovs heeft er ook drie, en is het niet.",
    ),
}
