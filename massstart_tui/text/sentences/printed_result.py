"""Sentences about results that come in as a PDF, as the text of one, or as JSON."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "fault.not_pdf": (
        "a damaged or locked PDF ({reason}); expected one that opens, or its text (pdftotext -layout)",
        "een beschadigde of beveiligde PDF ({reason}); verwacht er een die opengaat, of de tekst (pdftotext -layout)",
    ),
    "fault.pdf_without_text": (
        "there is no text in it, only a picture of it; expected the PDF as the organiser publishes it",
        "er staat geen tekst in, alleen een afbeelding ervan; verwacht de PDF zoals de organisatie die publiceert",
    ),
    "fault.pdf_too_long": (
        "it has more than {most} pages or too many words; expected the result of one race",
        "er zijn meer dan {most} bladzijden of te veel woorden; verwacht de uitslag van één wedstrijd",
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
