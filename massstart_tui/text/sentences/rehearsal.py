"""Sentences of a rehearsal, while the recorded race is played and in the comparison afterwards."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "rehearsal.lap": ("lap {lap} done, {count} to go", "ronde {lap} gereden, nog {count}"),
    "rehearsal.lap_last": ("lap {lap} done, the last", "ronde {lap} gereden, de laatste"),
    "rehearsal.title": ("Rehearsal: {title}", "Oefening: {title}"),
    "rehearsal.entered": (
        "{right} of {wanted} entered right, {wrong} wrong, {missed} missed, {extra} that never happened",
        "{right} van de {wanted} goed ingevoerd, {wrong} fout, {missed} gemist, {extra} die niet gebeurd zijn",
    ),
    "rehearsal.late": (
        "How late: {median} s in the median, {worst} s at most",
        "Hoe laat: mediaan {median} s, hooguit {worst} s",
    ),
    "rehearsal.laps": (
        "Laps: {entered} of {wanted} entered, {extra} too many",
        "Ronden: {entered} van de {wanted} ingevoerd, {extra} te veel",
    ),
    "rehearsal.laps_timed": (
        "Laps: given by the timing, as every crossing was",
        "Ronden: door de tijdwaarneming gegeven, zoals elke passage",
    ),
    "rehearsal.laps_late": (
        "Laps, how late: {median} s in the median, {worst} s at most",
        "Ronden, hoe laat: mediaan {median} s, hooguit {worst} s",
    ),
    "rehearsal.laps_missed": ("Laps missed: {laps}", "Gemiste ronden: {laps}"),
    "place.rehearsal": ("a rehearsal", "een oefening"),
    "rehearsal.before": ("Rehearsal", "Oefening"),
    "rehearsal.after": ("How the rehearsal went", "Hoe de oefening ging"),
    "rehearsal.begin": (
        "to the race; the first “space” there is the gun",
        "naar de race; de eerste “spatie” is daar het startschot",
    ),
    "rehearsal.what": ("WHAT IS REHEARSED", "WAAROP GEOEFEND WORDT"),
    "rehearsal.skaters": ("{count} skaters, {laps} laps", "{count} rijders, {laps} ronden"),
    "rehearsal.sprints": ("sprints with {to_go} to go", "sprints met nog {to_go} te gaan"),
    "rehearsal.pace": ("PACE", "TEMPO"),
    "rehearsal.pace.told": (
        "The race is played as it was, from your gun on, without a pause: about {minutes} min.",
        "De race wordt afgespeeld zoals hij was, vanaf uw startschot, zonder pauze: ongeveer {minutes} min.",
    ),
    "rehearsal.pace.shown": (
        "What happens is told at its moment for {seconds} s, behind “now” above the line.",
        "Wat er gebeurt staat op dat moment {seconds} s achter “nu” boven de regel.",
    ),
    "rehearsal.timing": ("WHAT TIMING GIVES", "WAT DE TIJDWAARNEMING GEEFT"),
    "rehearsal.timing.given": (
        "Every crossing of the race at its moment. It counts the laps, and offers orders by chips, which enter takes.",
        "Elke passage van de race op haar moment. Ze telt de ronden en biedt volgordes op chip; enter neemt die over.",
    ),
    "rehearsal.timing.offered": (
        "Nothing: laps and orders are typed. The race has crossings: {key} gives them.",
        "Niets: ronden en volgordes worden getypt. De race heeft passages: {key} geeft ze.",
    ),
    "rehearsal.timing.none": (
        "Nothing: laps and orders are typed. The race has no crossings.",
        "Niets: ronden en volgordes worden getypt. De race heeft geen passages.",
    ),
    "rehearsal.typed": ("WHAT IS TYPED", "WAT GETYPT WORDT"),
    "rehearsal.typed.gun": ("the gun", "het startschot"),
    "rehearsal.typed.laps": (", then each lap of the leader", ", daarna elke ronde van de koploper"),
    "rehearsal.typed.order": (
        "the order of a sprint or of the finish, by bib",
        "de volgorde van een sprint of van de finish, op nummer",
    ),
    "rehearsal.typed.rest": (
        "during the race: every verb and every key",
        "tijdens de race: elk werkwoord en elke toets",
    ),
    "rehearsal.judged": ("HOW IT IS JUDGED", "HOE HET BEOORDEELD WORDT"),
    "rehearsal.judged.what": (
        "A sprint is right if every place is. In the finish each skater counts.",
        "Een sprint is goed als elke plaats goed is. Bij de finish telt elke rijder.",
    ),
    "rehearsal.judged.laps": ("Laps are counted apart.", "Ronden worden apart geteld."),
    "rehearsal.judged.left": (
        "If you leave early, what was still to come is not missed.",
        "Wie eerder stopt, heeft niets gemist van wat nog moest komen.",
    ),
    "rehearsal.counted": ("IN NUMBERS", "IN CIJFERS"),
    "rehearsal.again": ("WHERE TO LOOK AGAIN", "WAAR NOG EENS TE KIJKEN"),
    "rehearsal.again.minute": ("{start} to {end}: {told}", "{start} tot {end}: {told}"),
    "rehearsal.again.count": ("{count} {verdict}", "{count} {verdict}"),
    "rehearsal.again.latest": ("latest: {time} {what}, {late} s", "het laatst: {time} {what}, {late} s"),
    "rehearsal.again.nothing": ("nowhere: everything was entered right", "nergens: alles is goed ingevoerd"),
    "rehearsal.column.time": ("Time", "Tijd"),
    "rehearsal.column.happened": ("What happened", "Wat er gebeurde"),
    "rehearsal.column.verdict": ("Entered", "Ingevoerd"),
    "rehearsal.column.late": ("Late (s)", "Te laat (s)"),
    "rehearsal.column.typed": ("Typed at", "Getypt om"),
    "rehearsal.column.bar": ("0 to 10 s", "0 tot 10 s"),
    "rehearsal.column.lap": ("Lap", "Ronde"),
    "rehearsal.laps_table": ("THE LAPS", "DE RONDEN"),
    "rehearsal.every_verb": ("EVERY VERB, AND HOW IT IS TYPED", "ELK WERKWOORD, EN HOE U HET TYPT"),
    "rehearsal.column.entered": ("As", "Als"),
    "rehearsal.right": ("right", "goed"),
    "rehearsal.wrong": ("wrong", "fout"),
    "rehearsal.missed": ("missed", "gemist"),
    "rehearsal.extra": ("never happened", "niet gebeurd"),
    "rehearsal.place": ("{what}, {place}", "{what}, {place}"),
    "rehearsal.how": (
        "An entry for the same skater within {same} s counts, an exit at any time; another’s within {near} s: wrong.",
        "Bij dezelfde rijder telt wat binnen {same} s kwam, een uitval altijd; bij een ander binnen {near} s: fout.",
    ),
}
