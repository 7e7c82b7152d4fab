"""Sentences for a commentator during a race: consequences of an entry, cues, and what is expected next."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "consequence.moved": ("{skater} now {now} (was {was})", "{skater} nu {now} (was {was})"),
    "consequence.points": (
        "{skater} {place}: {count} points, was {was}",
        "{skater} {place}: {count} punten, was {was}",
    ),
    "consequence.points.one": ("{skater} {place}: 1 point, was {was}", "{skater} {place}: 1 punt, was {was}"),
    "consequence.level": ("level {place}", "gedeeld {place}"),
    "consequence.through": ("{place}, through", "{place}, door"),
    "consequence.out": ("{place}, out", "{place}, eruit"),
    "consequence.would_be_through": ("{place}, would be through", "{place}, zou door zijn"),
    "consequence.would_be_out": ("{place}, would be out", "{place}, zou eruit liggen"),
    "cue.correction": ("correction: {text}", "correctie: {text}"),
    "cue.taken_back": ("taken back: {text}", "ingetrokken: {text}"),
    "cue.leads": ("{skater} leads on points, with {count}", "{skater} leidt op punten, met {count}"),
    "cue.leads_as_recorded": (
        "top on points as far as recorded, with {count} at least: {skater}",
        "aan kop op punten voor zover vastgelegd, met minstens {count}: {skater}",
    ),
    "cue.level_at_the_top": (
        "level at the top, with {count} points: {skaters}",
        "aan kop met {count} punten: {skaters}",
    ),
    "cue.level_at_the_top.one": ("level at the top, with 1 point: {skaters}", "aan kop met 1 punt: {skaters}"),
    "cue.through": ("{skater} is through", "{skater} is door"),
    "cue.out": ("{skater} is out", "{skater} ligt eruit"),
    "cue.would_be_through": ("{skater} would be through", "{skater} zou door zijn"),
    "cue.would_be_out": ("{skater} would be out", "{skater} zou eruit liggen"),
    "cue.bell": ("the bell: the last lap", "de bel: de laatste ronde"),
    "cue.note": ("{skater}: {note}", "{skater}: {note}"),
    "expected.finish": (
        "the finish: {entered} in, {count} to come",
        "de finish: {entered} binnen, {count} nog onderweg",
    ),
    "expected.order": ("the order of sprint {number}", "de volgorde van sprint {number}"),
}
