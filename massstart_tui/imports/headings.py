"""Recognition of table columns by their headings, in English, Dutch, German and other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from massstart_tui.stream.faults import Flaw

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "bib": (
        *("bib", "bibnumber", "bibno", "bibnr", "rugnummer", "rugnr", "startnummer", "startnr", "startnumber"),
        *("helmet", "helmetnumber", "helmetno", "helmetnr", "helm", "helmnummer", "helmnr", "cap", "capnumber"),
        *("beennummer", "startno", "stnr", "numerstartowy", "nrstartowy", "startovníčíslo", "startovnícislo"),
        *("nummer", "number", "nr", "no", "num", "numer", "numero", "numéro", "číslo", "nro", "#", "n"),
    ),
    "name": (
        *("name", "fullname", "naam", "volledigenaam", "skater", "schaatser", "schaatsster", "rijder", "rijdster"),
        *("athlete", "atleet", "sporter", "deelnemer", "competitor", "namen", "läufer", "läuferin", "athlet"),
        *("athletin", "sportler", "navn", "namn", "nimi", "zawodnik", "zawodniczka", "nazwiskoiimię", "imięinazwisko"),
        *("závodník", "závodnice", "atleta", "athlète", "nomcomplet", "név"),
    ),
    "first": (
        *("firstname", "givenname", "forename", "first", "voornaam", "roepnaam", "vorname", "imię", "jméno", "meno"),
        *("fornavn", "förnamn", "etunimi", "prénom", "nome", "keresztnév"),
    ),
    "infix": ("tussenvoegsel", "tussenvoegsels", "infix", "tv", "voorvoegsel", "voorvoegsels"),
    "family": (
        *("lastname", "familyname", "surname", "last", "achternaam", "familienaam", "nachname", "familienname"),
        *("nazwisko", "příjmení", "priezvisko", "etternavn", "efternavn", "efternamn", "sukunimi", "nom", "cognome"),
        *("vezetéknév",),
    ),
    "noc": (
        *("noc", "nation", "nationality", "nat", "nationaliteit", "natie", "nationalität"),
        *("country", "countrycode", "land", "landcode", "ländercode", "länderkürzel", "kraj", "země", "zeme"),
        *("krajina", "nasjon", "maa", "pays", "paese", "nazione", "ország", "nati", "team/nation"),
    ),
    "born": (
        *("born", "birthdate", "dateofbirth", "birth", "dob", "geboren", "geboortedatum", "geboorte"),
        *("geburtsdatum", "geboortejaar", "jahrgang", "yearofbirth", "yob", "birthyear", "dataurodzenia"),
    ),
    "id": (
        *("id", "skaterid", "athleteid", "isuid", "isucode", "licence", "license", "licencenumber", "licensenumber"),
        *("licentie", "licentienummer", "licentienr", "relatienummer", "relatienr", "lizenz", "lizenznummer"),
    ),
    "say": (
        *("say", "pronunciation", "pronounced", "pronounce", "howtosay", "phonetic", "phonetics", "saidas"),
        *("uitspraak", "fonetisch", "aussprache", "wymowa", "výslovnost", "uttale", "uttal", "udtale", "prononciation"),
        *("pronuncia",),
    ),
    "notes": (
        *("notes", "note", "notities", "notitie", "opmerkingen", "opmerking", "remarks", "remark", "comment"),
        *("comments", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "uwagi", "bijzonderheid"),
    ),
    "club": ("club", "vereniging", "verein", "klub", "clubname", "clubnaam", "ijsclub", "gewest", "ploeg", "sponsor"),
}
"""The headings of each role, in the form of `heading_key`. If a list has several of one role, the first here wins."""
RESULT_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    **HEADINGS,
    "rank": (
        *("rank", "rk", "rnk", "rang", "ranking", "place", "pl", "plaats", "position", "pos", "positie", "klassering"),
        *("uitslag", "plts", "platz", "platzierung", "plz", "miejsce", "mjsce", "pořadí", "plass", "placering", "sija"),
    ),
    "finish": (
        *("finish", "finishpoints", "finishpts", "finalsprint", "finalsprintpoints", "eindsprint", "finishpunten"),
        *("eindsprintpunten", "puntenfinish", "fin", "sf", "ziel", "zielpunkte", "zielsprint", "endsprint"),
    ),
    "won": ("won", "pointswon", "gewonnen", "gewonnenpunten"),
    "total": (
        *("total", "totalpoints", "totaal", "totaalpunten", "puntentotaal", "tot", "gesamt", "gesamtpunkte"),
        *("points", "punten", "pts", "pnt", "ptn", "score", "punkte", "pkt", "punkty", "body", "poeng", "poäng"),
    ),
    "laps": (
        *("laps", "ronden", "rondes", "rnd", "rndn", "lapscompleted", "completedlaps", "aantalronden", "lap"),
        *("runden", "okrążenia"),
    ),
    "time": (
        *("time", "tijd", "finishtime", "finishingtime", "eindtijd", "racetime", "finishtijd", "racetijd"),
        *("zeit", "endzeit", "laufzeit", "czas", "čas", "tid", "aika", "temps", "tempo"),
    ),
    "ms": ("timems",),
    "gap": (
        *("gap", "diff", "difference", "behind", "timebehind", "achterstand", "verschil", "rückstand", "abstand"),
        *("differenz",),
    ),
    "place": (
        *("finishplace", "finishposition", "finishpos", "finishorder", "orderoffinish", "overtheline", "aankomst"),
        *("finishplaats", "volgordevanaankomst", "plaatsfinish", "overdestreep", "zieleinlauf"),
    ),
    "status": ("status", "irm", "bijzonderheden"),
    "through": (
        *("through", "qualified", "qualification", "q", "door", "gekwalificeerd", "kwalificatie", "qual"),
        *("qualifikation", "qualifiziert"),
    ),
    "gained": ("lapsgained",),
    "lap_points": ("lappoints",),
    "because": ("because",),
    "reviewed": ("reviewed",),
    "doubtful": ("doubtful",),
}
"""The headings of each role in a table of results, in the form of `heading_key`."""
OF_A_RESULT: Final = frozenset(RESULT_HEADINGS) - frozenset(HEADINGS)
"""The roles that a list of skaters does not have."""
SAY_HOW_IT_WENT: Final = ("finish", "won", "total", "time", "ms", "gap", "place", "through")
"""The roles that a list of skaters has no use for: a table with one of them is a result."""
SPRINT: Final = re.compile(
    r"(?:s|sp|spr|sprint|ts|tussensprint|is|intermediate|intermediatesprint|zs|zwischensprint)(?:no|nr)?(\d{1,2})"
    r"(?:points|pts|punten|pnt|punkte)?"
    r"|(\d{1,2})(?:st|nd|rd|th|e|de|ste)?"
    r"(?:sprint|tussensprint|intermediate|intermediatesprint|zwischensprint)(?:points|pts|punten|pnt|punkte)?",
    re.ASCII,
)
"""The heading of the points at a sprint, with its number behind or in front."""
CHIP: Final = re.compile(
    r"(?:transponder|chip|zender)(?:code|label|tag|id|nummer|number|nr|no)?s?(?:\d|[lr]|left|right|links|rechts)?",
    re.ASCII,
)
"""The heading of a transponder, of which a skater may wear two."""
BY_PLACE: Final = {"bib": 0, "name": 1, "noc": 2}
"""The columns of a table without headings."""
_CHIP_ROLE: Final = "chip "
NOT_IN_A_HEADING: Final = re.compile(r"[\W_]+")
SUGGESTED: Final = {
    "list": "bib, name, first name, last name, nation, born, id, say, transponder, club, notes",
    "result": "rank, bib, name, nation, S1, S2, finish, total, laps, time, gap, status, Q",
}
"""The headings that an error message suggests, for a list and for a result."""


@dataclass(frozen=True, slots=True)
class ColumnRoles:
    """The columns of a table: ``headings`` as they are in it (empty if it has none), and the column index by role."""

    headings: tuple[str, ...]
    by_role: Mapping[str, int]

    def has(self, role: str) -> bool:
        """Return whether there is a column for this role; for the name, any part of it will do."""
        return bool(self.name_parts()) if role == "name" else role in self.by_role

    def name_parts(self) -> list[int]:
        """Return the columns that make up the name; in Belgium, Naam beside Voornaam is the family name."""
        roles = self.by_role
        if "name" in roles and ("first" not in roles or "family" in roles):
            return [roles["name"]]
        return [roles[role] for role in ("first", "infix", "family", "name") if role in roles]

    def chips(self) -> list[int]:
        """Return the columns of transponders, from left to right."""
        return sorted(at for role, at in self.by_role.items() if role.startswith(_CHIP_ROLE))

    def missing(self) -> Iterator[tuple[str, Flaw, Mapping[str, str | int]]]:
        """Yield the columns that a list of skaters must have and this one does not."""
        if not self.has("name"):
            yield "name", Flaw.NO_COLUMN, {"valid": "name, naam, first name + last name"}

    def least(self) -> int:
        """Return how many fields a row must have."""
        needed = {role: at for role, at in self.by_role.items() if role in ("bib", "first", "family", "name")}
        return 1 + max(needed.values(), default=0)

    def cell(self, row: Sequence[str], role: str) -> str:
        """Return the field of a row in the column of this role; empty if there is none."""
        at = self.by_role.get(role)
        return "" if at is None else cell_at(row, at)

    def called(self, role: str) -> str:
        """Return the heading of the column of this role; its number if the heading is empty."""
        if not self.headings or role not in self.by_role:
            return role
        return self.headings[self.by_role[role]] or f"#{self.by_role[role] + 1}"

    def others(self) -> Iterator[tuple[int, str]]:
        """Yield the columns without a known role, each with its heading."""
        known = frozenset(self.by_role.values())
        yield from ((at, heading) for at, heading in enumerate(self.headings) if at not in known)

    @property
    def ours(self) -> bool:
        """Return whether massstart itself wrote the table, so that names and nations in it need no conversion."""
        return {"because", "doubtful"} <= self.by_role.keys()

    @property
    def of_a_result(self) -> bool:
        """Return whether the table is a result."""
        return any(role in SAY_HOW_IT_WENT or role.startswith("sprint ") for role in self.by_role)


def sprint_role(number: int) -> str:
    """Return the role of the column of a sprint, numbered from 1."""
    return f"sprint {number}"


def chip_role(at: int) -> str:
    """Return the role of a column of transponders, at this index: there may be any number of them."""
    return f"{_CHIP_ROLE}{at}"


def heading_key(heading: str) -> str:
    """Return the form in which headings are compared: without case, spaces and signs."""
    return heading if heading == "#" else NOT_IN_A_HEADING.sub("", heading).casefold()


def roles_in(row: Sequence[str], headings: Mapping[str, Sequence[str]] = RESULT_HEADINGS) -> dict[str, int]:
    """Return the column index by role, as if the row were the headings; sprints have a role for each number."""
    keys = [heading_key(heading) for heading in row]
    found = {
        role: keys.index(name)
        for role, names in headings.items()
        if (name := next((name for name in names if name in keys), None)) is not None
    }
    for at, key in enumerate(keys):
        if match := SPRINT.fullmatch(key):
            # Of two columns for one sprint, the first one counts.
            found.setdefault(sprint_role(int(match[1] or match[2])), at)
        elif CHIP.fullmatch(key):
            found[chip_role(at)] = at
    return found


def are_headings(row: Sequence[str]) -> bool:
    """Return whether a row consists of headings: two are known, or one for the name, and no cell is a number."""
    found = roles_in(row)
    told = len(found) > 1 or not {"name", "first", "family"}.isdisjoint(found)
    # The row of a skater has numbers, headings have none.
    return told and not any(cell.isdecimal() for cell in row)


def columns_in(first: Sequence[str]) -> ColumnRoles:
    """Return the columns by the headings in ``first``, the first row; by their place if it has no headings."""
    if are_headings(first):
        return ColumnRoles(tuple(without_empty_end(first)), roles_in(first))
    return ColumnRoles((), BY_PLACE)


def cell_at(row: Sequence[str], at: int) -> str:
    """Return the field at this index; empty behind the end of the row."""
    return row[at] if at < len(row) else ""


def without_empty_end(row: Sequence[str]) -> list[str]:
    """Return the row up to its last field that is not empty.

    A spreadsheet ends a row with a field for every column that it has ever had.
    """
    filled = [at for at, cell in enumerate(row, 1) if cell]
    return list(row[: max(filled, default=0)])
