"""The charts of a race, and the panels about one skater and about the cut."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "chart.laps": ("LAP CHART", "RONDEBEELD"),
    "chart.laps_told": ("order over the line by laps to go", "volgorde over de streep"),
    "chart.gaps": ("GAPS", "GATEN"),
    "chart.race": ("RACE CHART", "RACEBEELD"),
    "chart.race_told": ("by laps to go: everything in it has happened", "per ronde te gaan: alles erin is gebeurd"),
    "chart.sign.away": ("▲━◀|away, caught", "▲━◀|weg, ingehaald"),
    "chart.sign.points": ("3 2 1|sprint points", "3 2 1|sprintpunten"),
    "chart.sign.fall": ("▼|fall", "▼|val"),
    "chart.sign.back": ("↩|back", "↩|terug"),
    "chart.sign.lapped": ("⟳|lapped", "⟳|gedubbeld"),
    "chart.sign.out": ("×|out", "×|uit"),
    "chart.sign.card": ("▮|card", "▮|kaart"),
    "chart.sign.place": ("9|place over the line", "9|plaats over de streep"),
    "chart.sign.sprint_lap": ("┊|sprint lap", "┊|sprintronde"),
    "chart.no_passings": ("no passings yet", "nog geen doorkomsten"),
    "chart.none_published": (
        "no crossings of this race were published up to here: {next_chart} shows the next chart, {back} goes back",
        "tot hier zijn van deze wedstrijd geen doorkomsten gepubliceerd: {next_chart} volgende grafiek, {back} terug",
    ),
    "command.next_chart": ("next chart", "volgende grafiek"),
    "command.next_chart.help": (
        "while a chart is shown: race chart, lap chart, gaps",
        "als er een grafiek staat: racebeeld, rondebeeld, gaten",
    ),
    "needs.sprint": ("SPRINT {number}", "SPRINT {number}"),
    "needs.then_enough": ("for {name}: then enough is", "voor {name}: dan is genoeg"),
    "needs.for": ("for {name}", "voor {name}"),
    "needs.finish": ("THE FINISH", "DE FINISH"),
    "needs.none": ("none", "geen"),
    "needs.points": ("{count} pt", "{count} pt"),
    "needs.in_sprint": ("{points} in S{number} → {then}", "{points} in S{number} → {then}"),
    "needs.to": ("to {last}", "t/m {last}"),
    "needs.place": ("{first}", "{first}"),
    "needs.places": ("{first} to {last}", "{first} t/m {last}"),
    "needs.from": ("from {first}", "vanaf {first}"),
    "needs.others_decide": ("others decide", "ligt aan anderen"),
    "needs.chosen": ("CHOSEN", "GEKOZEN"),
    "needs.standing": ("{rank} on {count} points", "{rank} met {count} punten"),
    "needs.standing.one": ("{rank} on {count} point", "{rank} met {count} punt"),
    "needs.around_the_cut": ("AROUND THE CUT", "ROND DE GRENS"),
    "needs.around_the_podium": ("AROUND THE PODIUM", "ROND HET PODIUM"),
    "needs.points_to": ("points to the {place}, and what they need", "punten tot de {place}, en wat nodig is"),
    "chart.gaps_told": ("seconds behind the leader, at the line", "seconden achter de koploper, op de streep"),
}
