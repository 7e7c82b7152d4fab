"""Sentences for each problem of a typed line but the questions: what is wrong, and what would be right."""

from __future__ import annotations

from typing import Final

_NOT_UNDERSTOOD: Final[dict[str, tuple[str, str]]] = {
    "entry.empty": (
        "nothing typed; bibs, or a verb such as f 9",
        "niets ingetypt; nummers, of een werkwoord zoals f 9",
    ),
    "entry.too_long": (
        "longer than {most} characters; a note can be given in parts",
        "langer dan {most} tekens; een notitie kan in delen",
    ),
    "entry.not_text": (
        "characters that no file can hold; type the line again",
        "tekens die in geen bestand passen; typ de regel opnieuw",
    ),
    "entry.verb_unfinished": (
        "“{text}” is not all of it; perhaps {verbs}",
        "“{text}” is nog niet alles; misschien {verbs}",
    ),
    "entry.unfinished": ("not complete yet; it goes like {usage}", "nog niet af; het gaat zo: {usage}"),
    "entry.unknown_word": (
        "“{text}” is neither a verb nor a skater; F1 lists the verbs",
        "“{text}” is geen werkwoord en geen rijder; F1 noemt de werkwoorden",
    ),
    "entry.unknown_word.nearest": (
        "“{text}” is neither a verb nor a skater; perhaps {nearest}",
        "“{text}” is geen werkwoord en geen rijder; misschien {nearest}",
    ),
    "entry.unknown_name": (
        "nobody is called “{text}”; the beginning of a name on the sheet, or a bib",
        "niemand heet “{text}”; het begin van een naam op de startlijst, of een nummer",
    ),
    "entry.unknown_name.nearest": (
        "nobody is called “{text}”; perhaps {nearest}",
        "niemand heet “{text}”; misschien {nearest}",
    ),
    "entry.unexpected": (
        "“{text}” does not belong here; it goes like {usage}",
        "“{text}” hoort hier niet; het gaat zo: {usage}",
    ),
    "entry.out_of_range": (
        "“{text}” is out of range; a number that a race can have",
        "“{text}” valt buiten het bereik; een getal dat in een race kan",
    ),
    "entry.not_a_moment": (
        "“{text}” is not a moment; @4 is at four to go, @lap 4 the end of lap 4, @3:31.2 a time, @-10 ten seconds ago",
        "“{text}” is geen moment; @4 is met nog vier, @ronde 4 het eind van ronde 4, @3.31,2 een tijd, @-10 tien s",
    ),
}

