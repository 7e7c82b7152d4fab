"""Sentences about what a skater can still reach and what it takes, and about the reason for a rank."""

from __future__ import annotations

from typing import Final

_CHANCES: Final[dict[str, tuple[str, str]]] = {
    "verdict.in": ("in", "door"),
    "verdict.out": ("out", "uit"),
    "verdict.open": ("open", "open"),
    "enough.through": ("through", "door"),
    "enough.podium": ("podium", "podium"),
    "enough.out": ("out", "uit"),
    "enough.top": ("top {place}", "top {place}"),
    "enough.maybe": ("maybe {place}", "kans {place}"),
    "enough.any_place": ("any place", "elke plaats"),
    "enough.to": ("to {place}", "t/m {place}"),
    "enough.in_reach": ("in reach", "haalbaar"),
    "enough.all": ("all top {place}", "elk top {place}"),
    "enough.for_everyone": ("enough for everyone: top {place}{doubt}", "voor iedereen genoeg: top {place}{doubt}"),
    "enough.for_the_others": (
        "enough for the others: top {place}{doubt}",
        "voor de rest genoeg: top {place}{doubt}",
    ),
    "enough.count_through": ("{count} through{doubt}", "{count} door{doubt}"),
    "enough.count_out": ("{count} out{doubt}", "{count} uit{doubt}"),
    "enough.nobody": ("nobody is through, nobody is out", "niemand door, niemand uit"),
    "enough.too_long": ("not worked out", "niet doorgerekend"),
    "enough.unknown": ("unknown", "onbekend"),
    "enough.any_place_can": ("any place can still do{doubt}", "elke plaats kan nog{doubt}"),
    "assumes.completes": (
        "whoever is still racing completes the distance and is not lapped",
        "wie nog in de wedstrijd is rijdt hem uit en wordt niet gedubbeld",
    ),
    "assumes.no_dead_heat": (
        "no sprint or finish to come is a dead heat",
        "geen sprint of finish die nog komt eindigt ex aequo",
    ),
    "assumes.lapped_behind": (
        "whoever has been lapped comes in behind those who are racing, if at all",
        "wie gedubbeld is komt binnen achter wie nog in de wedstrijd is, of niet",
    ),
    "assumes.no_laps_gained": (
        "nobody gains or loses a lap on the bunch any more",
        "niemand wint of verliest nog een ronde op het peloton",
    ),
    "assumes.not_lapped": (
        "whoever a chip read is probably missing of has not been lapped",
        "van wie waarschijnlijk een doorkomst niet gelezen is, is niet gedubbeld",
    ),
    "assumes.chips_stand": (
        "the orders that only chips gave stand; ~ is behind what rests on them",
        "de volgordes die alleen chips gaven blijven staan; ~ staat achter wat daarop rust",
    ),
    "outlook.none.eliminations": (
        "no outlook: who is eliminated when is not worked out; for the classification: massstart results",
        "geen vooruitblik: wie wanneer afvalt is niet door te rekenen; voor het klassement: massstart results",
    ),
    "outlook.none.ranking": (
        "no outlook: it is not worked out for this ranking; for the classification: massstart results",
        "geen vooruitblik: voor deze rangschikking is hij er niet; voor het klassement: massstart results",
    ),
    "outlook.none.relegation": (
        "no outlook: somebody is relegated behind who is not in yet; for the classification: massstart results",
        "geen vooruitblik: iemand is teruggezet achter wie nog komt; voor het klassement: massstart results",
    ),
    "outlook.none.too_many_sprints": (
        "no outlook: there is one from {count} sprints to go; for the classification: massstart results",
        "geen vooruitblik: die is er vanaf {count} sprints te gaan; voor het klassement: massstart results",
    ),
    "outlook.none.too_many_ways": (
        "no outlook: not worked out, it can go in too many ways; for the classification: massstart results",
        "geen vooruitblik: niet doorgerekend, het kan op te veel manieren gaan; voor het klassement: massstart results",
    ),
    "outlook.none.events_missing": (
        "no outlook: events are missing, and nobody knows what they change",
        "geen vooruitblik: er ontbreken gebeurtenissen, en wat die veranderen is onbekend",
    ),
    "outlook.none.reads_missing": (
        "no outlook: a chip was probably not read at the finish or before, and who came in where is open",
        "geen vooruitblik: een chip is voor of bij de finish waarschijnlijk niet gelezen; wie waar binnenkwam is open",
    ),
    "outlook.assumes": ("Assumed: {assumptions}.", "Aangenomen: {assumptions}."),
    "outlook.cut": ("The best {count} go through", "De beste {count} gaan door"),
    "outlook.cut.one": ("Only the best goes through", "Alleen de beste gaat door"),
    "outlook.podium": ("For the podium", "Voor het podium"),
    "outlook.at_the_finish.cut": (
        "The place over the line alone decides who goes through: no sprint can change that any more.",
        "Alleen de plaats over de streep beslist nog wie er doorgaat: geen sprint kan daar iets aan veranderen.",
    ),
    "outlook.at_the_finish.podium": (
        "The place over the line alone decides the podium: no sprint can change that any more.",
        "Alleen de plaats over de streep beslist nog het podium: geen sprint kan daar iets aan veranderen.",
    ),
    "outlook.best": ("Best", "Beste"),
    "outlook.worst": ("Worst", "Slechtste"),
    "outlook.verdict": ("Verdict", "Oordeel"),
    "outlook.sure": ("Sure", "Zeker"),
    "outlook.possible": ("Possible", "Mogelijk"),
    "outlook.takes": ("What it takes", "Wat ervoor nodig is"),
}

