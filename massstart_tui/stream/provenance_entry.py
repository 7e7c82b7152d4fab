"""An entry about the origin of facts in the header of a stream."""

from __future__ import annotations

from massstart_tui.race.checked_record import CheckedRecord
from massstart_tui.stream.header_names import Certainty


class Provenance(CheckedRecord):
    """The origin of facts: what they are ``about``, of what ``kind`` they are, and the ``source``.

    ``events`` (by seq) and ``bibs`` limit it to those; without them it covers all. ``source_nl`` is the Dutch version
    of ``source``.
    """

    about: str
    kind: Certainty
    source: str = ""
    events: tuple[int, ...] | None = None
    bibs: tuple[int, ...] | None = None
    source_nl: str = ""
