"""The BPMN document opens, laid out, in bpmn-js: what the modelling tools of the field are made of.

`FRONTSTAGE_BPMN_JS` names the `dist` folder of the npm package bpmn-js; `FRONTSTAGE_SHOTS` names
a folder for a screenshot, where one is wanted to look at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpora.records import Stage
from journeys.discover import discover
from journeys.draw.bpmn import draw_bpmn
from journeys.model import Journey, View

PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="{dist}/assets/diagram-js.css">
<link rel="stylesheet" href="{dist}/assets/bpmn-js.css">
<style>html, body, #canvas {{ height: 100%; margin: 0 }}</style>
<div id="canvas"></div><pre id="told" hidden></pre>
<script src="{dist}/bpmn-navigated-viewer.production.min.js"></script>
<script>
const viewer = new BpmnJS({{ container: "#canvas" }});
const told = document.getElementById("told");
viewer.importXML({xml}).then(({{ warnings }}) => {{
  viewer.get("canvas").zoom("fit-viewport", "auto");
  const shapes = viewer.get("elementRegistry").getAll();
  told.textContent = JSON.stringify({{
    warnings: warnings.map(String),
    names: shapes.map((shape) => shape.businessObject?.name).filter(Boolean),
    kinds: shapes.map((shape) => shape.type),
    outside: shapes.filter((shape) => shape.width && !(shape.x >= 0 && shape.y >= 0)).length,
  }});
}}).catch((error) => {{ told.textContent = JSON.stringify({{ error: String(error) }}); }});
</script>"""


@pytest.fixture
def browser() -> tuple[str, Path]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    dist = Path(os.environ.get("FRONTSTAGE_BPMN_JS", "none"))
    if chromium is None or not (dist / "bpmn-navigated-viewer.production.min.js").is_file():
        pytest.skip("needs chromium, and bpmn-js in FRONTSTAGE_BPMN_JS")
    return chromium, dist.resolve()


def journey() -> Journey:
    stages = tuple(
        Stage(name, title, "…")
        for name, title in (("ask", "Asking"), ("buy", "Placing the order"), ("get", "Receiving"))
    )
    day = datetime(2026, 4, 6, tzinfo=UTC)
    paths = [("ask", "buy", "get"), ("ask", "ask", "buy"), ("buy", "get", "ask")] * 4
    rows = [(f"k{i}", place, stage) for i, path in enumerate(paths) for place, stage in
            enumerate(path)]  # fmt: skip
    return discover(
        {
            "case": [row[0] for row in rows],
            "contact_id": [f"{row[0]}-{row[1]}" for row in rows],
            "stage_id": [row[2] for row in rows],
            "at": [day + timedelta(days=row[1]) for row in rows],
            "lane": [("sales", "delivery <desk>", "ivr")[i % 3] for i in range(len(rows))],
            "channel": [("call", "chat")[i % 2] for i in range(len(rows))],
        },
        stages=stages,
    )


@pytest.mark.browser
@pytest.mark.parametrize("view", ["customer", "departments"])
def test_bpmn_js_opens_it_without_a_warning(
    browser: tuple[str, Path], tmp_path: Path, view: View
) -> None:
    chromium, dist = browser
    page = tmp_path / "page.html"
    xml = json.dumps(draw_bpmn(journey(), view=view)).replace("</", "<\\/")
    page.write_text(PAGE.format(dist=dist.as_uri(), xml=xml), encoding="utf-8")
    shots = Path(os.environ.get("FRONTSTAGE_SHOTS", tmp_path))
    common = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,800",
              "--allow-file-access-from-files", "--virtual-time-budget=8000",
              f"--user-data-dir={tmp_path / 'profile'}"]  # fmt: skip
    shown = subprocess.run(
        [*common, "--dump-dom", page.as_uri()],
        capture_output=True, encoding="utf-8", check=True, timeout=120,
    ).stdout  # fmt: skip
    found = re.search(r'<pre id="told" hidden="">(.*?)</pre>', shown, re.DOTALL)
    assert found is not None, shown[-2000:]
    told = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert "error" not in told, told
    assert told["warnings"] == []
    assert {"Asking", "Placing the order", "Receiving"} <= {
        " ".join(name.split()) for name in told["names"]
    }
    assert told["outside"] == 0
    assert {"bpmn:Participant", "bpmn:Lane"} <= set(told["kinds"])
    subprocess.run(
        [*common, f"--screenshot={shots / f'bpmn-{view}.png'}", page.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert (shots / f"bpmn-{view}.png").stat().st_size > 5000
