"""The standings as the content of a file, in the format that the ending of its name stands for."""

from __future__ import annotations

from typing import Final

from massstart_tui.report.results_page import Results, ResultsFormat, page_of, write
from massstart_tui.text.words import Words

PDF: Final = "pdf"
ENDINGS: Final = {
    ".txt": ResultsFormat.TABLE.value,
    ".json": ResultsFormat.JSON.value,
    ".csv": ResultsFormat.CSV.value,
    ".md": ResultsFormat.MARKDOWN.value,
    ".html": ResultsFormat.HTML.value,
    ".pdf": PDF,
}
"""The format implied by a file's suffix; with any other suffix the format must be given."""


def results_bytes(results: Results, format_: str, words: Words) -> bytes:
    """Return the standings in this format; raises ImportError for a pdf without the extra that draws it."""
    if format_ == PDF:
        from massstart_tui.report.pdf import as_pdf  # noqa: PLC0415 - the other formats do without the extra

        return as_pdf(page_of(results, words), words)
    return write(results, ResultsFormat(format_), words).encode()


def texts_not_shown(results: Results, words: Words) -> tuple[str, ...]:
    """Return the texts that a pdf does not show whole, because no font installed has their letters.

    Raises ImportError as above.
    """
    from massstart_tui.report.pdf import not_shown  # noqa: PLC0415 - as above

    return not_shown(page_of(results, words))
