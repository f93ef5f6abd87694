"""Vectors of texts, kept by the hash of the text, so that no text is encoded twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from corpora.protocols import Vectors
from corpora.store.arrow import insert
from corpora.store.workspace import Workspace


class WorkspaceVectors:
    """The vectors kept in a workspace; satisfies `corpora.protocols.VectorShelf`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get(self, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are there, each of shape `(dimensions,)`."""
        with self._workspace.reading() as db:
            table = db.sql(
                """
                SELECT text_hash, any_value(vector) AS vector FROM vectors
                WHERE encoder = ? AND text_hash IN (SELECT unnest(?)) GROUP BY text_hash
                """,
                params=[encoder, list(hashes)],
            ).to_arrow_table()
        if not table.num_rows:
            return {}
        flat = table["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
        rows = np.asarray(flat, dtype=np.float32).reshape(table.num_rows, -1)
        return dict(zip(table["text_hash"].to_pylist(), rows, strict=True))

    def put(self, encoder: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by the hash of their text."""
        if not vectors:
            return
        flat = np.stack(list(vectors.values())).astype(np.float32, copy=False)
        rows = pa.table(
            {
                "text_hash": pa.array(list(vectors)),
                "encoder": pa.array([encoder] * len(vectors)),
                "vector": pa.ListArray.from_arrays(
                    np.arange(len(flat) + 1, dtype=np.int32) * flat.shape[1], flat.ravel()
                ),
            }
        )
        with self._workspace.writing() as db:
            insert(db, "vectors", rows)