_NOT_ALLOWED: Final[dict[str, tuple[str, str]]] = {
    "entry.bib_not_on_sheet": (
        "bib {bib} is not on the start sheet; nearest are {nearest}",
        "nummer {bib} staat niet op de startlijst; het dichtst erbij: {nearest}",
    ),
    "entry.bib_twice": ("{skater} is there twice; once is enough", "{skater} staat er twee keer; één keer is genoeg"),
    "entry.is_out": (
        "{skater} is out: {status}; if not so, amend what says so",
        "{skater} is eruit: {status}; klopt dat niet, verbeter dan wat dat zegt",
    ),
    "entry.is_out.seq": (
        "{skater} is out: {status}; if not so: u, or retract {seq}",
        "{skater} is eruit: {status}; klopt dat niet: u, of intrekken {seq}",
    ),
    "entry.stayed_out": (
        "{skater} is out since before the restart: {status}; if they do start: rejoin {bib}",
        "{skater} is eruit sinds voor de herstart: {status}; rijdt {skater} toch: terug {bib}",
    ),
    "entry.is_in": (
        "{skater} is over the line already; p {bib} 2 puts them at another place",
        "{skater} is al over de streep; p {bib} 2 geeft een andere plaats",
    ),
    "entry.not_away": ("{skater} is not away; away: {away}", "{skater} is niet weg; weg: {away}"),
    "entry.nobody_away": ("nobody is away; an attack is {usage}", "niemand is weg; een aanval is {usage}"),
    "entry.not_down": ("{skater} is not down; down: {down}", "{skater} is niet gevallen; gevallen: {down}"),
    "entry.down_already": (
        "{skater} is down already; if back and fallen again: r {bib} first",
        "{skater} ligt al; weer op en opnieuw gevallen: eerst r {bib}",
    ),
    "entry.nobody_left": (
        "* is nobody: all who are racing are named; leave it out",
        "* is niemand: iedereen in de race is al genoemd; laat het weg",
    ),
    "entry.disqualified_already": (
        "{skater} is disqualified already; to change the rule: amend",
        "{skater} is al gediskwalificeerd; een ander artikel: verbeter",
    ),
    "entry.disqualified_already.seq": (
        "{skater} is disqualified already; to change it: amend {seq}, or retract {seq}",
        "{skater} is al gediskwalificeerd; anders: verbeter {seq}, of intrekken {seq}",
    ),
    "entry.not_begun": (
        "the race has not begun; first start, or start -1:30 if the gun was a minute and a half ago",
        "de race is nog niet begonnen; eerst start, of start -1:30 als het schot anderhalve minuut geleden was",
    ),
    "entry.moment_before_the_gun": (
        "that moment is {ago} before the gun; the race runs for {clock} now",
        "dat moment is {ago} vóór het startschot; de race is nu {clock} onderweg",
    ),
    "entry.begun_already": (
        "the gun has been; restart if the race is started anew",
        "het startschot is al gevallen; herstart als de race opnieuw begint",
    ),
    "entry.not_neutral": (
        "the neutral lap is over already; nothing needs to be typed",
        "de neutrale ronde is al voorbij; er hoeft niets getypt te worden",
    ),
    "entry.not_under_way": (
        "the race is not under way; restart starts it anew",
        "de race is niet onderweg; herstart begint opnieuw",
    ),
    "entry.official_already": (
        "the result is official already; what is wrong in it can be amended",
        "de uitslag is al officieel; wat er niet aan klopt is te verbeteren",
    ),
    "entry.nobody_in": (
        "nobody is over the line yet; the finish first: their bibs as they come in",
        "er is nog niemand over de streep; eerst de finish: de nummers zoals ze binnenkomen",
    ),
    "entry.no_laps_gained": (
        "a lap gained counts for nothing in this race; an attack is a 13, a note n text",
        "een ronde voorsprong telt in deze race niet; een aanval is a 13, een notitie n tekst",
    ),
    "entry.nobody_eliminated": (
        "nobody is eliminated in this race; who stops is x 14",
        "in deze race valt er niemand af; wie stopt is x 14",
    ),
    "entry.lap_completed": (
        "lap {lap} is completed already; the next is lap {next}",
        "ronde {lap} is al voltooid; de volgende is ronde {next}",
    ),
    "entry.bell_to_come": (
        "the bell is in {count} laps, at the end of lap {lap}; if laps were missed: lap {lap}",
        "de bel is over {count} ronden, aan het eind van ronde {lap}; ronden gemist: ronde {lap}",
    ),
    "entry.bell_has_been": (
        "the bell has been, at the end of lap {lap}; lap {lap} and a bib says who led there",
        "de bel is al geweest, aan het eind van ronde {lap}; ronde {lap} met een nummer zegt wie er voorop reed",
    ),
    "entry.no_bell": (
        "a race over {laps} has no bell; its lap is the finish",
        "een race over {laps} heeft geen bel; de ronde is de finish",
    ),
    "entry.lap_beyond": (
        "the race is over {count} laps; distance changes that",
        "de race gaat over {count} ronden; afstand verandert dat",
    ),
    "entry.lap_beyond.one": (
        "the race is over {count} lap; distance changes that",
        "de race gaat over {count} ronde; afstand verandert dat",
    ),
    "entry.distance_skated": (
        "the leader has completed {count} laps; a distance of {count} or more",
        "de koploper heeft {count} ronden voltooid; een afstand van {count} of meer",
    ),
    "entry.distance_skated.one": (
        "the leader has completed {count} lap; a distance of {count} or more",
        "de koploper heeft {count} ronde voltooid; een afstand van {count} of meer",
    ),
    "entry.distance_too_long": (
        "{given} laps is too much for a race over {laps}; {most} at most",
        "{given} ronden is te veel voor een race over {laps}; hoogstens {most}",
    ),
    "entry.distance_too_long.nearest": (
        "{given} laps is too much for a race over {laps}; perhaps distance {nearest}, {most} at most",
        "{given} ronden is te veel voor een race over {laps}; misschien afstand {nearest}, hoogstens {most}",
    ),
    "entry.before_the_gun": (
        "{given} would be before the gun, which was {clock} ago; seconds with a point, such as clock -1.5",
        "{given} zou vóór het schot zijn, dat {clock} geleden was; seconden met een punt, zoals klok -1.5",
    ),
    "entry.before_the_gun.nearest": (
        "{given} would be before the gun, which was {clock} ago; perhaps clock {nearest}",
        "{given} zou vóór het schot zijn, dat {clock} geleden was; misschien klok {nearest}",
    ),
    "entry.before_an_event": (
        "{given} would set the clock to before {latest}, when event {seq} was; take that back or amend it first",
        "{given} zou de klok vóór {latest} zetten, van event {seq}; trek dat eerst in of verbeter het",
    ),
    "entry.no_sprints": (
        "this race has no intermediate sprints; only the finish has an order",
        "deze race heeft geen tussensprints; alleen de finish heeft een volgorde",
    ),
    "entry.no_such_sprint": (
        "there is no sprint {number}; sprints 1 to {last}, at laps {laps}",
        "er is geen sprint {number}; wel 1 tot en met {last}, in ronde {laps}",
    ),
    "entry.no_sprint_at_lap": (
        "there is no sprint at lap {number}; sprints 1 to {last}, at laps {laps}",
        "er is geen sprint in ronde {number}; wel 1 tot en met {last}, in ronde {laps}",
    ),
    "entry.sprint_to_come": (
        "sprint {number} is in {count} laps, at the end of lap {lap}; if laps were missed: lap {lap}",
        "sprint {number} is over {count} ronden, aan het eind van ronde {lap}; ronden gemist: ronde {lap}",
    ),
    "entry.sprint_to_come.one": (
        "sprint {number} is at the end of this lap; lap {lap} is completed then",
        "sprint {number} is aan het eind van deze ronde; dan is ronde {lap} voltooid",
    ),
    "entry.sprint_not_in": (
        "nothing is in yet of sprint {number}, at lap {lap}; its order first: s{number} 13 1 2",
        "van sprint {number}, in ronde {lap}, is er nog niets; eerst de volgorde: s{number} 13 1 2",
    ),
    "entry.sprint_has_no_times": (
        "a sprint has an order and no times; the bibs alone",
        "een tussensprint heeft een volgorde en geen tijden; alleen de nummers",
    ),
    "entry.finish_to_come": (
        "the finish is in {count} laps; if laps were missed: lap {lap} first",
        "de finish is over {count} ronden; ronden gemist: eerst ronde {lap}",
    ),
    "entry.nothing_to_place": (
        "there is nothing to be the order of; sprint {number} is in {count} laps, at the end of lap {lap}",
        "er is nu geen volgorde te geven; sprint {number} is over {count} ronden, aan het eind van ronde {lap}",
    ),
    "entry.in_no_other_group": (
        "{skaters}: a group of their own already; g and all groups, front first, says who is where",
        "{skaters}: al een eigen groep; g en alle groepen, voorop eerst, zegt wie waar rijdt",
    ),
    "entry.in_no_group": (
        "{skater} is in no group: {status}; groups are of who is racing",
        "{skater} zit in geen groep: {status}; groepen zijn van wie er rijdt",
    ),
    "entry.no_such_gap": (
        "there is no gap ahead of group {number} of {last}; gap 2 +12 is the second group, behind the first",
        "voor groep {number} van {last} is er geen gat; gat 2 +12 is de tweede groep, achter de eerste",
    ),
    "entry.same_order": (
        "that is the order of the finish already; another order corrects it",
        "dat is de volgorde van de finish al; een andere volgorde verbetert die",
    ),
    "entry.same_order.number": (
        "that is the order of sprint {number} already; another order corrects it",
        "dat is de volgorde van sprint {number} al; een andere volgorde verbetert die",
    ),
    "entry.bib_rested_on": (
        "event {seq} gave {skater} that bib, and event {later} rests on it; skater {bib} corrects what is wrong now",
        "event {seq} gaf {skater} dat nummer, en event {later} rust erop; rijder {bib} verbetert wat nu niet klopt",
    ),
    "entry.bib_taken": (
        "{skater} has bib {bib}; first another bib for them",
        "{skater} heeft nummer {bib}; eerst een ander nummer voor die rijder",
    ),
    "entry.sheet_is_open": (
        "before the gun the start sheet itself is edited; F5 opens it",
        "vóór het schot wordt de startlijst zelf bewerkt; F5 opent die",
    ),
    "entry.same_skater": (
        "that is how it is on the start sheet already; name, noc or bib corrects it",
        "zo staat het al op de startlijst; naam, land of nummer verbetert het",
    ),
    "entry.same_event": (
        "nothing is changed; esc leaves it as it is",
        "er is niets veranderd; met esc blijft het zoals het is",
    ),
    "entry.not_placed": (
        "{skater} has no place there yet; placed are {placed}",
        "{skater} heeft daar nog geen plaats; geplaatst zijn {placed}",
    ),
    "entry.no_finish_yet": (
        "nobody is over the finish line yet; a place at a sprint is p s2 7 2",
        "er is nog niemand over de finish; een plaats bij een sprint is p s2 7 2",
    ),
    "entry.no_finish_yet.nearest": (
        "nobody is over the finish line yet; at the sprint: {nearest}",
        "er is nog niemand over de finish; bij de sprint: {nearest}",
    ),
    "entry.no_such_place": (
        "there is no place {place}; places 1 to {last}",
        "er is geen plaats {place}; wel 1 tot en met {last}",
    ),
    "entry.placed_there": (
        "{skater} is at place {place} already; another place moves them",
        "{skater} staat al op plaats {place}; een andere plaats verzet die",
    ),
    "entry.moment_to_come": (
        "{moment} has not come yet; it is {clock} now",
        "{moment} moet nog komen; het is nu {clock}",
    ),
    "entry.moment_has_not_been": (
        "{count} to go has not been since the gun; it is {to_go} to go now",
        "nog {count} is er sinds het schot niet geweest; het is nu nog {to_go}",
    ),
    "entry.lap_has_not_been": (
        "the leader has not completed lap {lap} since the gun; completed so far: {done}",
        "de koploper heeft ronde {lap} sinds het schot niet voltooid; voltooid tot nu: {done}",
    ),
    "entry.lap_not_recorded": (
        "when the leader completed lap {lap} was not recorded; a time such as @3:31.2 says when",
        "wanneer de koploper ronde {lap} voltooide is niet vastgelegd; een tijd zoals @3.31,2 zegt wanneer",
    ),
    "entry.no_events": (
        "nothing has been recorded yet; first something to correct",
        "er is nog niets vastgelegd; eerst iets om te verbeteren",
    ),
    "entry.no_such_event": (
        "there is no event {target} to correct; 1 to {last}",
        "er is geen regel {target} te verbeteren; wel 1 tot en met {last}",
    ),
    "entry.not_in_amend": (
        "an event can only become one other event; amend 41 fall 9",
        "een regel kan maar één andere regel worden; verbeter 41 val 9",
    ),
    "entry.not_in_what_if": (
        "a what-if is about orders, points and who is out; sprint 3: 13 1 2, finish: 5 1 10, points 5 8, x 9",
        "een wat-als gaat over volgordes, punten en wie eruit is; sprint 3: 13 1 2, finish: 5 1 10, punten 5 8, x 9",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_NOT_UNDERSTOOD, **_NOT_ALLOWED}
