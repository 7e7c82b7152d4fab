"""Sentences about results that come in as a PDF, as the text of one, or as JSON."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "fault.no_result_yet": (
        "nobody in it has a rank, a time or a lap; expected a result, or --from-csv for a start list",
        "niemand heeft er een plaats, tijd of ronde in; verwacht een uitslag, of --from-csv voor een startlijst",
    ),
    "fault.no_such_lap": (
        "{given} is not the next lap of this skater; expected {wanted}",
        "{given} is niet de volgende ronde van deze rijder; verwacht {wanted}",
    ),
    "fault.laps_out_of_order": (
        "a lap ends before the one ahead of it; expected each later than the last",
        "een ronde eindigt voor de vorige; verwacht elk later dan de vorige",
    ),
    "fault.sprints_not_told": (
        "the file does not say who won what at the sprints, so those points are not known; expected a result with them",
        "wie wat won in de tussensprints staat er niet in, dus die punten zijn onbekend; verwacht een uitslag ermee",
    ),
    "fault.laps_not_told": (
        "no laps of {bibs} in it; expected them, or crossings from elsewhere",
        "geen ronden van {bibs} erin; verwacht die wel, of passages van elders",
    ),
    "fault.field_left_out": (
        "this field is not known, so {given} is left out; expected one that is",
        "dit veld is niet bekend, dus {given} is weggelaten; verwacht een veld dat bekend is",
    ),
    "basis.status_code": (
        "{source} has status 1, which is taken for: did not finish",
        "{source} heeft status 1, en dat is opgevat als: niet gefinisht",
    ),
    "basis.by_crossings": (
        "no word of it in {source}: fewer laps than the winner, and over the line after the winner’s finish",
        "geen woord daarover in {source}: minder ronden dan de winnaar, en over de streep na de winnaar",
    ),
    "basis.last_seen": (
        "not published: shown at the last crossing",
        "niet gepubliceerd: getoond bij de laatste passage",
    ),
    "fault.place_or_code": (
        (
            "{given} can be the place {place}, shared, or the code of a disqualification; expected {place} as the rank,"
            " or DQT{place}"
        ),
        (
            "{given} kan de gedeelde plaats {place} zijn, of de code van een diskwalificatie; verwacht {place} als"
            " plaats, of DQT{place}"
        ),
    ),
    "fault.not_pdf": (
        "a damaged or locked PDF ({reason}); expected one that opens, or its text (pdftotext -layout)",
        "een beschadigde of beveiligde PDF ({reason}); verwacht er een die opengaat, of de tekst (pdftotext -layout)",
    ),
    "fault.pdf_without_text": (
        "there is no text in it, only a picture of it; expected the PDF as the organiser publishes it",
        "er staat geen tekst in, alleen een afbeelding ervan; verwacht de PDF zoals de organisatie die publiceert",
    ),
    "fault.result_too_long": (
        "it has more than {most} pages or too many words; expected the result of one race",
        "er zijn meer dan {most} bladzijden of te veel woorden; verwacht de uitslag van één wedstrijd",
    ),
    "fault.unpacks_too_large": (
        "a PDF that is larger than {most} MB unpacked; expected the result of one race",
        "een PDF die uitgepakt groter is dan {most} MB; verwacht de uitslag van één wedstrijd",
    ),
    "fault.total_believed": (
        "{given} points that the total does not have and others have, so they are left out; expected them in the total",
        "{given} punten die niet in het totaal zitten en die anderen hebben, dus weggelaten; verwacht ze in het totaal",
    ),
    "fault.under_no_heading": (
        "{given} stands under no heading, or between two; expected it under one",
        "{given} staat onder geen enkele kop, of tussen twee in; verwacht onder één kop",
    ),
    "fault.not_a_result_row": (
        "{given} is no row of the table, nor the rest of a name; expected a rank, a number and a name",
        "{given} is geen rij van de tabel, en ook niet de rest van een naam; verwacht plaats, nummer en naam",
    ),
    "refused.no_pdf_results_extra": (
        "reading a pdf needs the pdf-results extra: pip install 'massstart-tui[pdf-results]'",
        "om een pdf te lezen is de extra pdf-results nodig: pip install 'massstart-tui[pdf-results]'",
    ),
}
