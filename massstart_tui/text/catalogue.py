"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache

from massstart_tui.text import at_hand, faults, options, outcomes, rehearsal, screens


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    return {
        **at_hand.SENTENCES,
        **faults.SENTENCES,
        **outcomes.SENTENCES,
        **options.SENTENCES,
        **rehearsal.SENTENCES,
        **screens.SENTENCES,
    }
