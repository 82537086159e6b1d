"""Read JSON piece by piece: one value at a time from a text that need not fit in memory."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn, TextIO

from spatial.intake.problems import refuse

CHUNK_CHARS = 1 << 20
NEAR_END = 24


class JsonStream:
    """A cursor over JSON text. ``line``: of the next character; ``value_line``: where the last value began.

    ``saw_constant`` turns true when NaN or Infinity was met: common, but not JSON.
    """

    def __init__(self, stream: TextIO, *, longest_value: int) -> None:
        self._stream = stream
        self._longest = longest_value
        self._text = ""
        self._at = 0
        self._lines_before = 1
        self._counted = 0
        self.saw_constant = False
        self.value_line = 1
        self._decoder = json.JSONDecoder(parse_constant=self._constant)

    @property
    def line(self) -> int:
        """Return the line the cursor stands in."""
        self._lines_before += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._lines_before

    def peek(self) -> str:
        """Skip white space and return the next character, empty at the end."""
        while True:
            while self._at < len(self._text):
                character = self._text[self._at]
                if character not in " \t\r\n\ufeff":
                    return character
                self._at += 1
            if not self._more():
                return ""

    def take(self, expected: str) -> None:
        """Step over one of the expected characters."""
        found = self.peek()
        if not found or found not in expected:
            self._break(f"{found or 'end'}")
        self._at += 1

    def value(self) -> Any:
        """Return the next value whole."""
        self.peek()
        self._drop()
        self.value_line = self.line
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._may_continue(error) and self._more(grow=True)):
                    self._broken_at(error)
                continue
            except RecursionError as error:
                raise refuse("json_too_deep") from error
            if self._may_be_longer(value, end) and self._more(grow=True):
                continue
            self._at = end
            return value

    def items(self) -> Iterator[Any]:
        """Yield the values of the array the cursor stands at."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self.take("]")
                return
            self.take(",")

    def keys(self) -> Iterator[str]:
        """Yield the keys of the object here; the caller reads each value before the next key."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                self._break(str(key)[:20])
            self.take(":")
            yield key
            if self.peek() == "}":
                self.take("}")
                return
            self.take(",")

    def _constant(self, name: str) -> float:
        self.saw_constant = True
        return float(name.replace("Infinity", "inf"))

    def _more(self, *, grow: bool = False) -> bool:
        self._drop()
        if len(self._text) > self._longest:
            raise refuse("json_value_too_large", limit_mb=self._longest >> 20)
        chunk = self._stream.read(max(CHUNK_CHARS, len(self._text)) if grow else CHUNK_CHARS)
        self._text += chunk
        return bool(chunk)

    def _drop(self) -> None:
        if self._at > CHUNK_CHARS // 4 or self._at == len(self._text):
            self._lines_before = self.line
            self._text, self._at, self._counted = self._text[self._at :], 0, 0

    def _may_continue(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - NEAR_END

    def _may_be_longer(self, value: Any, end: int) -> bool:
        """Tell whether a number may go on where the text read so far ends, as in ``-2.5`` of ``-2.5e-7``."""
        if end == len(self._text):
            return True
        return isinstance(value, (int, float)) and self._text[end] not in ",]} \t\r\n"

    def _broken_at(self, error: json.JSONDecodeError) -> NoReturn:
        self._at = max(self._at, min(error.pos, len(self._text)))
        self._break(self._text[self._at : self._at + 20] or "end")

    def _break(self, found: str) -> NoReturn:
        raise refuse("json_broken", line=self.line, found=found.replace("{", "｛").replace("}", "｝"))
