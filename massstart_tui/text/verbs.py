"""The verbs of live entry: how each may be typed, whatever the language of the screen, and what its line looks like."""

from __future__ import annotations

from typing import Final, NamedTuple


class Verb(NamedTuple):
    """The forms of a verb. The first of ``english`` and of ``dutch`` is how a line is printed in that language."""

    short: tuple[str, ...]
    english: tuple[str, ...]
    dutch: tuple[str, ...]


VERBS: Final[dict[str, Verb]] = {
    "lap": Verb((), ("lap",), ("ronde",)),
    "bell": Verb((), ("bell",), ("bel",)),
    "lead": Verb((), ("leader", "lead", "leads"), ("koploper",)),
    "sprint": Verb(("s",), ("sprint",), ("sprint", "tussensprint")),
    "finish": Verb(("fin",), ("finish",), ("aankomst",)),
    "attack": Verb(("a",), ("attack", "attacks"), ("aanval", "demarrage")),
    "caught": Verb(("c",), ("caught",), ("ingehaald",)),
    "groups": Verb(("g",), ("groups", "group"), ("groepen", "groep")),
    "gap": Verb((), ("gap",), ("gat",)),
    "fall": Verb(("f",), ("fall", "falls", "fell"), ("val", "valt", "viel", "valpartij")),
    "rejoin": Verb(("r",), ("rejoin", "rejoins", "back"), ("terug",)),
    "lapped": Verb(("l",), ("lapped",), ("gedubbeld",)),
    "lap_gained": Verb(("gl",), ("gained",), ("rondewinst",)),
    "eliminated": Verb(("e",), ("eliminated",), ("afgevallen", "afvaller")),
    "withdraw": Verb(
        ("x", "dnf"), ("withdraw", "withdrew", "out", "withdrawal"), ("opgegeven", "uit", "uitgevallen", "opgave")
    ),
    "disqualify": Verb(
        ("dq", "dsq"), ("disqualified", "disqualify", "disqualification"), ("gediskwalificeerd", "diskwalificatie")
    ),
    "dns": Verb(("dns",), ("dns",), ("dns", "afwezig")),
    "yellow": Verb(("y",), ("yellow", "yellow card", "card yellow"), ("geel", "gele kaart", "kaart geel")),
    "warning": Verb(("w",), ("warning",), ("waarschuwing",)),
    "red": Verb((), ("red", "red card", "card red"), ("rood", "rode kaart", "kaart rood")),
    "advance": Verb((), ("advance", "advances"), ("door",)),
    "review": Verb((), ("review", "protest", "under review"), ("protest", "onderzoek", "in onderzoek")),
    "relegate": Verb((), ("relegate", "relegated"), ("teruggezet", "terugzetten")),
    "points": Verb((), ("points",), ("punten",)),
    "skater": Verb((), ("skater",), ("rijder", "rijdster")),
    "note": Verb(("n",), ("note",), ("notitie", "noot")),
    "place": Verb(("p",), ("place",), ("plaats",)),
    "undo": Verb(("u",), ("undo",), ("ongedaan",)),
    "redo": Verb(("U",), ("redo",), ("opnieuw",)),
    "retract": Verb((), ("retract",), ("intrekken",)),
    "amend": Verb((), ("amend",), ("verbeter",)),
    "start": Verb((), ("start", "gun"), ("start", "schot")),
    "false_start": Verb((), ("false start",), ("valse start",)),
    "neutral_end": Verb(("go",), ("racing",), ("los",)),
    "stop": Verb((), ("stop", "stopped"), ("stop", "stilgelegd")),
    "resume": Verb((), ("resume", "resumed"), ("hervat", "hervatten")),
    "restart": Verb((), ("restart",), ("herstart",)),
    "distance": Verb((), ("distance",), ("afstand",)),
    "clock": Verb((), ("clock",), ("klok",)),
    "crossing": Verb((), ("crossing",), ("passage", "doorkomst")),
    "official": Verb((), ("official",), ("officieel",)),
}
"""Every verb by the code of what it means. ``u`` and ``U`` are two; no other verb minds capitals."""

NOW: Final = Verb((), ("now",), ("nu",))
"""Behind ``clock``: the race clock is set for what is to come, and not for what was recorded."""

LIFTED: Final = Verb((), ("lifted", "dismissed"), ("afgewezen", "vervallen", "opgeheven"))
"""The word by which somebody is no longer under review."""

BEHIND: Final = Verb((), ("behind",), ("achter",))
"""The word before the skater behind whom somebody is relegated."""

