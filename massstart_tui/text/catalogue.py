"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache

from massstart_tui.text import faults, options, outcomes, protocol, screens, story


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    return {
        **faults.SENTENCES,
        **outcomes.SENTENCES,
        **options.SENTENCES,
        **protocol.SENTENCES,
        **screens.SENTENCES,
        **story.SENTENCES,
    }
