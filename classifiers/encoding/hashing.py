"""Words and pairs of words as hashed features, for thousands of texts at once, on plain arrays.

The bytes of all texts stand in one buffer, as Arrow keeps them, and nothing here loops over
texts: letters are found by a table, words by where letters begin and end, and the hash of every
word at once from running sums of a polynomial (Karp and Rabin, 1987), so that a text costs about
as much as reading it. Letters are a-z, apostrophes and every byte beyond ASCII; capitals count
as small letters; digits and signs only separate words: numbers identify somebody, not a stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Indices = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

BITS = 18
"""Words fall into buckets from 0 to 2 ** BITS - 1, pairs of words into as many after these."""
BUCKETS = 2 << BITS
FIRST_WORDS = 200
"""Words of a text that count: people begin with what they want."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
# The inverse of the base modulo 2 ** 64: a word's sum is brought back to position 0.
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_PAIR = np.uint64(0xA0761D6478BD642F)
_SHIFT = np.uint64(64 - BITS)
_PIECE = 1 << 19  # bytes worked on at a time, so that arrays stay in the processor's cache


def _letters() -> npt.NDArray[np.uint8]:
    table = np.zeros(256, dtype=np.uint8)
    table[ord("a") : ord("z") + 1] = np.arange(ord("a"), ord("z") + 1)
    table[ord("A") : ord("Z") + 1] = np.arange(ord("a"), ord("z") + 1)
    table[ord("'")] = ord("'")
    table[128:] = np.arange(128, 256)
    return table


_LETTERS = _letters()


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Features of one kind: those of text i are `buckets[bounds[i]:bounds[i + 1]]`."""

    buckets: Indices
    bounds: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Hashed:
    """The features of a batch of texts: single words, and pairs of neighbours."""

    single: Block
    pairs: Block

    @property
    def words(self) -> Indices:
        """How many words of each text were taken, shape `(texts,)`."""
        return np.diff(self.single.bounds)


def hash_words(texts: pa.ListArray, *, first_words: int = FIRST_WORDS) -> Hashed:
    """Hash texts that are lists of utterances; no pair of words spans two utterances.

    Args:
        texts: `list<string>`: one list a text; null is the same as empty.
        first_words: Words of a text beyond these are passed over.
    """
    lengths = np.asarray(texts.value_lengths().fill_null(0), dtype=np.int64)
    owners = np.repeat(np.arange(len(texts)), lengths)
    values, offsets = _buffer(texts.flatten())
    words = np.zeros(len(texts), dtype=np.int64)
    pieces = [
        _hash_piece(values, offsets[begin : end + 1], owners[begin:end], words, first_words)
        for begin, end in _pieces(offsets)
    ]
    return Hashed(
        _block([(single, owner) for single, owner, _, _ in pieces], len(texts)),
        _block([(pairs, owner) for _, _, pairs, owner in pieces], len(texts)),
    )


def _block(parts: list[tuple[Indices, Indices]], texts: int) -> Block:
    """Join the features of pieces, whose owners only ever rise."""
    counts = np.zeros(texts, dtype=np.int64)
    for _, owners in parts:
        counts += np.bincount(owners, minlength=texts)
    buckets = np.concatenate([part for part, _ in parts]) if parts else np.zeros(0, np.int64)
    return Block(buckets, np.concatenate([[0], np.cumsum(counts)]))


def _buffer(said: pa.Array) -> tuple[npt.NDArray[np.uint8], Indices]:
    """Return the bytes of strings and where each begins and ends, without copying them."""
    if said.type != pa.large_string():
        said = said.cast(pa.large_string())
    offsets = np.frombuffer(said.buffers()[1], dtype=np.int64)
    offsets = offsets[said.offset : said.offset + len(said) + 1]
    data = said.buffers()[2]
    values = np.frombuffer(data, dtype=np.uint8) if data is not None else np.zeros(0, np.uint8)
    return values, offsets if len(said) else np.zeros(1, np.int64)


def _pieces(offsets: Indices) -> list[tuple[int, int]]:
    """Cut utterances into runs of about `_PIECE` bytes."""
    last = len(offsets) - 1
    cuts = [0]
    while cuts[-1] < last:
        goal = int(offsets[cuts[-1]]) + _PIECE
        cuts.append(max(cuts[-1] + 1, int(np.searchsorted(offsets, goal, side="right")) - 1))
    return list(pairwise(cuts))


def _hash_piece(
    values: npt.NDArray[np.uint8],
    offsets: Indices,
    owners: Indices,
    words: Indices,
    first_words: int,
) -> tuple[Indices, Indices, Indices, Indices]:
    """Return the words of a piece and their owners, and its pairs and theirs.

    `words` tells how many words of each text were taken before, and is brought up to date.
    """
    base, stop = int(offsets[0]), int(offsets[-1])
    letters = _LETTERS[values[base:stop]]
    starts, ends, utterance = _words(letters, offsets - base)
    owner = owners[utterance]
    kept = _places(owner) + words[owner] < first_words
    starts, ends, utterance, owner = starts[kept], ends[kept], utterance[kept], owner[kept]
    words += np.bincount(owner, minlength=len(words))
    hashes = _hashes(letters, starts, ends)
    together = np.flatnonzero(utterance[1:] == utterance[:-1])
    pairs = (hashes[together] * _PAIR) ^ (hashes[together + 1] + _MIX)
    return _bucket(hashes), owner, _bucket(pairs) + (1 << BITS), owner[together]


def _words(letters: npt.NDArray[np.uint8], offsets: Indices) -> tuple[Indices, Indices, Indices]:
    """Return where words begin and end, and the utterance of each; none crosses utterances."""
    inside = np.zeros(len(letters) + 2, dtype=np.int8)
    inside[1:-1] = letters != 0
    edge = np.diff(inside)
    starts, ends = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    # Where two utterances touch without a sign between them, a word is cut in two.
    seams = offsets[1:-1]
    seams = seams[(seams > 0) & (seams < len(letters))]
    cut = np.unique(seams[(letters[seams] != 0) & (letters[seams - 1] != 0)])
    if len(cut):
        starts = np.sort(np.concatenate([starts, cut]))
        ends = np.sort(np.concatenate([ends, cut]))
    utterance = np.searchsorted(offsets, starts, side="right") - 1
    return starts, ends, utterance


def _places(owner: Indices) -> Indices:
    """Return the position of each word among those of its text in this piece, from 0."""
    changes = np.flatnonzero(owner[1:] != owner[:-1]) + 1
    first = np.concatenate([[0], changes])
    lengths = np.diff(np.append(first, len(owner)))
    return np.asarray(np.arange(len(owner)) - np.repeat(first, lengths))


def _hashes(letters: npt.NDArray[np.uint8], starts: Indices, ends: Indices) -> Hashes:
    powers, inverses = _tables(1 << max(len(letters), _PIECE).bit_length())
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    # The low bits of the polynomial mix little; the high ones take the bucket.
    hashes ^= hashes >> np.uint64(32)
    return np.asarray(hashes * _MIX)


@lru_cache(maxsize=1)
def _tables(length: int) -> tuple[Hashes, Hashes]:
    """Return the powers of the base and of its inverse, `length` of each."""
    return _powers(_BASE, length), _powers(_INVERSE, length)


def _powers(base: np.uint64, length: int) -> Hashes:
    table = np.full(length, base, dtype=np.uint64)
    table[0] = 1
    return np.cumprod(table)


def _bucket(hashes: Hashes) -> Indices:
    mixed = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return np.asarray(mixed >> _SHIFT, dtype=np.int64)
