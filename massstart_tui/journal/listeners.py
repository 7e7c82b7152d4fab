"""Pass on what a thread reports to those who listen, who may begin to listen at any time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Told = TypeVar("Told")


class Listeners(Generic[Told]):
    """A callback that passes a thread's reports on to listeners.

    A listener that is added later is called with the latest report first.
    """

    def __init__(self) -> None:
        """Begin without listeners."""
        self._latest: list[Told] = []
        self._listeners: list[Callable[[Told], object]] = []
        self._lock = Lock()

    def __call__(self, told: Told) -> None:
        """Pass a report on to all listeners, in the thread that reports."""
        with self._lock:
            self._latest = [told]
            for listener in self._listeners:
                listener(told)

    def add(self, listener: Callable[[Told], object]) -> None:
        """Add ``listener``, and call it with the latest report if there is one."""
        with self._lock:
            self._listeners.append(listener)
            for told in self._latest:
                listener(told)
