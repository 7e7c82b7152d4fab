"""The line that asks for the file to save something to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.file_exports import Export
from massstart_tui.tui.widgets.ask_line import AskLine

Closed = Callable[[Path | None, tuple[str, ...]], None]


class SaveLine(AskLine):
    """Asks for a file, whose ending gives the format; Enter saves, Escape closes. No file is overwritten.

    When it is closed it calls ``closed`` with the file, None if nothing was saved, and with the texts that a pdf does
    not show whole.
    """

    DEFAULT_CSS = """
    SaveLine.-wrong #said { color: $error; }
    """

    def __init__(self, export: Export, words: Words, closed: Closed) -> None:
        """Ask for a file for ``export``, whose own name is suggested."""
        super().__init__(words("save.asked"), export.name)
        self._export = export
        self._words = words
        self._when_closed = closed
        self._saved: Path | None = None
        self._lacking: tuple[str, ...] = ()

    def on_mount(self) -> None:
        self._look_at(self.typed.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._look_at(event.value)

    def _look_at(self, text: str) -> Path | None:
        """Show what would be saved, or what is wrong with the name; return the file, or None."""
        path = Path(text.strip()).expanduser()
        format_ = self._export.endings.get(path.suffix.lower())
        if format_ is None:
            self._say("save.ending", endings=" ".join(self._export.endings), wrong=bool(text.strip()))
        elif path.exists():
            self._say("save.there", file=plain(str(path)), wrong=True)
        else:
            self._say(
                "save.will", what=self._words(f"save.what.{self._export.what}"), format=format_, file=plain(str(path))
            )
            return path
        return None

    def _say(self, code: str, *, wrong: bool = False, **values: str) -> None:
        self.set_class(wrong, "-wrong")
        self.said.update(self._words(code, **values))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        path = self._look_at(event.value)
        if path is not None and self._save(path):
            await self.leave()

    def _save(self, path: Path) -> bool:
        """Save to a new file; return whether that went well."""
        try:
            format_ = self._export.endings[path.suffix.lower()]
            content, lacking = self._export.content(format_), self._export.lacking(format_)
            with path.open("xb") as file:
                file.write(content)
        except ImportError:
            self._say(self._export.needs, wrong=True)
            return False
        except FileExistsError:
            self._say("save.there", file=plain(str(path)), wrong=True)
            return False
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._say("save.failed", file=plain(str(path)), reason=reason, wrong=True)
            return False
        self._saved, self._lacking = path, lacking
        return True

    def is_left(self) -> None:
        self._when_closed(self._saved, self._lacking)
