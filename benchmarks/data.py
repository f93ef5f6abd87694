"""Where the public data lies that benchmarks measure on; it is never part of this project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ORIGINS = {
    "contacts/airlines_raw.csv.bz2": "asappresearch/dialog-intent-induction",
    "contacts/headset_questions.jsonl": "ev2900/OpenSearch_kNN_Vector_Search (Amazon-PQA)",
    "gaps/epqa.jsonl": "amazon-science/contextual-product-qa",
    "stages/abcd.jsonl": "asappresearch/abcd, human-tagged in zia-ai/academy",
    "stages/natcs_insurance.jsonl": "amazon-science/dstc11-track2-intent-induction",
    "stages/bitext.jsonl": "bitext/customer-support-intent-dataset",
    "events/bpic2013_incidents.xes.gz": "4TU.ResearchData, BPI Challenge 2013",
}


def data_folder() -> Path:
    """Return the folder that `FRONTSTAGE_DATA` names, else `shared/data` beside the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("FRONTSTAGE_DATA", beside))


def data_file(name: str) -> Path:
    """Return the path of a public file; without it, say where it comes from and stop politely."""
    path = data_folder() / name
    if not path.exists():
        origin = _ORIGINS.get(name, "see docs/benchmarks.md")
        print(f"{name} is not here; it comes from {origin}. FRONTSTAGE_DATA names its folder.")
        sys.exit(0)
    return path
