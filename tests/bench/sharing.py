"""Benchmark of a shared race: how soon followers have a line, how fast a late one reads, that no line is missed, and
how many copies of the race go over the link to a leaf node. It takes about five minutes, most of which is races going
on.

The server writes to the disk that holds the home of the run, and syncs every message before anybody gets it. Plain TCP
does neither.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any, Final

from tests.bench.figures import Figure, figure
from tests.bench.workbench import Workbench
from tests.share.leaf import Rink
from tests.share.natsserver import PASSWORDS, NatsServer

LIMITS: Final = {50: 1.75, 500: 2.0}
"""The limit by number of followers."""
LAPS: Final = 2
"""The laps of a round: 48 lines for each follower."""
SPEED: Final = {50: 10.0, 500: 3.0}
"""How many times as fast they go: as fast as still leaves the processors idle time."""
TEN_MINUTES: Final = 20
"""The number of laps of thirty seconds in ten minutes."""
COMPRESSED: Final = 10.0
"""How many times as fast the ten minutes go; their bursts are that much denser."""
LINK_LAPS, LINK_SPEED = 4, 6.0
"""The laps of the race that is relayed, with a lap during which the link is cut off, and how many times as fast."""
EVENTS: Final = 20_000
RACE: Final = "bench"
ON_A_LEAF: Final = 500
PROCESSES: Final = 2
"""The processes of the probe that have the followers, and so the fewest followers."""
LAP_SECONDS: Final = 30.0


def sharing(bench: Workbench) -> list[Figure]:
    """Run every race with a server and followers of its own, alternating with plain TCP."""
    soon = [_soon(bench, followers) for followers in LIMITS]
    return [*soon, _late(bench), _missed(bench), _over_a_leaf_link(bench)]


def _soon(bench: Workbench, followers: int) -> Figure:
    arguments = (str(followers), str(LAPS), str(SPEED[followers]))
    rounds = [[_race(bench, way, *arguments)["p50"] for way in ("massstart", "tcp")] for _ in range(bench.enough(3))]
    pairs = [(ours, theirs) for ours, theirs in rounds]
    return figure(f"publish to receive, {followers} followers", LIMITS[followers], pairs, "ms")


def _late(bench: Workbench) -> Figure:
    with _served(bench) as (folder, port):
        answer = bench.ask("late_follower", folder, str(EVENTS), str(bench.enough(5)), port)
    return figure("a late follower, an event", 2.0, [(ours, theirs) for ours, theirs in answer["pairs"]], "us")


def _missed(bench: Workbench) -> Figure:
    """Return how many lines one of 500 followers missed, or got out of order, in ten minutes; the limit is none."""
    answer = _race(bench, "massstart", "500", str(TEN_MINUTES), str(COMPRESSED))
    name = f"missed or out of order, 500 followers, ten minutes {COMPRESSED:g} times as fast"
    return Figure(name, 0, answer["wrong"], answer["received"], answer["received"] + answer["wrong"], "lines")


def _over_a_leaf_link(bench: Workbench) -> Figure:
    """Return how many times as much the hub sends to a leaf node with 500 followers, which is cut off meanwhile and
    comes back, as to one follower of its own over the same link.
    """
    pairs = [(_link_bytes(bench, ON_A_LEAF), _link_bytes(bench, 0)) for _ in range(bench.enough(1))]
    return figure(f"bytes to a leaf node, {ON_A_LEAF} followers there", 1.25, pairs, "kB an event")


def _link_bytes(bench: Workbench, followers: int) -> float:
    """Return the kB for each event that come over the link to a leaf node, to which the race is relayed for so many
    followers; for none, those that one follower of the hub gets over the link.
    """
    with tempfile.TemporaryDirectory(dir=bench.home) as folder:
        rink = Rink(Path(folder))
        try:
            there, here = str(rink.leaf.port), PASSWORDS["publisher"]
            to = f"nats://publisher:{here}@127.0.0.1:{rink.hub.port}/{RACE}"
            hub, copy, at = (
                f"nats://{who}127.0.0.1:{there}/{RACE}" for who in (f"hub:{here}@", f"publisher:{here}@", "")
            )
            arguments = (
                folder,
                str(followers or PROCESSES),
                str(LINK_LAPS),
                str(LINK_SPEED),
                to,
                at if followers else hub,
            )
            with ExitStack() as stack:
                if followers:
                    stack.enter_context(_relaying(bench, hub, copy))
                    stack.enter_context(_cut_off(rink))
                answer = bench.ask("fan_out", "massstart", *arguments)
            events = float(answer["received"]) / (followers or PROCESSES)
            return rink.wire.came / 1000 / events / (1 if followers else PROCESSES)
        finally:
            rink.close()


@contextmanager
def _relaying(bench: Workbench, there: str, here: str) -> Iterator[None]:
    """Run the command that relays a race from one address to another."""
    command: list[str | Path] = [bench.installation.command, "publish", there, here, "--follow"]
    process = subprocess.Popen(command, env=bench.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _cut_off(rink: Rink) -> Iterator[None]:
    """Cut the link of the leaf node off in the middle of the race, for a time in which a lap is skated."""
    lap = LAP_SECONDS / LINK_SPEED
    timers = [Timer(LINK_LAPS * lap / 2, rink.wire.cut), Timer((LINK_LAPS / 2 + 1) * lap, rink.wire.mend)]
    for timer in timers:
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.join()


def _race(bench: Workbench, way: str, *arguments: str) -> dict[str, Any]:
    with _served(bench) as (folder, port):
        address = f"nats://127.0.0.1:{port}/{RACE}"
        return bench.ask("fan_out", way, folder, *arguments, address, address)


@contextmanager
def _served(bench: Workbench) -> Iterator[tuple[str, str]]:
    """Yield a folder, and the port of an empty server."""
    with tempfile.TemporaryDirectory(dir=bench.home) as folder:
        server = NatsServer(Path(folder))
        try:
            yield folder, str(server.port)
        finally:
            server.kill()
