from __future__ import annotations

import io

from assistant.command_line.legible import print_anyway


def test_what_a_terminal_lacks_is_replaced_and_nothing_stops() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_anyway(stream)
    stream.write("“Next”: stage=… · 9–14 ☃ é")
    stream.flush()
    assert raw.getvalue() == b'"Next": stage=... - 9-14 ? ?'


def test_what_it_has_is_left_alone() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    print_anyway(stream)
    stream.write("stage=…")
    stream.flush()
    assert raw.getvalue().decode() == "stage=…"
