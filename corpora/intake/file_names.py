"""Personal data out of the names of files: recordings are often named after who called.

What is stored is `calls/<EMAIL_1>.vtt:1`. The file is found again by looking which of those in the
folder has a name that comes to the same; what it holds then tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpora.records import Reject
from corpora.redact import Redacted, RedactMode, Redactor, lexicon

# Numbers in the names of exports are mostly days and counts.
_KINDS = frozenset(("EMAIL", "PHONE", "CARD", "IBAN", "NATIONAL_ID", "NAME"))
_ENDING = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{0,6})?(?:\.(?:gz|bz2|zip))?$")
_SEPARATORS = re.compile(r"([/\\!#])")
_JOINTS = str.maketrans("_+", "  ")
_PIECE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*|\+?\d+")
_OURS = re.compile(r"<[A-Z_]{2,12}_\d+>")
_MOST = 4096  # names that are remembered


class FileNames:
    """Replaces personal data in what is stored of files' names.

    Args:
        mode: As for turns; names are looked for in the last part of a path alone, because people
            keep files in folders that are called after themselves.
        region: As for `Redactor`.
    """

    def __init__(self, mode: RedactMode, region: str = "GB") -> None:
        self._off = mode == "off"
        self._all = Redactor(mode, region=region)
        self._patterns = Redactor("patterns", region=region)
        self._known: dict[str, str] = {}

    def origin(self, origin: str) -> str:
        """Return an origin, `file:row`, without personal data in it."""
        file, colon, row = origin.rpartition(":")
        return f"{self.file(file)}:{row}" if colon else self.file(origin)

    def reject(self, reject: Reject) -> Reject:
        """Return what is stored of a reject."""
        return replace(reject, file=self.file(reject.file))

    def file(self, name: str) -> str:
        """Return a file's path without personal data in it."""
        if self._off:
            return name
        if name not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[name] = self._shown(name)
        return self._known[name]

    def part(self, part: str, *, last: bool) -> str:
        """Return one part of a path without personal data; `last`: it is the file's name."""
        stem = part[: _ENDING.search(part).start()] if last else part  # type: ignore[union-attr]  # it can match nothing
        redactor = self._all if last else self._patterns
        # As it stands, and each run of words and of digits by itself, names with capitals.
        pieces = [(0, stem)]
        for match in _PIECE.finditer(stem.translate(_JOINTS)):
            piece = match.group()
            named = lexicon.is_only_a_name(piece.split(" ")[0]) and len(piece.title()) == len(piece)
            pieces.append((match.start(), piece.title() if named else piece))
        results = redactor.contacts([(piece,) for _, piece in pieces])
        spans = [
            (start + shift, end + shift, kind)
            for (shift, _), result in zip(pieces, results, strict=True)
            for start, end, kind in _spans(result[0])
        ]
        shown, at, counts = "", 0, dict[str, int]()
        for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= at:
                counts[kind] = counts.get(kind, 0) + 1
                shown += f"{stem[at:start]}<{kind}_{counts[kind]}>"
                at = end
        return shown + stem[at:] + part[len(stem) :]

    def _shown(self, file: str) -> str:
        parts = _SEPARATORS.split(file)
        last = max((at for at, part in enumerate(parts) if part), default=0)
        named = {last, *(at - 2 for at in range(2, len(parts), 2) if parts[at - 1] in "!#")}
        return "".join(
            part if at % 2 else self.part(part, last=at in named) if part else part
            for at, part in enumerate(parts)
        )


def _spans(redacted: Redacted) -> Iterator[tuple[int, int, str]]:
    for span in redacted.spans:
        if span.kind in _KINDS:
            yield span.start, span.end, span.kind


def files_called(name: str, region: str = "GB") -> Iterator[Path]:
    """Yield the files that the stored name of one can stand for.

    Args:
        name: A path as it is stored, with or without placeholders.
        region: As for `Redactor`.
    """
    path = Path(name)
    if not _OURS.search(name):
        if path.is_file():
            yield path
        return
    begun = [Path(path.anchor)]
    parts = path.parts[1:] if path.anchor else path.parts
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        begun = [entry for folder in begun for entry in _entries(folder, part, region, last=last)]
    yield from (entry for entry in begun if entry.is_file())


def _entries(folder: Path, part: str, region: str, *, last: bool) -> Iterator[Path]:
    if not _OURS.search(part):
        yield folder / part
        return
    modes: tuple[RedactMode, ...] = ("full",) if "<NAME_" in part else ("full", "patterns")
    named = [FileNames(mode, region) for mode in modes]
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if any(names.part(entry.name, last=last) == part for names in named):
            yield entry