AND: Final = Verb(("&", "+"), ("and",), ("en",))
"""What joins the skaters of a line: ``45 and 73``."""

CAUSED_BY: Final = Verb((), ("by",), ("door",))
"""The word before who brought somebody down."""
SKATER_PARTS: Final = {
    "name": Verb((), ("name",), ("naam",)),
    "noc": Verb((), ("noc", "nation"), ("land",)),
    "bib": Verb((), ("bib", "number"), ("nummer",)),
}
"""The words for what of a skater on the start sheet is corrected."""

LAPS: Final = Verb((), ("laps", "lap"), ("ronden", "ronde"))
"""The word before the number of laps that someone had completed."""

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "usage.bare": ("13 1 2", "13 1 2"),
    "usage.moment": ("@4 f 9, @lap 4 f 9, @3:31 f 9, @-10 f 9", "@4 f 9, @ronde 4 f 9, @3:31 f 9, @-10 f 9"),
    "usage.lap": ("lap, lap 7, lap 7 13", "ronde, ronde 7, ronde 7 13"),
    "usage.bell": ("bell, bell 13", "bel, bel 13"),
    "usage.sprint": ("s 13 1 2, s2 13 =1 ?, s lap 8 13 1", "s 13 1 2, s2 13 =1 ?, s ronde 8 13 1"),
    "usage.finish": ("fin 5 ? 1 =10, fin 5 7:56.67, fin 5 14!", "fin 5 ? 1 =10, fin 5 7:56.67, aankomst 5 14!"),
    "usage.attack": ("a 13 1", "a 13 1"),
    "usage.caught": ("c, c 13", "c, c 13"),
    "usage.groups": ("g 13 / +4.5 5 1 10 / *, g -10", "g 13 / +4.5 5 1 10 / *, g -10"),
    "usage.gap": ("gap 2 +12, gap bib 10 +4.5", "gat 2 +12, gat nummer 10 +4.5"),
    "usage.fall": ("f 9, f 9 and 14: reason", "f 9, f 9 en 14: reden"),
    "usage.rejoin": ("r 9", "r 9"),
    "usage.lapped": ("l 14, l 14 laps 9", "l 14, l 14 ronden 9"),
    "usage.lap_gained": ("gl 7 9", "gl 7 9"),
    "usage.eliminated": ("e 14, e 14 laps 9", "e 14, e 14 ronden 9"),
    "usage.withdraw": ("x 14, dnf 14, x 14 laps 9: reason", "x 14, dnf 14, x 14 ronden 9: reden"),
    "usage.disqualify": ("dq 14, dsq 14, dq 14: rule", "dq 14, dsq 14, dq 14: artikel"),
    "usage.dns": ("dns 14", "dns 14"),
    "usage.yellow": ("y 14, y 14: rule", "y 14, y 14: artikel"),
    "usage.warning": ("w 14, w 14: rule", "w 14, w 14: artikel"),
    "usage.red": ("red 14, red 14: rule", "rood 14, rood 14: artikel"),
    "usage.advance": ("advance 14, advance 14: reason", "door 14, door 14: reden"),
    "usage.review": ("review 7: reason, review 7 lifted", "protest 7: reden, protest 7 afgewezen"),
    "usage.relegate": ("relegate 7, relegate 7 behind 3", "teruggezet 7, teruggezet 7 achter 3"),
    "usage.points": ("points 5 8, points 5 8 7 3: reason", "punten 5 8, punten 5 8 7 3: reden"),
    "usage.skater": (
        "skater 31 Jan Jansen NED, skater 14 name Jan de Vries, skater 14 noc NED, skater 14 bib 41",
        "rijder 31 Jan Jansen NED, rijder 14 naam Jan de Vries, rijder 14 land NED, rijder 14 nummer 41",
    ),
    "usage.lead": ("leader 13", "koploper 13"),
    "usage.note": ("n text, n 13: text", "n tekst, n 13: tekst"),
    "usage.place": ("p 7 2, p 8 =75, p s2 7 2", "p 7 2, p 8 =75, p s2 7 2"),
    "usage.undo": ("u", "u"),
    "usage.redo": ("U", "U"),
    "usage.retract": ("retract 41, retract 41: reason", "intrekken 41, intrekken 41: reden"),
    "usage.amend": ("amend 41 fall 9", "verbeter 41 val 9"),
    "usage.start": ("start, start -1:30", "start, start -1:30"),
    "usage.neutral_end": ("go", "los"),
    "usage.stop": ("stop, stop: reason", "stop, stop: reden"),
    "usage.resume": ("resume, resume 10: reason", "hervat, hervat 10: reden"),
    "usage.false_start": ("false start, false start 7: rule", "valse start, valse start 7: artikel"),
    "usage.restart": ("restart, restart: reason", "herstart, herstart: reden"),
    "usage.distance": ("distance 15, distance 15: reason", "afstand 15, afstand 15: reden"),
    "usage.clock": ("clock +2.5, clock now +1", "klok +2.5, klok nu +1"),
    "usage.crossing": ("crossing 13", "passage 13"),
    "usage.official": ("official", "officieel"),
    "verb.lap": ("the leader completes a lap", "de koploper voltooit een ronde"),
    "verb.bell": ("the leader completes the lap that leaves one to go", "de koploper gaat de laatste ronde in"),
    "verb.sprint": ("the order of an intermediate sprint", "de volgorde van een tussensprint"),
    "verb.finish": ("over the finish line, as they come in", "over de finish, zoals ze binnenkomen"),
    "verb.attack": ("away from the bunch", "weg uit het peloton"),
    "verb.caught": ("the attack is over; alone: of all who are away", "aanval voorbij; alleen: van allen die weg zijn"),
    "verb.groups": (
        "who skates together, front first; * the rest; - out of a group",
        "wie bij elkaar rijdt, voorop eerst; * de rest; - uit een groep",
    ),
    "verb.gap": ("the gap ahead of one group, or of a skater's", "het gat voor één groep, of voor die van een rijder"),
    "verb.fall": ("fell", "gevallen"),
    "verb.rejoin": ("back in the race after a fall", "terug in de race na een val"),
    "verb.lapped": ("overtaken by the leaders by a lap", "door de koplopers op een ronde gezet"),
    "verb.lap_gained": ("has gained a lap on the bunch", "heeft een ronde voorsprong op het peloton genomen"),
    "verb.eliminated": ("out as the last over the line", "eruit als laatste over de streep"),
    "verb.withdraw": ("withdrew", "opgegeven"),
    "verb.disqualify": ("disqualified", "gediskwalificeerd"),
    "verb.dns": ("did not start", "niet gestart"),
    "verb.yellow": ("a yellow card", "een gele kaart"),
    "verb.warning": ("a warning", "een waarschuwing"),
    "verb.red": ("a red card", "een rode kaart"),
    "verb.advance": ("let through by the referee", "door op beslissing van de scheidsrechter"),
    "verb.review": ("under protest or review; counts for nothing", "protest of onderzoek; telt nergens voor"),
    "verb.relegate": ("placed by the jury behind others", "door de jury achter anderen gezet"),
    "verb.points": ("points at the sprints, published as a sum", "punten op de sprints, bekend als som"),
    "verb.skater": ("late on the start sheet, or corrected", "later op de startlijst, of verbeterd"),
    "verb.lead": ("who leads, in mid-lap", "wie er voorop rijdt, tijdens een ronde"),
    "verb.note": ("a note, about a skater or not", "een notitie, al dan niet over een rijder"),
    "verb.place": ("puts a skater at another place of an order", "zet een rijder op een andere plaats in een volgorde"),
    "verb.undo": ("takes back what was entered last", "trekt in wat het laatst is ingevoerd"),
    "verb.redo": ("brings back what was undone", "haalt terug wat ongedaan is gemaakt"),
    "verb.retract": ("an event of the log never happened", "een regel van het verloop is niet gebeurd"),
    "verb.amend": ("an event of the log was this instead", "een regel van het verloop was eigenlijk dit"),
    "verb.start": ("the gun, now or a while ago", "het startschot, nu of zojuist"),
    "verb.neutral_end": ("the second shot: the race is on", "het tweede schot: de race is los"),
    "verb.stop": ("the race is stopped", "de race is stilgelegd"),
    "verb.resume": ("the race goes on, with so many laps to go", "de race gaat verder, met nog zoveel ronden"),
    "verb.false_start": (
        "takes the gun back, with a warning for who is named",
        "neemt het schot terug, met een waarschuwing voor wie genoemd wordt",
    ),
    "verb.restart": ("the race is started anew", "de race is opnieuw gestart"),
    "verb.distance": ("the race is over so many laps", "de race gaat over zoveel ronden"),
    "verb.clock": (
        "the clock was off: all so far is later, or earlier",
        "de klok liep fout: alles tot nu is later, of eerder",
    ),
    "verb.crossing": ("one skater crosses the line", "één rijder passeert de streep"),
    "verb.official": ("the result is official", "de uitslag is officieel"),
}
