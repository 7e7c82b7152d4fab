"""Formatting of race times and gaps in ms as a clock shows them: cut off, never rounded up to a later time.

They are the same in every language. `prose` puts them into sentences, and loads the languages.
"""

from __future__ import annotations

from typing import Final

MINUTE_MS: Final = 60_000


def race_time(ms: int, digits: int = 1) -> str:
    """Return a time in ms as ``3:58.1``, with ``digits`` decimals (0 to 3), and hours if there are any."""
    sign, rest = ("-" if ms < 0 else ""), abs(ms)
    seconds, thousandths = divmod(rest, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{thousandths:03d}"[: digits + 1] if digits else ""
    whole = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{sign}{whole}:{seconds:02d}{fraction}"


def seconds(ms: int, digits: int = 1) -> str:
    """Return a lap time or a gap in ms as ``28.9``; a minute or more as a race time."""
    if abs(ms) >= MINUTE_MS:
        return race_time(ms, digits)
    sign = "-" if ms < 0 else ""
    return f"{sign}{abs(ms) // 1000}" + (f".{abs(ms) % 1000:03d}"[: digits + 1] if digits else "")
