"""Scenes of a recorded race, at any moment, with or without what comes after it."""

from __future__ import annotations

import io
import json
from functools import cache

from massstart_tui.stream.reading import read_from
from massstart_tui.stream.samples import sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.view.scene import Scene


def timeline_of(stream: bytes) -> Timeline:
    """Return the timeline of a stream."""
    return Timeline(read_from(io.BytesIO(stream), "race"))


@cache
def sample_stream(name: str) -> bytes:
    """Return the stream of a sample."""
    path = sample_path(name)
    assert path is not None
    return path.read_bytes()


@cache
def sample_timeline(name: str) -> Timeline:
    """Return the timeline of a sample."""
    return timeline_of(sample_stream(name))


def scene_at(timeline: Timeline, t: int) -> Scene:
    """Return the scene at race time ``t``, without rows."""
    position = timeline.position_at(t)
    return Scene(timeline.sheet, timeline.state_at(position), (), {}, {}, 0, position, timeline, None)


def up_to(stream: bytes, t: int) -> bytes:
    """Return the stream without the events after ``t``."""
    header, *events = stream.splitlines(keepends=True)
    return header + b"".join(line for line in events if json.loads(line)["t"] <= t)
