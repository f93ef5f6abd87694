"""Opens files as streams of bytes, unpacked on the way: gzip, bzip2 and members of zip files.

What a file is, its first bytes tell; its name is not asked. Nothing is unpacked to memory as a
whole, and an archive that swells beyond reason is stopped.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from corpora.errors import SourceError
from corpora.readers.bunzip import Bunzip

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD_BYTES = 1 << 16
"""How much of a file's beginning detection looks at."""

_PLENTY = 1 << 30
_SWELLING = 200
_LAYERS = 3
_BUFFER = 1 << 18

GZIP = b"\x1f\x8b"
BZIP2 = b"BZh"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

_DAMAGED = (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class ByteStream(io.RawIOBase):
    """A readable stream that tells its head, counts what it gives and stops a bomb.

    Text of customers packs ten to one at most, so a stream that gives more than a gibibyte and
    more than 200 times what lies on disk is no text.
    """

    def __init__(self, inner: IO[bytes], name: str, packed_bytes: int) -> None:
        # Of what was unpacked before damage, `read` would lose the last piece.
        self._read: Callable[[int], bytes] = getattr(inner, "read1", inner.read)
        self._name = name
        self._limit = max(_PLENTY, _SWELLING * packed_bytes)
        self._keep: list[IO[bytes]] = []
        self._ahead = b""
        self._given = 0
        self._damage: SourceError | None = None

    def owns(self, streams: list[IO[bytes]]) -> None:
        """Take over `streams`, to be closed with this one, the last first."""
        self._keep = streams

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Return up to `size` first bytes; they will be read again."""
        try:
            while len(self._ahead) < size and (more := self._pull(size - len(self._ahead))):
                self._ahead += more
        except SourceError as damage:
            if not self._ahead:
                raise
            self._damage = damage  # what came before it can be read
        return self._ahead[:size]

    def readable(self) -> bool:
        """Return True: that is what it is for."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer`; return how many bytes were put there, 0 at the end.

        Raises:
            SourceError: The archive is damaged, truncated, or a bomb.
        """
        view = memoryview(buffer)
        if self._ahead:
            piece, self._ahead = self._ahead[: len(view)], self._ahead[len(view) :]
        else:
            piece = self._pull(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _pull(self, size: int) -> bytes:
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._read(size)
        except _DAMAGED as error:
            raise SourceError(
                "the archive is damaged or cut off",
                where=self._name,
                remedy="fetch it again; what came before the damage was read",
            ) from error
        self._given += len(piece)
        if self._given > self._limit:
            raise SourceError(
                f"unpacks to more than {self._limit >> 20} MiB, far more than text does",
                where=self._name,
                remedy="unpack it yourself and name the files",
            )
        return piece

    def close(self) -> None:
        """Close the stream and everything that it was opened through."""
        if not self.closed:
            for stream in reversed(self._keep):
                stream.close()
        super().close()


def open_bytes(path: Path, name: str, member: str | None = None) -> ByteStream:
    """Open `path`, or the `member` of that zip file, and unpack gzip and bzip2 around it.

    Raises:
        SourceError: It can't be opened, or is packed more than three times over.
    """
    keep: list[IO[bytes]] = []
    inner: IO[bytes]
    try:
        packed_bytes = path.stat().st_size
        inner = path.open("rb")
        keep.append(inner)
        if member is not None:
            archive = zipfile.ZipFile(inner)
            packed_bytes = archive.getinfo(member).compress_size
            inner = archive.open(member)
            keep.append(inner)
    except (*_DAMAGED, KeyError) as error:
        for opened in keep:
            opened.close()
        raise SourceError(
            _reason(error), where=name, remedy="check the name and that you may read it"
        ) from error
    stream = ByteStream(inner, name, packed_bytes)
    for _ in range(_LAYERS):
        layer = _unpacked(stream)
        if layer is None:
            stream.owns(keep)
            return stream
        keep += (cast("IO[bytes]", stream), layer)
        stream = ByteStream(layer, name, packed_bytes)
    stream.owns(keep)
    stream.close()
    raise SourceError("is packed many times over", where=name, remedy="unpack it first")


def _unpacked(stream: ByteStream) -> IO[bytes] | None:
    start = stream.head(4)
    if start.startswith(GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=io.BufferedReader(stream, _BUFFER)))
    if start.startswith(BZIP2):
        return cast("IO[bytes]", Bunzip(stream))
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "you may not read this file"
    if isinstance(error, RuntimeError):
        return "the archive is encrypted"
    return "can't be opened"
