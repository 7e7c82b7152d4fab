"""The tokens of a line, taken one after the other; what is left or missing is a problem at its place."""

from __future__ import annotations

from typing import NoReturn

from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import Token, TokenKind, milliseconds, tokens


class TokenCursor:
    """A position in the tokens of a line.

    ``verb`` is the code of the verb whose usage a problem shows. The tokens begin at the offset ``start`` in ``text``,
    behind the verb.
    """

    def __init__(self, text: str, span: tuple[int, int], verb: str) -> None:
        """Tokenize ``text`` between the two offsets of ``span``."""
        self.text = text
        self.start, self.end = span
        self.verb = verb
        self._tokens = tuple(tokens(text, self.start, self.end))
        self._next = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the next token, or one further ahead, without taking it; None at the end."""
        at = self._next + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def next_is(self, kind: TokenKind, *texts: str) -> bool:
        """Return whether the next token is of this kind, and one of ``texts`` if any are given."""
        token = self.peek()
        return token is not None and token.kind is kind and (not texts or token.text.lower() in texts)

    def next_but_one_begins(self, text: str) -> bool:
        """Return whether the token after the next one begins with ``text``."""
        token = self.peek(1)
        return token is not None and token.text.startswith(text)

    def take(self) -> Token:
        """Take the next token and return it; raise Problem at the end."""
        token = self.peek()
        if token is None:
            self.unfinished()
        self._next += 1
        return token

    def taken(self, kind: TokenKind, *texts: str) -> Token | None:
        """Take and return the next token if it is of this kind and one of ``texts``; else return None."""
        return self.take() if self.next_is(kind, *texts) else None

    def replace(self, ahead: int, *instead: Token) -> None:
        """Replace the next token, or one further ahead, by others."""
        at = self._next + ahead
        self._tokens = (*self._tokens[:at], *instead, *self._tokens[at + 1 :])

    def the_end(self) -> None:
        """Raise Problem if any token is left."""
        if token := self.peek():
            self.unexpected(token)

    def unexpected(self, token: Token) -> NoReturn:
        """Raise Problem: this token does not belong here."""
        raise Problem(Code.UNEXPECTED, token.span, text=token.text, usage=self.verb)

    def unfinished(self) -> NoReturn:
        """Raise Problem: the line is incomplete."""
        raise Problem(Code.UNFINISHED, (self.end, self.end), usage=self.verb)

    def number(self) -> int:
        """Take a number; raise Problem if the next token is none."""
        token = self.take()
        if token.kind is not TokenKind.NUMBER:
            self.unexpected(token)
        return int(token.text)

    def signed(self) -> int | None:
        """Take a time with a plus or a minus and return it in ms; return None if something else comes."""
        if token := self.taken(TokenKind.SIGNED):
            return milliseconds(token.text)
        ahead = self.peek(1)
        if self.next_is(TokenKind.SIGN, "+", "-") and ahead and ahead.kind in (TokenKind.NUMBER, TokenKind.TIME):
            return milliseconds(self.take().text + self.take().text)
        return None
