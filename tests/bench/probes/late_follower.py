"""Measure how fast a late follower reads a shared race: ``late_follower.py FOLDER EVENTS ROUNDS PORT``.

Alternating with massstart's own follower, the plain client reads the same stream in its fastest way: an ordered
consumer with a callback that only counts. It prints, as JSON, the microseconds for each event, a pair for each round.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from threading import Event
from typing import Final

from nats.aio.client import Client
from nats.aio.msg import Msg

from massstart_tui.share.address import Address, parse_address
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_lines import SharedLine, follow
from massstart_tui.share.shared_stream import Access

PATIENCE: Final = 60.0
SKATERS: Final = [{"bib": bib, "name": f"Skater {bib}", "noc": "NED"} for bib in range(1, 25)]
SHEET: Final = {"id": "late", "title": "Late", "laps": 16, "skaters": SKATERS}
HEADER: Final = {"format": "massstart", "version": 1, "race": SHEET}


def crossing(seq: int) -> dict[str, object]:
    """Return an event such as most of a race consists of."""
    return {"seq": seq, "t": seq * 100, "type": "crossing", "bib": (seq - 1) % len(SKATERS) + 1, "by": "commentator"}


def share(path: Path, address: Address, events: int) -> None:
    """Publish a race of so many events on the server."""
    lines = [HEADER, *(crossing(seq) for seq in range(1, events + 1))]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = Event()
    publisher = Publisher(path, Access(address), lambda s: done.set() if s.shared == events else None)
    done.wait(PATIENCE)
    publisher.close(1)


async def with_massstart(address: Address, events: int) -> float:
    """Return the microseconds for each event."""
    done = asyncio.Event()

    def take(came: SharedLine) -> None:
        if came.line == events + 1:
            done.set()

    begun = time.perf_counter()
    following = asyncio.create_task(follow(Access(address), take, lambda _: None))
    await asyncio.wait_for(done.wait(), PATIENCE)
    took = time.perf_counter() - begun
    following.cancel()
    return took / events * 1e6


async def with_the_client(address: Address, events: int) -> float:
    """Return the microseconds for each event."""
    done, count = asyncio.Event(), 0

    async def take(_: Msg) -> None:
        nonlocal count
        count += 1
        if count == events:
            done.set()

    begun = time.perf_counter()
    client = Client()
    await client.connect(address.server)
    await client.jetstream().subscribe(address.subject("event"), stream=address.stream, ordered_consumer=True, cb=take)
    await asyncio.wait_for(done.wait(), PATIENCE)
    took = time.perf_counter() - begun
    await client.close()
    return took / events * 1e6


def main(folder: Path, events: int, rounds: int, port: int) -> list[tuple[float, float]]:
    """Return the pairs, ours first, without that of the warm-up."""
    address = parse_address(f"nats://127.0.0.1:{port}/late")
    share(folder / "late.jsonl", address, events)
    ways = (with_massstart, with_the_client)
    pairs = [[asyncio.run(way(address, events)) for way in ways] for _ in range(rounds + 1)]
    return [(ours, theirs) for ours, theirs in pairs[1:]]


if __name__ == "__main__":
    _, folder, *numbers = sys.argv
    sys.stdout.write(json.dumps({"pairs": main(Path(folder), *map(int, numbers))}))
