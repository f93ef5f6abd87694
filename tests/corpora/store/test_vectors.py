import numpy as np

from corpora.store.vectors import WorkspaceVectors
from corpora.store.workspace import Workspace


def test_vectors_come_back_as_they_were_kept(workspace: Workspace) -> None:
    shelf = WorkspaceVectors(workspace)
    one, other = np.array([0.6, 0.8], np.float32), np.array([1.0, 0.0], np.float32)
    shelf.put("static", {"h1": one, "h2": other})
    shelf.put("minilm", {"h1": other})
    shelf.put("minilm", {})
    found = shelf.get("static", ["h2", "h1", "h3"])
    assert set(found) == {"h1", "h2"}
    assert found["h1"].tolist() == one.tolist()
    assert shelf.get("minilm", ["h2"]) == {}
