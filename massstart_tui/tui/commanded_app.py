"""The commands that every screen has: theme and language, next or by name, help, and the palette of all commands."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from rich.style import Style
from textual import events
from textual.app import SystemCommand
from textual.content import Content
from textual.markup import escape
from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.style import Style as ContentStyle

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.settings import Settings
from massstart_tui.text.words import Language, Words, words
from massstart_tui.tui.commands import commands_of, key_of, named, with_keys
from massstart_tui.tui.file_opening import FileOpeningApp
from massstart_tui.tui.painting import KEY, Piece
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.themes import PALETTES, Palette

if TYPE_CHECKING:
    from massstart_tui.tui.host import Host


MOST_TOLD: Final = 12
"""The number of notices that the palette keeps."""


class ToldNotice(NamedTuple):
    """What a notice ``said``, and the commands whose keys it names."""

    said: str
    names: tuple[str, ...] = ()


def _clickable(pieces: list[Piece]) -> Content:
    """Return pieces as Textual's content, in which a click on a key presses it."""
    return Content.assemble(
        *(
            (text, ContentStyle.from_meta({"@click": f"app.press({style.meta[KEY]!r})"})) if KEY in style.meta else text
            for text, style in pieces
        )
    )


def _body(notice: Notification) -> Content:
    """Return the message of a notice as Textual shows it."""
    message: str | Content = notice.message
    if isinstance(message, Content):
        return message
    return Content.from_markup(message) if notice.markup else Content(message)


class ShownNotice(NamedTuple):
    """The ``notice`` that is shown, what it ``said`` itself, and what those said that it has ``replaced``."""

    notice: Notification
    said: str
    replaced: tuple[str, ...]


