"""Sentences of the race report on a race before the gun and while it is going on."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "before.field": ("{skaters} on the start sheet", "Op de startlijst: {skaters}"),
    "before.field_of_nations": (
        "{skaters} of {nations} are on the start sheet",
        "Op de startlijst: {skaters} uit {nations}",
    ),
    "before.most": ("{nations} have the most, {count} each", "{nations} hebben er de meeste, elk {count}"),
    "before.most.alone": ("{nations} has the most, {count}", "{nations} heeft er de meeste, {count}"),
    "before.sprints": (
        "The race is over {laps}, with sprints at the end of laps {at} for {points} points",
        "De wedstrijd gaat over {laps}, met tussensprints na ronde {at} voor {points} punten",
    ),
    "before.sprints.alone": (
        "The race is over {laps}, with a sprint at the end of lap {at} for {points} points",
        "De wedstrijd gaat over {laps}, met een tussensprint na ronde {at} voor {points} punten",
    ),
    "before.sprint_laps": (
        "The race is over {laps}, with sprints at the end of laps {at}",
        "De wedstrijd gaat over {laps}, met tussensprints na ronde {at}",
    ),
    "before.no_sprints": (
        "The race is over {laps}, without intermediate sprints",
        "De wedstrijd gaat over {laps}, zonder tussensprints",
    ),
    "before.finish": ("The finish gives {points} points", "De finish geeft {points} punten"),
    "before.cut": ("The best {count} go through", "De beste {count} gaan door"),
    "before.cut.alone": ("Only the best goes through", "Alleen de beste gaat door"),
    "before.note": (
        "Of {who} the start sheet says: {notes}",
        "Over {who} zegt de startlijst: {notes}",
    ),
    "now.neutral": ("The race is on, {when}, and still neutral", "De wedstrijd is bezig, {when}, nog geneutraliseerd"),
    "now.racing": ("The race is on, {when}", "De wedstrijd is bezig, {when}"),
    "now.stopped": ("The race is stopped, {when}", "De wedstrijd ligt stil, {when}"),
    "now.finishing": (
        "The first are over the line; others are still on the way",
        "De eersten zijn binnen; anderen zijn nog onderweg",
    ),
    "now.level": ("{who} share the lead with {points} each", "{who} delen de leiding met elk {points}"),
    "now.lead_open": (
        "Who leads on points nobody can say, since not every place was recorded",
        "Wie er op punten aan de leiding gaat, valt niet te zeggen, want niet elke plaats is vastgelegd",
    ),
    "now.leader": ("{first}", "{first}"),
    "now.leaders": ("{first}, ahead of {others}", "{first}, voor {others}"),
    "now.in_front": ("In front are {who}", "Voorop rijden {who}"),
    "now.in_front.alone": ("In front is {who}", "Voorop rijdt {who}"),
    "now.in_front_by": ("In front are {who}, {gap} ahead", "Voorop rijden {who}, met {gap} voorsprong"),
    "now.in_front_by.alone": ("In front is {who}, {gap} ahead", "Voorop rijdt {who}, met {gap} voorsprong"),
    "now.sprint_next": ("The {sprint} sprint comes in {laps}", "De {sprint} tussensprint komt over {laps}"),
    "now.sprints_awaited": (
        "The order of {sprints} is not recorded yet",
        "De volgorde van {sprints} is nog niet vastgelegd",
    ),
    "now.sprints_begun": (
        "Not every place in {sprints} is recorded yet",
        "Nog niet elke plaats in {sprints} is vastgelegd",
    ),
    "now.finish_to_skate": ("Only the finish is left to be skated", "Alleen de finish moet nog gereden worden"),
    "now.finish_next": ("Only the finish is left to come", "Nu komt alleen de finish nog"),
}