_TAKES: Final[dict[str, tuple[str, str]]] = {
    "takes.in.cut": ("through, may sit up", "door, mag rechtop komen"),
    "takes.in.podium": ("on the podium, may sit up", "zeker van het podium, mag rechtop komen"),
    "takes.is_in.cut": ("through", "door"),
    "takes.is_in.podium": ("on the podium", "op het podium"),
    "takes.out.cut": ("out", "uitgeschakeld"),
    "takes.out.podium": ("out of reach of the podium", "podium niet meer haalbaar"),
    "takes.by_chips.in.cut": ("through by chips, unconfirmed", "door volgens de chips, onbevestigd"),
    "takes.by_chips.in.podium": ("on the podium by chips, unconfirmed", "op het podium volgens de chips, onbevestigd"),
    "takes.by_chips.out.cut": ("out by chips, unconfirmed", "uitgeschakeld volgens de chips, onbevestigd"),
    "takes.by_chips.out.podium": (
        "out of reach of the podium by chips, unconfirmed",
        "podium niet meer haalbaar volgens de chips, onbevestigd",
    ),
    "takes.by_chips": ("{takes}; by chips, unconfirmed", "{takes}; volgens de chips, onbevestigd"),
    "takes.waits": ("depends on the others", "hangt van de anderen af"),
    "takes.out_unless.cut": ("out, unless {result}", "uitgeschakeld, tenzij {result}"),
    "takes.out_unless.podium": ("off the podium, unless {result}", "geen podium, tenzij {result}"),
    "takes.sure": ("{place} is surely enough", "de {place} plaats is zeker genoeg"),
    "takes.nothing_sure": ("no place is surely enough", "geen plaats is zeker genoeg"),
    "takes.needs": (
        "{place} or better is enough, nothing less is",
        "de {place} plaats of beter is genoeg, minder niet",
    ),
    "takes.possible": ("{place} can still do{with_}{if_}", "met de {place} plaats kan het nog{with_}{if_}"),
    "takes.possible_last": (
        "even last over the line can still do{with_}{if_}",
        "zelfs als laatste over de streep kan het nog{with_}{if_}",
    ),
    "takes.with": (", if {result}", ", mits {result}"),
    "takes.result": ("{place} or better in sprint {number}", "{place} of beter in tussensprint {number}"),
    "takes.result_first": ("first in sprint {number}", "eerste in tussensprint {number}"),
    "takes.score": (
        ", if the {count} ahead on points score at the finish",
        ", als de {count} die op punten voor staan ook aan de finish punten pakken",
    ),
    "takes.score.one": (
        ", if the one ahead on points scores at the finish",
        ", als degene die op punten voor staat ook aan de finish punten pakt",
    ),
    "takes.score_some": (
        ", if at least {needed} of the {count} ahead on points score at the finish",
        ", als minstens {needed} van de {count} die op punten voor staan ook aan de finish punten pakken",
    ),
    "takes.points_make": (
        "{points} in sprint {number} makes top {place} enough",
        "met {points} in tussensprint {number} is de top {place} genoeg",
    ),
    "takes.points_settle.cut": (
        "{points} in sprint {number} and through",
        "met {points} in tussensprint {number} zeker door",
    ),
    "takes.points_settle.podium": (
        "{points} in sprint {number} and on the podium",
        "met {points} in tussensprint {number} zeker van het podium",
    ),
    "takes.points": ("{count} points", "{count} punten"),
    "takes.points.one": ("a point", "een punt"),
    "number.2": ("two", "twee"),
    "number.3": ("three", "drie"),
    "number.4": ("four", "vier"),
    "number.5": ("five", "vijf"),
    "number.6": ("six", "zes"),
    "number.7": ("seven", "zeven"),
    "number.8": ("eight", "acht"),
    "number.9": ("nine", "negen"),
    "number.10": ("ten", "tien"),
    "number.11": ("eleven", "elf"),
    "number.12": ("twelve", "twaalf"),
}