class CommandedApp(FileOpeningApp):
    """An app in a theme and a language, whose commands are also found by name."""

    def __init__(self, settings: Settings, language: Language) -> None:
        """Create an app with these settings in this language."""
        super().__init__()
        self.settings = settings
        self.language = language
        self._told: deque[ToldNotice] = deque(maxlen=MOST_TOLD)
        self._shown: ShownNotice | None = None
        self._not_on_disk: set[str] = set()
        self._begin_in(self.palette)

    def notify(self, message: str, **named: Any) -> None:
        """Show a notice in place of the one before, which the palette keeps: notices never lie on one another."""
        self._show(ToldNotice(message), message, **named)

    def tell(self, said: str, names: tuple[str, ...], timeout: float = 10.0, *, warning: bool = False) -> None:
        """Show a notice; a click on the key of one of the commands ``names`` presses that key."""
        pieces = with_keys(said, names, self.words, Style.null())
        severity = "warning" if warning else "information"
        self._show(ToldNotice(said, names), _clickable(pieces), severity=severity, timeout=timeout)

    def _show(self, notice: ToldNotice, message: str | Content, **named: Any) -> None:
        if notice in self._told:
            self._told.remove(notice)
        self._told.append(notice)
        # Textual reads markup only in a text, and shows content as it is.
        super().notify(message, **named)  # type: ignore[arg-type] # what its `Content.from_markup` takes as well

    def press(self, key: str) -> None:
        """Press ``key``, by Textual's name of it, as a terminal does."""
        pressed = events.Key(key, " " if key == "space" else key if len(key) == 1 else None)
        # A message of a screen's own would not bubble up from the focused widget to the screen.
        self.post_message(pressed.set_sender(self))

    def action_press(self, key: str) -> None:
        """Press the key that was clicked in a notice."""
        self.press(key)

    def on_notify(self, event: Notify) -> None:
        """Let a notice that takes the place of others, which may not have been read, say how many and where they are.

        Textual's own handler, which shows it, is called next.
        """
        notice, before = event.notification, self._shown
        body: str | Content = notice.message
        said = body.plain if isinstance(body, Content) else body
        kept = {told.said for told in self._told} - {said}
        replaced = () if before is None or before.notice.has_expired else (*before.replaced, before.said)
        self.clear_notifications()
        self._shown = ShownNotice(notice, said, tuple(told for told in dict.fromkeys(replaced) if told in kept))
        if count := len(self._shown.replaced):
            more = self.words("palette.replaced", count=count, key=key_of("palette", self.words))
            pieces = with_keys(more, ("palette",), self.words, Style.null())
            whole = Content.assemble(_body(notice), "\n", _clickable(pieces))
            notice.message, notice.markup = whole, True  # type: ignore[assignment] # as in `_show`

    def warn_not_on_disk(self, said: str) -> None:
        """Show a warning that something is not on disk; it stays when another screen opens."""
        self._not_on_disk.add(said)
        self.warn(said)

    def push_screen(self, screen: Any, *arguments: Any, **named: Any) -> Any:
        """Open a screen over this one; a notice about what was here goes, rather than lie on the head of the next."""
        whole = isinstance(screen, Screen) and not screen.is_modal
        if whole:
            self.clear_notice()
        return super().push_screen(screen, *arguments, **named)

    def pop_screen(self) -> Any:
        """Return to the screen below; a notice about what was here goes, but not when a list over a screen closes."""
        if not self.screen.is_modal:
            self.clear_notice()
        return super().pop_screen()

    def clear_notice(self) -> None:
        """Take away the notice that is shown, unless it tells that something is not on disk."""
        if self._shown is not None and self._shown.said not in self._not_on_disk:
            self.clear_notifications()

    def clear_notifications(self) -> None:
        """Take away the notice that is shown; the next one does not tell of it."""
        self._shown = None
        super().clear_notifications()

    def _begin_in(self, palette: Palette) -> None:
        """Put on the first palette, a dark one as Textual's own: no style sheet was read that must be read again."""
        theme = palette.theme()
        if theme.ansi or not theme.dark:
            self._put_on()
            return
        self.register_theme(theme)
        self.set_reactive(CommandedApp.theme, theme.name)
        self.set_class(True, f"-theme-{theme.name}", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def _put_on(self) -> None:
        """Make Textual's own widgets use the chosen palette."""
        self.register_theme(self.palette.theme())
        self.theme = self.palette.theme_name

    @property
    def palette(self) -> Palette:
        """The chosen palette."""
        return PALETTES[self.settings.theme]._replace(blocks=self.settings.dots == "block")

    @property
    def words(self) -> Words:
        """The catalogue of sentences in the chosen language."""
        return words(self.language)

    def remember(self, **changes: str | float) -> None:
        """Save these settings for the next run."""
        raise NotImplementedError

    def _dress(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.dress()

    def choose_theme(self, name: str) -> None:
        """Draw in the theme of this name from now on."""
        self.remember(theme=name)
        self._put_on()
        self._dress()

    def choose_language(self, language: Language) -> None:
        """Speak this language from now on."""
        self.language = language
        self.remember(language=language.value)
        self._dress()

    def action_next_theme(self) -> None:
        names = list(PALETTES)
        self.choose_theme(names[(names.index(self.settings.theme) + 1) % len(names)])

    def action_next_language(self) -> None:
        languages = list(Language)
        self.choose_language(languages[(languages.index(self.language) + 1) % len(languages)])

    async def action_help(self) -> None:
        from massstart_tui.tui.screens.help_screen import HelpScreen

        screen = self.screen
        part, now = (screen.focused_part, screen.keys_now) if isinstance(screen, BaseScreen) else ("", "")
        await self.push_screen(HelpScreen(self._place(screen), part, now))

    def action_help_quit(self) -> None:
        """Handle the key by which users of other programs expect to quit: say which key does."""
        leave = next(command for command in commands_of(self._place(self.screen)) if command.id == "leave")
        said = self.words("leave.how", key=named(leave.shown, self.words))
        if isinstance(self.screen, BaseScreen):
            self.screen.warn(said, ("leave",))
        else:
            self.tell(said, ("leave",), warning=True)

    def action_command_palette(self) -> None:
        from massstart_tui.tui.palette_internals import CommandLine

        if isinstance(self.screen, BaseScreen):
            asked = CommandLine(placeholder=self.words("palette.asked"))
            asked.no_matches = self.words("palette.none")
            self.call_later(self.push_screen, asked)

    @staticmethod
    def _place(screen: Screen[Any]) -> str:
        """Return the name of a screen in the registry of commands."""
        return screen.place if isinstance(screen, BaseScreen) else "race"

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        for command in commands_of(self._place(screen)):
            if command.id != "palette":
                word, said = self.words(f"command.{command.id}"), self.words(f"command.{command.id}.help")
                run = partial(self.call_later, self.run_action, command.action, screen)
                yield SystemCommand(f"{word}  ({named(command.shown, self.words)})", said, run)
        if isinstance(screen, BaseScreen):
            from massstart_tui.tui.export_entries import export_entries

            yield from (SystemCommand(*entry) for entry in export_entries(self, cast("Host", self), screen))
        yield from self._by_name()
        # The newest first; the one that is shown now as well, which may be gone when the palette closes.
        for notice in reversed(self._told):
            run = partial(self.call_later, self.tell, notice.said, notice.names)
            # The palette reads markup, and a notice may quote text from outside.
            told = f"{self.words('palette.told')}: {escape(notice.said)}"
            yield SystemCommand(told, self.words("palette.told.help"), run)

    def _by_name(self) -> Iterator[SystemCommand]:
        """Yield an entry for each theme and each language."""
        word = self.words("command.theme")
        for name in PALETTES:
            theme, run = self.words(f"theme.{name}"), partial(self.call_later, self.choose_theme, name)
            yield SystemCommand(f"{word}: {theme}", self.words("palette.theme", name=theme), run)
        word = self.words("command.language")
        for language in Language:
            run = partial(self.call_later, self.choose_language, language)
            # Each language is also found by its own name, by whoever does not read the other one.
            yield SystemCommand(
                f"{word}: {self.words(f'language.{language}')}", words(language)("language.speaks"), run
            )
