"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache

from massstart_tui.text import entry, faults, journal, options, outcomes, screens, sheets, verbs


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    return {
        **entry.SENTENCES,
        **faults.SENTENCES,
        **journal.SENTENCES,
        **options.SENTENCES,
        **outcomes.SENTENCES,
        **screens.SENTENCES,
        **sheets.SENTENCES,
        **verbs.SENTENCES,
    }
