"""Identity: the ids that everything is known by, and why two readings give the same one.

A contact's id is a hash of its source and source id where the source has one, else a keyed hash
of the raw record and its occurrence number among equal records. Redaction never enters an id,
so a better redactor changes no identity. Sixty bits make a clash among a million records less
likely than one in a million.
"""

from __future__ import annotations

import hmac
from hashlib import blake2b

_SEPARATOR = "\x1f"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
# Two letters for each ten bits: ids are made for every contact, and this is five times faster
# than the base-32 encoder of the standard library, with the same alphabet.
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]


def content_hash(*parts: str) -> str:
    """Return 24 characters that change when any of `parts` changes."""
    return blake2b(_joined(parts), digest_size=12).hexdigest()


def mint(prefix: str, *parts: str, key: bytes = b"") -> str:
    """Return `prefix-xxxxxxxxxxxx`, the same for the same parts and key.

    Args:
        prefix: One letter that tells the kind of record: c, p, g, n, f, or `page`.
        parts: What identifies the record.
        key: The workspace's key, where the parts must not be guessed back from the id.
    """
    return f"{prefix}-{_sixty_bits(blake2b(_joined(parts), digest_size=8, key=key).digest())}"


def customer_key(raw: str, key: bytes) -> str:
    """Return the HMAC of a raw customer identifier, blind to case and outer blanks."""
    folded = " ".join(raw.split()).casefold()
    return "k-" + _sixty_bits(hmac.digest(key, folded.encode("utf-8", "surrogatepass"), "sha256"))


def _joined(parts: tuple[str, ...]) -> bytes:
    return _SEPARATOR.join(parts).encode("utf-8", "surrogatepass")


def _sixty_bits(digest: bytes) -> str:
    number = int.from_bytes(digest[:8], "big") >> 4
    pairs = _PAIRS
    return (
        pairs[number >> 50]
        + pairs[number >> 40 & 1023]
        + pairs[number >> 30 & 1023]
        + pairs[number >> 20 & 1023]
        + pairs[number >> 10 & 1023]
        + pairs[number & 1023]
    )
