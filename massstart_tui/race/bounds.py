"""Bounds on the fields of a start sheet, told to pydantic only when it asks: a start sheet costs no import of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Bounds:
    """Limits by the names of pydantic's core schema: ``ge``, ``le``, ``gt`` of a number, ``min_length`` of a text."""

    def __init__(self, **limits: int) -> None:
        """These ``limits``."""
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The schema of what is annotated, with the limits put on it."""
        return {**handler(source), **self._limits}
