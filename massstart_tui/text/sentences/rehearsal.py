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
        "Ronden: door de tijden gegeven, zoals elke passage",
    ),
    "rehearsal.laps_late": (
        "Laps, how late: {median} s in the median, {worst} s at most",
        "Ronden, hoe laat: mediaan {median} s, hooguit {worst} s",
    ),
    "rehearsal.laps_missed": ("Laps missed: {laps}", "Gemiste ronden: {laps}"),
    "rehearsal.column.time": ("Time", "Tijd"),
    "rehearsal.column.happened": ("What happened", "Wat er gebeurde"),
    "rehearsal.column.verdict": ("Entered", "Ingevoerd"),
    "rehearsal.column.late": ("Late (s)", "Te laat (s)"),
    "rehearsal.column.entered": ("As", "Als"),
    "rehearsal.right": ("right", "goed"),
    "rehearsal.wrong": ("wrong", "fout"),
    "rehearsal.missed": ("missed", "gemist"),
    "rehearsal.extra": ("never happened", "niet gebeurd"),
    "rehearsal.place": ("{what}, {place}", "{what}, {place}"),
    "rehearsal.how": (
        "Entered for the same skater within {same} s counts as entered; for another one, within {near} s, as wrong.",
        "Bij dezelfde rijder binnen {same} s telt als ingevoerd; bij een andere rijder, binnen {near} s, als fout.",
    ),
}
