"""What can be saved to a file from a screen: the result, the report and a picture of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from massstart_tui.report.results_page import Results
    from massstart_tui.text.words import Words
    from massstart_tui.view.scene import Shown

PICTURE_ENDINGS: Final = {".svg": "svg", ".png": "png"}


class Export(NamedTuple):
    """Something to be saved: ``what`` it is, the ``name`` that is suggested, and the format for each ending.

    ``content`` is given the format. It raises ImportError for one that needs an extra, which the sentence with the code
    ``needs`` names. ``lacking`` returns the texts that a format does not show whole.
    """

    what: str
    name: str
    endings: Mapping[str, str]
    content: Callable[[str], bytes]
    needs: str = "refused.no_pdf_extra"
    lacking: Callable[[str], tuple[str, ...]] = lambda _: ()


def _file_name(text: str) -> str:
    """Return a name for a file, of letters, digits and hyphens, that is like ``text``."""
    return re.sub(r"[^\w-]+", "-", text).strip("-") or "race"


def result_export(results: Results, words: Words) -> Export:
    """Return these standings, to be saved."""
    from massstart_tui.report.results_file import ENDINGS, PDF, results_bytes, texts_not_shown

    def lacking(format_: str) -> tuple[str, ...]:
        return texts_not_shown(results, words) if format_ == PDF else ()

    content = partial(results_bytes, results, words=words)
    return Export("result", f"{_file_name(results.state.sheet.id)}.html", ENDINGS, content, lacking=lacking)


def shown_results(shown: Shown) -> Results | None:
    """Return the standings of a race at the moment that is shown; None before its stream is read."""
    from massstart_tui.report.results_page import Results
    from massstart_tui.stream.contradicted_lines import contradictions_in

    views, scene = shown.views, shown.scene()
    if views is None or scene.timeline is None:
        return None
    found = contradictions_in(scene.timeline, scene.position)
    return Results(scene.state, shown.t, views.recording.header, found)


def report_export(shown: Shown, words: Words) -> Export | None:
    """Return the report of a race up to the moment that is shown; None before its stream is read."""
    from massstart_tui.report.story.formats import REPORT_ENDINGS, ReportFormat, report_of, write

    timeline = shown.scene().timeline
    if timeline is None:
        return None
    report = report_of(timeline, shown.t, words)
    name = f"{_file_name(shown.sheet.id)}-{words('save.name.report')}.txt"
    return Export("report", name, REPORT_ENDINGS, lambda format_: write(report, ReportFormat(format_)).encode())


def picture_export(svg: str, name: str) -> Export:
    """Return this picture of a screen, to be saved."""

    def content(format_: str) -> bytes:
        if format_ == "svg":
            return svg.encode()
        from massstart_tui.report.picture_png import png_of

        return png_of(svg)

    return Export("picture", f"{_file_name(name)}.svg", PICTURE_ENDINGS, content, "refused.no_picture_extra")
