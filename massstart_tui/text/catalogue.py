"""All catalogues as one. Each is a table of code -> (English, Dutch), so that neither language can lack a sentence."""

from __future__ import annotations

from functools import cache

from massstart_tui.text import (
    at_hand,
    entry,
    faults,
    follow,
    journal,
    live,
    meeting,
    options,
    outcomes,
    outlook,
    protocol,
    published,
    rehearsal,
    screens,
    serve,
    share,
    sheets,
    story,
    verbs,
    whatif,
)


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Every sentence by its code."""
    return {
        **at_hand.SENTENCES,
        **entry.SENTENCES,
        **faults.SENTENCES,
        **follow.SENTENCES,
        **journal.SENTENCES,
        **live.SENTENCES,
        **meeting.SENTENCES,
        **options.SENTENCES,
        **outcomes.SENTENCES,
        **outlook.SENTENCES,
        **protocol.SENTENCES,
        **published.SENTENCES,
        **rehearsal.SENTENCES,
        **screens.SENTENCES,
        **serve.SENTENCES,
        **share.SENTENCES,
        **sheets.SENTENCES,
        **story.SENTENCES,
        **verbs.SENTENCES,
        **whatif.SENTENCES,
    }
