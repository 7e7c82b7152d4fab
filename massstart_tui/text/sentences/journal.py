"""Sentences about the journal: lines that are not on disk and why, and who else is recording."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "journal.not_on_disk": (
        "NOT ON DISK: {why}; {count} lines wait in memory",
        "NIET OPGESLAGEN: {why}; {count} regels wachten in het geheugen",
    ),
    "journal.not_on_disk.one": (
        "NOT ON DISK: {why}; one line waits in memory",
        "NIET OPGESLAGEN: {why}; één regel wacht in het geheugen",
    ),
    "journal.lost": (
        "{count} lines were not written to {file}: {why}",
        "{count} regels zijn niet weggeschreven naar {file}: {why}",
    ),
    "journal.lost.one": (
        "one line was not written to {file}: {why}",
        "één regel is niet weggeschreven naar {file}: {why}",
    ),
    "journal.slow": ("the disk does not answer", "de schijf reageert niet"),
    "journal.disk_full": ("the disk is full", "de schijf is vol"),
    "journal.gone": ("the file and its folder are gone", "het bestand en de map zijn weg"),
    "journal.read_only": (
        "the file may not be written ({reason})",
        "het bestand is niet te beschrijven (het systeem zegt: {reason})",
    ),
    "journal.replaced": (
        "another file stands in its place, and is left alone",
        "er staat een ander bestand op die plek, en dat blijft ongemoeid",
    ),
    "journal.held": (
        "another massstart has taken the file over",
        "een andere massstart heeft het bestand overgenomen",
    ),
    "journal.failed": ("writing failed ({reason})", "het schrijven is mislukt (het systeem zegt: {reason})"),
    "journal.stopped": (
        "writing has stopped by a fault of massstart itself ({reason})",
        "het schrijven is gestopt door een fout van massstart zelf ({reason})",
    ),
    "journal.moved_tear": (
        "the last line was cut short; what there was of it is in {file}",
        "de laatste regel was afgebroken; wat ervan over was staat in {file}",
    ),
    "place.loop": (
        "a journal cannot be here: the link leads back to itself",
        "hier kan geen logboek staan: de koppeling verwijst naar zichzelf",
    ),
    "place.not_regular": (
        "a journal cannot be here: this is a folder, a pipe or a device, and no ordinary file",
        "hier kan geen logboek staan: dit is een map, een pijp of een apparaat, en geen gewoon bestand",
    ),
    "place.immutable": (
        "the journal cannot be written: the system lets nobody change the file or its folder (on Linux: chattr +i)",
        "het logboek is niet te schrijven: het systeem laat niemand bestand of map wijzigen (op Linux: chattr +i)",
    ),
    "place.read_only_disk": (
        "the journal cannot be written: the disk can only be read",
        "het logboek is niet te schrijven: de schijf is alleen te lezen",
    ),
    "place.no_rights": (
        "the journal cannot be written: you have no right to write the file or in its folder",
        "het logboek is niet te schrijven: u mag niet schrijven in het bestand of de map",
    ),
    "place.disk_full": (
        "the journal cannot be written: the disk is full",
        "het logboek is niet te schrijven: de schijf is vol",
    ),
    "place.linked": (
        "already being recorded, under another name (a hard link) or with its lock file removed",
        "wordt al vastgelegd, onder een andere naam (een harde koppeling) of terwijl het slotbestand weg is",
    ),
    "place.other": (
        "the journal cannot be opened ({reason})",
        "het logboek is niet te openen (het systeem zegt: {reason})",
    ),
    "held.by": (
        "already being recorded, by PID {pid} of user {user} on {host}, since {since}",
        "wordt al vastgelegd, door PID {pid} van gebruiker {user} op {host}, sinds {since}",
    ),
    "held.by_somebody": (
        "already being recorded by somebody else",
        "wordt al door iemand anders vastgelegd",
    ),
}
