"""The vocabulary of live entry: words and abbreviations for each verb, in either language, and how it is printed."""

from __future__ import annotations

from typing import Final, NamedTuple


class Verb(NamedTuple):
    """The forms of a verb. The first of ``english`` and of ``dutch`` is the one that is printed in that language."""

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
"""Every verb by its code. ``u`` and ``U`` are different verbs; in all other forms case does not matter."""

NOW: Final = Verb((), ("now",), ("nu",))
"""Behind ``clock``: the clock is set from now on, without changing what was recorded."""

LIFTED: Final = Verb((), ("lifted", "dismissed"), ("afgewezen", "vervallen", "opgeheven"))
"""Says that a skater is no longer under review."""

BEHIND: Final = Verb((), ("behind",), ("achter",))
"""In front of the skater behind whom others are relegated."""

AND: Final = Verb(("&", "+"), ("and",), ("en",))
"""Joins the skaters of a line: ``45 and 73``."""

CAUSED_BY: Final = Verb((), ("by",), ("door",))
"""In front of the skaters who caused a fall."""
SKATER_PARTS: Final = {
    "name": Verb((), ("name",), ("naam",)),
    "noc": Verb((), ("noc", "nation"), ("land",)),
    "bib": Verb((), ("bib", "number"), ("nummer",)),
    "say": Verb((), ("say",), ("uitspraak",)),
}
"""The words for the part of a skater's entry on the start sheet that a line corrects."""

LAPS: Final = Verb((), ("laps", "lap"), ("ronden", "ronde"))
"""In front of the number of laps that a skater had completed."""