_WHY: Final[dict[str, tuple[str, str]]] = {
    "why.points.behind": ("{count} points behind {other}", "{count} punten achter {other}"),
    "why.points.behind.one": ("{count} point behind {other}", "{count} punt achter {other}"),
    "why.points.ahead": ("{count} points ahead of {other}", "{count} punten voor {other}"),
    "why.points.ahead.one": ("{count} point ahead of {other}", "{count} punt voor {other}"),
    "why.equal_points_finish.behind": (
        "equal on {count} points with {other}, {margin}behind at the finish",
        "met {count} punten gelijk met {other}, {margin}erachter aan de finish",
    ),
    "why.equal_points_finish.behind.one": (
        "equal on {count} point with {other}, {margin}behind at the finish",
        "met {count} punt gelijk met {other}, {margin}erachter aan de finish",
    ),
    "why.equal_points_finish.ahead": (
        "equal on {count} points with {other}, {margin}ahead at the finish",
        "met {count} punten gelijk met {other}, {margin}ervoor aan de finish",
    ),
    "why.equal_points_finish.ahead.one": (
        "equal on {count} point with {other}, {margin}ahead at the finish",
        "met {count} punt gelijk met {other}, {margin}ervoor aan de finish",
    ),
    "why.finish.behind": ("no points, {margin}behind {other} at the finish", "geen punten, {margin}achter {other}"),
    "why.finish.ahead": ("no points, {margin}ahead of {other} at the finish", "geen punten, {margin}voor {other}"),
    "why.order_of_finish.behind": ("{margin}behind {other} at the finish", "{margin}achter {other} aan de finish"),
    "why.order_of_finish.ahead": ("{margin}ahead of {other} at the finish", "{margin}voor {other} aan de finish"),
    "why.margin": ("{seconds} s ", "{seconds} s "),
    "why.dead_heat": ("dead heat with {other}", "ex aequo met {other}"),
    "why.level_with_many": ("{count} skaters are level so far", "{count} rijders staan vooralsnog gelijk"),
    "why.level": ("level with {other} so far", "vooralsnog gelijk met {other}"),
    "why.on_the_ice.behind": (
        "equal on {count} points with {other}, behind on the ice",
        "met {count} punten gelijk met {other}, in het veld erachter",
    ),
    "why.on_the_ice.behind.one": (
        "equal on {count} point with {other}, behind on the ice",
        "met {count} punt gelijk met {other}, in het veld erachter",
    ),
    "why.on_the_ice.ahead": (
        "equal on {count} points with {other}, ahead on the ice",
        "met {count} punten gelijk met {other}, in het veld ervoor",
    ),
    "why.on_the_ice.ahead.one": (
        "equal on {count} point with {other}, ahead on the ice",
        "met {count} punt gelijk met {other}, in het veld ervoor",
    ),
    "why.laps": ("{laps} laps completed, {other} {other_laps}", "{laps} ronden gereden, {other} {other_laps}"),
    "why.laps_time.behind": (
        "as many laps as {other} ({laps}), who was there earlier",
        "even ver gekomen als {other} ({laps} ronden), die er eerder was",
    ),
    "why.laps_time.ahead": (
        "as many laps as {other} ({laps}), and there earlier",
        "even ver gekomen als {other} ({laps} ronden), en er eerder",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_CHANCES, **_TAKES, **_WHY}
