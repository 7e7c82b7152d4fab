"""The options of the command for a protocol on paper, and messages about why it cannot be made."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "refused.pdf_needs_a_file": (
        "a pdf is not for a terminal; expected -o FILE",
        "een pdf is niet voor een terminal; verwacht -o BESTAND",
    ),
    "refused.other_ending": (
        "{file}: --format {given} and an ending that says {wanted}; expected the two to agree",
        "{file}: --format {given}, en een extensie die {wanted} zegt; verwacht dat die overeenkomen",
    ),
    "refused.no_such_ending": (
        "{file}: an ending that says no format; expected one of {endings}; or --format",
        "{file}: een extensie die geen formaat zegt; verwacht een van {endings}; of --format",
    ),
    "refused.holds_a_race": (
        "{file} is a recorded race, which is never overwritten; expected another file to write",
        "{file} is een vastgelegde wedstrijd, die nooit wordt overschreven; verwacht een ander bestand om te schrijven",
    ),
    "refused.no_pdf_extra": (
        "a pdf needs the pdf extra: pip install 'massstart-tui[pdf]'",
        "voor een pdf is de extra pdf nodig: pip install 'massstart-tui[pdf]'",
    ),
    "paper.not_shown": (
        "no font installed has all the letters of: {texts} (for Asian names: pip install 'massstart-tui[pdf-world]')",
        "geen lettertype heeft alle letters van: {texts} (Aziatische namen: pip install 'massstart-tui[pdf-world]')",
    ),
    "paper.left_out": (
        "{count} sprints left out for want of room; the total counts them",
        "{count} tussensprints weggelaten bij gebrek aan plaats; het totaal telt ze mee",
    ),
    "paper.left_out.one": (
        "one sprint left out for want of room; the total counts it",
        "één tussensprint weggelaten bij gebrek aan plaats; het totaal telt die mee",
    ),
}
