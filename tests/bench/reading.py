"""Benchmark of reading a million events (decode, check, fold, index) against `json.loads` over the same lines."""

from __future__ import annotations

from tests.bench import million
from tests.bench.figures import Figure, Unmeasured, figure, interleave
from tests.bench.workbench import Workbench


def reading(bench: Workbench) -> list[Figure]:
    """Run each reading in a process of its own."""
    rounds = interleave(lambda: _seconds(bench, "massstart"), lambda: _seconds(bench, "json"), bench.enough(5))
    return [figure("a million events: read whole", 0.75, rounds, "s")]


def _seconds(bench: Workbench, reader: str) -> float:
    answer = bench.ask("read_stream", reader, bench.million)
    if answer["events"] != million.EVENTS:
        reason = f"{reader} read {answer['events']} events of {million.EVENTS}"
        raise Unmeasured(reason)
    return float(answer["seconds"])
