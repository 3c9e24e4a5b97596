"""Takes apart JSON objects that follow each other without a newline between them."""

from __future__ import annotations

import re

_SPACE = re.compile(rb"[ \t\r\n]*")
_OUTSIDE = re.compile(rb'[{}"]')
_IN_STRING = re.compile(rb'["\\]')


class ObjectScanner:
    """Takes whole objects off a buffer that grows at its end.

    It remembers how far it came, so that no byte is looked at twice however often it is asked.
    """

    def __init__(self) -> None:
        self._begin = 0
        self._restart()

    def _restart(self) -> None:
        self._at = self._begin
        self._depth = 0
        self._in_string = False

    def take(self, buffer: bytearray) -> list[bytes]:
        """Remove the whole objects from the start of the buffer and return them.

        What does not begin with an object is left alone.
        """
        taken: list[bytes] = []
        self._skip_space(buffer)
        while buffer.startswith(b"{", self._begin) and self._find_end(buffer):
            taken.append(bytes(memoryview(buffer)[self._begin : self._at]))
            self._begin = self._at
            self._restart()
            self._skip_space(buffer)
        del buffer[: self._begin]
        self._at -= self._begin
        self._begin = 0
        return taken

    def _skip_space(self, buffer: bytearray) -> None:
        if self._at == self._begin:
            found = _SPACE.match(buffer, self._begin)
            self._begin = self._at = found.end() if found else self._begin

    def _find_end(self, buffer: bytearray) -> bool:
        while self._at < len(buffer):
            pattern = _IN_STRING if self._in_string else _OUTSIDE
            found = pattern.search(buffer, self._at)
            if found is None:
                self._at = len(buffer)
                return False
            self._at = found.end()
            self._step(found[0])
            if self._depth == 0:
                return True
        return False

    def _step(self, char: bytes) -> None:
        if char == b"\\":
            self._at += 1  # the escaped byte, even where it has not come yet
        elif char == b'"':
            self._in_string = not self._in_string
        else:
            self._depth += 1 if char == b"{" else -1


def split_objects(line: bytes) -> list[bytes]:
    """Return the objects that a line begins with, and whatever comes after them as the last one."""
    rest = bytearray(line)
    objects = ObjectScanner().take(rest)
    return [*objects, bytes(rest)] if rest else objects


def is_object(text: bytes) -> bool:
    """Tell whether a text is one object from its first byte to its last."""
    rest = bytearray(text)
    return len(ObjectScanner().take(rest)) == 1 and not rest
