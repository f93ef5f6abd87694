"""Identity: the ids that everything is known by, and why two readings give the same one.

A contact's id is a hash of its source and source id where the source has one, else a keyed hash
of the raw record and its occurrence number among equal records. Redaction never enters an id,
so a better redactor changes no identity. Sixty bits make a clash among a million records less
likely than one in a million.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from hashlib import blake2b

_SEPARATOR = b"\x1f"
_LENGTH = 12


def content_hash(*parts: str) -> str:
    """Return 24 characters that change when any of `parts` changes."""
    return _digest(parts, key=b"")[:24]


def mint(prefix: str, *parts: str, key: bytes = b"") -> str:
    """Return `prefix-xxxxxxxxxxxx`, the same for the same parts and key.

    Args:
        prefix: One letter that tells the kind of record: c, p, g, n, f, or `page`.
        parts: What identifies the record.
        key: The workspace's key, where the parts must not be guessed back from the id.
    """
    return f"{prefix}-{_digest(parts, key=key)[:_LENGTH]}"


def customer_key(raw: str, key: bytes) -> str:
    """Return the HMAC of a raw customer identifier, blind to case and outer blanks."""
    folded = " ".join(raw.split()).casefold()
    digest = hmac.digest(key, folded.encode("utf-8", "surrogatepass"), "sha256")
    return "k-" + b32encode(digest[:10]).decode().lower()[:_LENGTH]


def _digest(parts: tuple[str, ...], *, key: bytes) -> str:
    joined = _SEPARATOR.join(part.encode("utf-8", "surrogatepass") for part in parts)
    return b32encode(blake2b(joined, digest_size=20, key=key).digest()).decode().lower()
