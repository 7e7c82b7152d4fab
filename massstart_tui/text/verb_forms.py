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
