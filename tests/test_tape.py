"""The moving picture shows one frame at a time, each with names of its own."""

from __future__ import annotations

from xml.etree import ElementTree

from scripts.tape import Frame, joined

_DRAWN = (
    '<svg class="rich-terminal" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg"><style>'
    '@font-face {{ src: url("https://elsewhere.example/font") }} .terminal-7-r1 {{ fill: #fff }}'
    '</style><text class="terminal-7-r1">{0}</text></svg>'
)


def test_frames_follow_one_another_and_nothing_is_fetched() -> None:
    drawing = joined([Frame(_DRAWN.format(word), 2.0) for word in ("first", "second")])
    root = ElementTree.fromstring(drawing)  # noqa: S314 - written above
    frames = [each for each in root if each.get("class", "").startswith("frame")]
    texts = ["".join(each.itertext()) for each in frames]
    assert len(texts) == 2
    assert texts[0].endswith("first")
    assert texts[1].endswith("second")
    assert "elsewhere" not in drawing
    assert {"t0-r1", "t1-r1"} <= {each.get("class", "") for each in root.iter()}
    assert "0.000% { visibility: visible } 50.000% { visibility: hidden }" in drawing
    assert "50.000% { visibility: visible } 100.000% { visibility: hidden }" in drawing
