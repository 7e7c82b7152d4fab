"""Compute the content of a shared race's stream from its messages, and skip those of other programs.

The id of a message is determined by its kind, its place and its content. A message with another id is foreign: another
program has written it. It is counted and skipped, by publishers and followers alike, so that both have the same race.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from massstart_tui.share.address import Address
from massstart_tui.share.shared_stream import NO_EVENTS, MessageKind, claim_id, event_id, header_id, linked


@dataclass
class SharedContent:
    """The content of a stream up to the message with sequence number ``last``.

    ``token`` is the last publisher's claim, ``events`` the number of events and ``chain`` their hash chain. ``foreign``
    is how many messages were passed over.
    """

    address: Address
    last: int = 0
    token: str | None = None
    header: bytes | None = None
    events: int = 0
    chain: bytes = NO_EVENTS
    foreign: int = 0
    _kinds: dict[str, MessageKind] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the subjects once: a follower looks each message up."""
        self._kinds = {self.address.subject(kind): kind for kind in MessageKind}

    def add(self, number: int, subject: str, identity: str, data: bytes) -> MessageKind | None:
        """Add the message with sequence number ``number``, which follows ``last``.

        Return its kind; None if it is foreign, or of a kind that a later version may know.
        """
        self.last = number
        kind = self._kinds.get(subject)
        if kind is None:
            return None
        chain = linked(self.chain, data)
        if identity != _identity(kind, number, self.events + 1, chain, data):
            self.foreign += 1
            return None
        match kind:
            case MessageKind.EVENT:
                self.events, self.chain = self.events + 1, chain
            case MessageKind.HEADER:
                self.header = data
            case MessageKind.PUBLISHER:
                self.token = data.decode(errors="replace")
        return kind


def _identity(kind: MessageKind, number: int, event: int, chain: bytes, data: bytes) -> str:
    """Return the id that a message of this kind has at this place."""
    match kind:
        case MessageKind.EVENT:
            return event_id(event, chain)
        case MessageKind.HEADER:
            return header_id(number, data)
        case MessageKind.PUBLISHER:
            return claim_id(number, data)
