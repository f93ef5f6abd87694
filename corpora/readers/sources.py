"""Finds the files that a user named: files, folders, and what is packed in them.

A `Source` is one stream of bytes with a name to show; where it lies (a file, a packed file, a
member of a zip file) is its own business.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from corpora.errors import SourceError
from corpora.readers.encodings import MIXED, encoding_of
from corpora.readers.packed import EMPTY_ZIP, HEAD_BYTES, ZIP, ByteStream, open_bytes
from corpora.records import Reject

_BUFFER = 1 << 18
_MANY_MEMBERS = 100_000
# Beside pages saved with a browser lie hundreds of these, and settings and workspaces beside
# exports; nobody means them by naming a folder.
_ASSETS = re.compile(
    r"(\.duckdb\..+|\.(toml|duckdb|lock|css|js|map|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|eot|otf|mp4|webm))$",
    re.IGNORECASE,
)
# What `frontstage report` wrote, read in again, would be a page that answers every question.
_REPORT = frozenset(("report.html", "report.json", "gaps.csv"))
_BESIDE_REPORT = _REPORT | {"report.md", "gaps.xlsx"}
_GENERATED = b'<meta name="generator" content="Frontstage">'
_GENERATED_WITHIN = 2048
_LITTER = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of bytes to read.

    Attributes:
        name: As the user named it, safe to show in a terminal; `archive.zip!member` for members.
        path: The file on disk.
        member: Name inside the zip file at `path`; None: the file itself.
    """

    name: str
    path: Path
    member: str | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of its own name, lower case, without those of packing: `.csv`."""
        name = PurePosixPath(self.member or self.path.name)
        while name.suffix.lower() in (".gz", ".bz2"):
            name = name.with_suffix("")
        return name.suffix.lower()

    def open(self) -> ByteStream:
        """Open its bytes, unpacked.

        Raises:
            SourceError: It can't be opened.
        """
        return open_bytes(self.path, self.name, self.member)

    def head(self) -> bytes:
        """Return the first 64 KiB, unpacked; asked again, the file is not opened again."""
        try:
            stat = self.path.stat()
        except OSError:
            return _head(self, 0, 0)
        return _head(self, stat.st_mtime_ns, stat.st_size)

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """Open it as text; lines keep the ends that they have in the file."""
        with self.open() as stream:
            encoding = encoding_of(stream.head())
            buffered = io.BufferedReader(stream, _BUFFER)
            yield io.TextIOWrapper(buffered, encoding=encoding, errors=MIXED, newline="")

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Give a path with the unpacked bytes, for readers that need one.

        It is the file itself where that is not packed, and a temporary copy otherwise.
        """
        with self.open() as stream:
            packed = self.member is not None or not self._starts_like(stream)
            if not packed:
                yield self.path
                return
            with tempfile.TemporaryDirectory(prefix="frontstage-") as folder:
                copy = Path(folder) / f"unpacked{self.suffix}"
                with copy.open("wb") as target:
                    while piece := stream.read(_BUFFER):
                        target.write(piece)
                yield copy

    def _starts_like(self, stream: ByteStream) -> bool:
        with self.path.open("rb") as plain:
            return plain.read(16) == stream.head(16)


@lru_cache(maxsize=16)
def _head(source: Source, changed: int, size: int) -> bytes:  # noqa: ARG001  (parts of the key)
    with source.open() as stream:
        return stream.head(HEAD_BYTES)


def shown(name: str) -> str:
    """Return a file name as one harmless line: escapes, controls and stray bytes written out."""
    whole = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in whole)


def find(paths: Iterable[Path]) -> Iterator[Source | Reject]:
    """Find every file under `paths`, each once, folders in the order of their names.

    Hidden files, the pictures, styles and scripts that lie beside saved pages, and the reports
    and workspaces of this program are passed over in folders. What can't be read
    becomes a `Reject` for the whole file.
    """
    seen: set[str] = set()
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, seen)
        else:
            yield from _file(path, seen)


def _in_folder(folder: Path, seen: set[str]) -> Iterator[Source | Reject]:
    real = os.path.realpath(folder)
    if real in seen:  # a link that leads back, or a folder named twice
        return
    seen.add(real)
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield Reject(shown(str(folder)), None, "no-access", "you may not read this folder")
        return
    own = _BESIDE_REPORT if {path.name for path in inside} >= _REPORT else frozenset()
    for path in inside:
        if path.name.startswith(".") or path.name in _LITTER:
            continue
        if path.is_dir():
            yield from _in_folder(path, seen)
        elif path.name not in own and not _ASSETS.search(path.name) and not _is_report(path):
            yield from _file(path, seen)


def _is_report(path: Path) -> bool:
    if path.suffix.lower() != ".html" or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return _GENERATED in stream.read(_GENERATED_WITHIN)
    except OSError:
        return False  # whoever opens it next says why it can't be read


def _file(path: Path, seen: set[str]) -> Iterator[Source | Reject]:
    name = shown(str(path))
    if not path.exists():
        code, remedy = (
            ("dangling-link", "the link leads nowhere; name the file itself")
            if path.is_symlink()
            else ("no-such-file", "check the name")
        )
        yield Reject(name, None, code, remedy)
        return
    if not path.is_file():
        yield Reject(name, None, "not-a-file", "this is a device or pipe; write it to a file first")
        return
    real = os.path.realpath(path)
    if real in seen:
        return
    seen.add(real)
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError:
        yield Reject(name, None, "no-access", "you may not read this file")
        return
    if start in (ZIP, EMPTY_ZIP):
        yield from _in_zip(path, name)
    else:
        yield Source(name, path)


def _in_zip(path: Path, name: str) -> Iterator[Source | Reject]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        yield Reject(name, None, "broken-zip", "the zip file is damaged or cut off; fetch it again")
        return
    if any(info.filename == "[Content_Types].xml" for info in members):
        yield Source(name, path)  # a workbook or document, which is a zip file inside
        return
    if len(members) > _MANY_MEMBERS:
        yield Reject(name, None, "too-many-members", "more than 100,000 files; unpack it yourself")
        return
    for info in sorted(members, key=lambda info: info.filename):
        inside = PurePosixPath(info.filename.replace("\\", "/"))
        label = f"{name}!{shown(info.filename)}"
        if inside.is_absolute() or ".." in inside.parts:
            yield Reject(
                label, None, "outside-path", "its name leads out of the zip file; left out"
            )
        elif any(part.startswith(".") or part in _LITTER for part in inside.parts):
            continue
        elif info.flag_bits & 1:
            yield Reject(label, None, "encrypted", "unpack it with its password first")
        elif not _ASSETS.search(inside.name):
            yield Source(label, path, info.filename)


def has_bytes(paths: Iterable[Path], enough: int) -> bool:
    """Tell whether the files under `paths` take `enough` bytes on disk; looks no further."""
    total = 0
    for path in paths:
        files = (Path(f, name) for f, _, names in os.walk(path) for name in names)
        for file in files if path.is_dir() else (path,):
            with suppress(OSError):
                total += file.stat().st_size
            if total >= enough:
                return True
    return False


def source_of(path: Path) -> Source:
    """Return the one source at `path`.

    Raises:
        SourceError: There is none, or more than one (a folder, a zip file of several).
    """
    found = list(find([path]))
    if len(found) == 1 and isinstance(found[0], Source):
        return found[0]
    if found and isinstance(found[0], Reject):
        raise SourceError(found[0].remedy, where=found[0].file)
    raise SourceError(
        "holds no single file", where=shown(str(path)), remedy="name one of the files in it"
    )
