"""The screen of a race under way: the race screen, live or delayed, with notices about its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from massstart_tui.follow.line_source import AWAY, Notice, SourceNotice, StillToCome
from massstart_tui.race.event_kinds import EVERYDAY
from massstart_tui.report.sharing_status import source_line
from massstart_tui.text.clock import MINUTE_MS, race_time
from massstart_tui.text.prose import gap_told
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.notice_giving import TOLD_OF_ALL, give_notice, next_way
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.stream_feed import Feed
from massstart_tui.tui.widgets.bars import speed_text
from massstart_tui.view.following import FollowedRace
from massstart_tui.view.played_events import bell_lap_began
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.follow.growing_race import GrowingRace
    from massstart_tui.race.events import Event
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.race.state import RaceState
    from massstart_tui.stream.faults import Fault

MOST_TOLD_AT_ONCE: Final = 3
"""How many wrong lines one notice tells of; it says how many more there are."""
NOT_TOLD_OF_ONE: Final = EVERYDAY | {"groups"}
"""The types of event that are too frequent to notify about a named skater."""


class FollowScreen(RaceScreen):
    """Draws a race that is followed, reports on its source, and notifies of events if asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("follow")]
    place: ClassVar[str] = "follow"

    def __init__(self, following: FollowedRace, feed: Feed) -> None:
        """Show ``following``, whose news comes from ``feed``."""
        super().__init__(following)
        self.following = following
        self.feed = feed
        self.named: set[int] = set()
        self._live_before: RaceState | None = None
        self._away: Notice | None = None
        self._to_come = StillToCome(0)

    def on_mount(self) -> None:
        if self.feed.followed is not None:
            self._race_grew(self.feed.followed)
        self.call_after_refresh(self.feed.tell, self)

    def on_unmount(self) -> None:
        self.feed.stop()

    def on_feed_heard(self, message: Feed.Heard) -> None:
        try:
            changed = self.feed.take(message.news)
        except OSError as error:
            self.massstart.break_off(error)
            return
        if isinstance(message.news, SourceNotice):
            self._say(message.news)
        elif isinstance(message.news, StillToCome):
            self._to_come = message.news
            self.look()
        if changed and self.feed.followed is not None:
            self._away = None
            self._race_grew(self.feed.followed)
        self.feed.go_on()

    def on_feed_broke(self, message: Feed.Broke) -> None:
        self.massstart.break_off(message.error)

    def _race_grew(self, followed: GrowingRace) -> None:
        begun = self.following.views is not None
        if faults := followed.take_new_faults():
            self._tell_faults(faults)
        if followed.views is not None and self.following.take_over(followed.views, self.massstart.clocks.wall()):
            self.tell()
        self.feed.calm = self.following.rests
        self.look()
        if not begun:
            self.massstart.first_picture_drawn()
            self._hold_against_heats()

    def _hold_against_heats(self) -> None:
        """Compare the start sheet of a final with its heats, in a thread.

        A race opened from a programme is compared by the programme.
        """
        path, views = self.feed.path, self.following.views
        if path is not None and views is not None and not self.massstart.in_programme:
            self.run_worker(partial(self._read_heats, path, views.now.sheet), description="heats", thread=True)

    def _read_heats(self, path: Path, sheet: Sheet) -> None:
        from massstart_tui.report.programme_page import heats_differ
        from massstart_tui.tui.opening_remarks import tell_differences

        self.app.call_later(tell_differences, self.app, heats_differ(path, sheet, self.massstart.words))

    @property
    def _source_name(self) -> str:
        """The name of the source without its folder, because a notification has little room."""
        return Path(self.feed.name).name or self.feed.name

    def _say(self, said: SourceNotice) -> None:
        """Show a notice of the source.

        It is shown as a notification, and in the top line for as long as nothing can come.
        """
        self._away = said.notice if said.notice in AWAY | {Notice.ENDED, Notice.TORN} else None
        told = source_line(self._source_name, said, self.massstart.words)
        self.notify(told, severity="information" if said.notice is Notice.ENDED else "warning", markup=False)
        self.look()

    def _tell_faults(self, faults: Sequence[Fault]) -> None:
        from massstart_tui.report.fault_messages import fault_line

        words = self.massstart.words
        told = [fault_line(self._source_name, fault, words) for fault in faults[:MOST_TOLD_AT_ONCE]]
        if more := len(faults) - len(told):
            told.append(words("source.more", count=more))
        if any(not fault.harmless for fault in faults):
            told.append(words("source.no_further" if self._header_is_wrong else "source.passed_over"))
        if self.feed.followed is not None and self.feed.followed.has_former_header:
            told.append(words("source.former_sheet"))
        self.notify("\n".join(told), severity="error", timeout=20, markup=False)

    @property
    def _header_is_wrong(self) -> bool:
        """Whether no lines are taken, because the first is no header."""
        followed = self.feed.followed
        return followed is not None and followed.headless and followed.wrong_lines > 0

    def give_notices(self, scene: Scene) -> None:
        came = [event for event in self.following.came_into_view() if self._to_be_told(event)]
        give_notice(self.massstart, self.telling, came, bell=self._bell_rang(scene))

    def _tag(self, length: str = "") -> str:
        words = self.massstart.words
        parts = [super()._tag(length)]
        if self._away is not None:
            parts.append(words(f"source.tag.{self._away}"))
        if self._header_is_wrong:
            parts.append(words("source.tag.fault", line=1))
        return " · ".join(part for part in parts if part)

    @property
    def _is_cut_off(self) -> bool:
        """Whether nothing comes whatever happens in the race, as where a relay does not reach the server it relays."""
        return self._away is not None or self._header_is_wrong or self._to_come.more

    def moved_to(self) -> object | None:
        # How long its source has been silent is told in seconds.
        if self.following.live.moves or self._is_cut_off:
            return None
        return super().moved_to()

    def _state(self) -> str:
        live, words = self.following.live, self.massstart.words
        if not live.live:
            sign = "▶" if live.playing else "‖"
            speed = f" {speed_text(live.speed)}" if live.playing and live.speed != 1 else ""
            said = f"{sign}{speed} {self._how_far_behind(live.behind)}"
            return said + self._what_is_to_come(self.following.to_come) + self._what_is_missing
        if self._is_cut_off or live.quiet:
            said = words("follow.cut_off", time=race_time(live.silence, 0))
        elif self.following.still:
            said = words("follow.quiet")
        elif self._to_come.late:
            said = words("follow.late", time=race_time(self._to_come.late * 1000, 0))
        elif self._to_come.messages:
            said = words("follow.catching_up")
        elif live.delay:
            said = words("follow.delayed", seconds=gap_told(live.delay, words.language))
        else:
            said = words("follow.live")
        return said + self._what_is_to_come() + self._what_is_missing

    def _what_is_to_come(self, here: int = 0) -> str:
        """How many events are to come: those that are ``here`` and not shown yet, and those that the server has."""
        count = here + self._to_come.messages
        if self._to_come.more:
            return self.massstart.words("follow.at_least_to_come" if count else "follow.to_come_open", count=count)
        return self.massstart.words("follow.to_come", count=count) if count else ""

    def clock(self, scene: Scene) -> str:
        told, mark = super().clock(scene), self.following.clock_mark
        return told + mark if mark == "?" else mark + told

    @property
    def _what_is_missing(self) -> str:
        """How many events are missing, as the end of the live mark; empty if none is."""
        missing = self.following.missing
        return self.massstart.words("follow.missing", count=missing) if missing else ""

    def _how_far_behind(self, ms: int) -> str:
        words = self.massstart.words
        if ms >= MINUTE_MS:
            return words("follow.far_behind", time=race_time(ms, 0))
        return words("follow.behind", seconds=gap_told(ms, words.language, 0))

    @property
    def pointed(self) -> bool:
        """Whether the race bar has the sign of a position: live, the race is where the bar ends."""
        return not self.following.live.live

    @property
    def keys_now(self) -> str:
        from massstart_tui.tui.help_rows import keys_of_followed

        state = self.following.scene().state
        return keys_of_followed(state, self.massstart.words, live=self.following.live.live)

    def action_speed(self, steps: int) -> None:
        if self.following.live.live:
            self.keys.remark(self.massstart.words("keys.live_speed"))
        else:
            super().action_speed(steps)

    def action_delay(self, ms: int) -> None:
        before = self.following.live.delay
        self.following.live.shift(ms)
        self.look()
        if self.following.live.delay == before:
            self.keys.remark(self.massstart.words("keys.no_delay"))

    def action_end(self) -> None:
        was_live = self.following.live.live
        self.go_to(self.replay.playback.last)
        if was_live:
            self.keys.remark(self.massstart.words("keys.is_live"))

    def action_notices_skater(self) -> None:
        """Add the skater under the cursor to those to be notified about, or remove them."""
        bib, words = self.points.bib, self.massstart.words
        if bib is None or self.telling is None:
            self.notify(words("notices.nobody"), timeout=3)
            return
        self.named ^= {bib}
        code = "notices.named" if bib in self.named else "notices.not_named"
        told = [words(code, skater=self.telling.skater(bib))]
        if self.named and self.massstart.settings.notices == "off":
            told.append(words(f"notices.{next_way(self.massstart)}"))
        self.notify(" · ".join(told), timeout=3, markup=False)

    def _bell_rang(self, scene: Scene) -> bool:
        """Return whether the bell lap began since the last call, both times live."""
        before = self._live_before
        self._live_before = now = scene.state if self.following.live.live else None
        return before is not None and now is not None and bell_lap_began(before, now)

    def _to_be_told(self, event: Event) -> bool:
        from massstart_tui.race.events import bibs_of

        if event.type in TOLD_OF_ALL:
            return True
        return event.type not in NOT_TOLD_OF_ONE and not self.named.isdisjoint(bibs_of(event))
