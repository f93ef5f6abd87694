"""Decides how a file's bytes stand for characters, and mends what was decoded wrongly before."""

from __future__ import annotations

import codecs
import re

MIXED = "frontstage-mixed"
"""Name of the error handler that takes stray bytes as cp1252, as Windows programs write them."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# charset-normalizer names many Western tables that differ from cp1252 in characters which
# customers hardly type; the Windows one is by far the likeliest of them.
_WESTERN = re.compile(r"^(cp1250|cp1252|cp1254|cp1257|cp125[08]|cp437|cp85\d|latin|iso8859|mac|hp)")
_ENOUGH = 40
_MOJIBAKE = re.compile(r"[ÂÃâðÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    if not error.encoding.lower().startswith("utf-8"):
        return "\ufffd", error.end
    return "".join(_one(byte) for byte in stray), error.end


def _one(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


codecs.register_error(MIXED, _as_cp1252)


def encoding_of(head: bytes) -> str:
    """Return the name of the encoding that `head`, the beginning of a file, is written in."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\0" in head and (wide := _wide(head)):
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return _eight_bit(head)
    return "utf-8"


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: most text has a zero in every other byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _eight_bit(head: bytes) -> str:
    text = head.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - stray
    if whole > stray:
        return "utf-8"  # with stray bytes, which the error handler takes one by one
    high = sum(1 for byte in head if byte > 0x7F)
    if high < _ENOUGH:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    if best is None or _WESTERN.match(best.encoding):
        return "cp1252"
    return best.encoding


def mend(text: str) -> str:
    """Undo a wrong decoding that happened before the file was written (`donâ€™t` to `don’t`).

    Costs two look-ups where there is nothing to mend, and mends nothing else: quotes must stay
    the customer's words.
    """
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    import ftfy

    return ftfy.fix_encoding(text)
