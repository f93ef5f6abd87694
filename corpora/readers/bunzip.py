"""Unpacks bzip2 ahead of the reader, in a thread of its own.

Unpacking bzip2 takes as long as everything else that is done with a text together, and the
standard library does it outside the interpreter's lock: on a second core it costs nothing.
"""

from __future__ import annotations

import bz2
import io
import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Large pieces, because each one waits for the interpreter's lock once.
_PACKED = 1 << 18
_UNPACKED = 1 << 22
_FIRST = 1 << 20
_AHEAD = 4
# Detection looks at the beginning of a file several times and leaves the rest alone.
_AT_ONCE = 1 << 20


class Bunzip(io.RawIOBase):
    """The unpacked bytes of a bzip2 stream.

    Raises, when read, what the standard library raises: OSError for damage, EOFError where the
    stream is cut off; what came before was given before.
    """

    def __init__(self, packed: io.RawIOBase) -> None:
        self._source = _pieces(packed)
        self._pieces: queue.Queue[bytes | Exception] = queue.Queue(_AHEAD)
        self._piece = memoryview(b"")
        self._given = 0
        self._ended = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def readable(self) -> bool:
        """Return True: that is what it is for."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer`; return how many bytes were put there, 0 at the end."""
        view = memoryview(buffer).cast("B")
        if not self._piece and not self._ended:
            self._take()
        size = min(len(view), len(self._piece))
        view[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size

    def close(self) -> None:
        """Stop the thread."""
        self._stop.set()
        while self._thread is not None and self._thread.is_alive():
            try:
                self._pieces.get(timeout=0.01)
            except queue.Empty:
                continue
        super().close()

    def _take(self) -> None:
        if self._given < _AT_ONCE:
            piece: bytes | Exception = next(self._source, b"")
        else:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            piece = self._pieces.get()
        if isinstance(piece, Exception):
            self._ended = True
            raise piece
        self._ended = not piece
        self._piece = memoryview(piece)
        self._given += len(piece)

    def _run(self) -> None:
        try:
            for piece in self._source:
                if self._stop.is_set():
                    return
                self._pieces.put(piece)
            self._pieces.put(b"")
        except Exception as error:  # noqa: BLE001  (raised again in the reader's thread)
            self._pieces.put(error)


def _pieces(packed: io.RawIOBase) -> Iterator[bytes]:
    unpack = bz2.BZ2Decompressor()
    streams = 0
    fresh = True
    waiting = b""
    size = _FIRST
    while True:
        if not waiting and unpack.needs_input:
            waiting = packed.read(_PACKED) or b""
            if not waiting:
                if not fresh or not streams:
                    raise EOFError
                return
        try:
            piece = unpack.decompress(waiting, size)
        except OSError:
            if fresh and streams:  # padding after the last stream, as tape archives have it
                return
            raise
        fresh, waiting = False, b""
        if piece:
            yield piece
            size = _UNPACKED
        if unpack.eof:
            waiting, unpack = unpack.unused_data, bz2.BZ2Decompressor()
            streams += 1
            fresh = True
