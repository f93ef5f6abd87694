"""The small companies of other trades: what their truth files say stands in their files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.planted import Truth

TRADES = Path(__file__).parent / "data" / "trades"
COMPANIES = sorted(each.parent for each in TRADES.glob("*/truth.toml"))


def _truth(company: Path) -> dict[str, Any]:
    return tomllib.loads((company / "truth.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_every_quote_stands_in_its_contact(company: Path) -> None:
    texts: dict[str, str] = {}
    for contact in _truth(company)["contact"]:
        file = contact["file"]
        if file not in texts:
            text = (company / file).read_text(encoding="utf-8")
            for plain, marked in (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;")):
                text = text.replace(marked, plain) if file.endswith(".vtt") else text
            texts[file] = text.replace('""', '"') if file.endswith(".csv") else text
        for need in contact.get("need", ()):
            quote = need["quote"]
            written = json.dumps(quote, ensure_ascii=False)[1:-1]
            assert quote in texts[file] or written in texts[file], (contact["id"], quote)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.name)
def test_what_is_planted_is_what_the_benchmarks_read(company: Path) -> None:
    told = _truth(company)
    assert len(Truth(company / "truth.toml").gaps) == 8
    customers = {contact["id"]: contact["customer"] for contact in told["contact"]}
    for gap in told["gap"]:
        asking = {customers[each] for each in gap["contact_ids"]}
        assert len(asking) >= 5, gap["id"]
    skus = "".join(page.read_text(encoding="utf-8") for page in (company / "pages").iterdir())
    for kind in ("gap", "decoy", "agent_knowledge"):
        for each in told[kind]:
            assert each["contact_ids"], each["id"]
            assert all(f'"sku": "{sku}"' in skus for sku in each["products"]), each["id"]
    assert {each["kind"] for each in told["process"]} <= {
        "loop",
        "ping_pong",
        "needless_handoff",
        "misrouting",
    }
    assert all(len(each["contact_ids"]) >= 4 for each in told["process"])
