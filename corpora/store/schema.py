"""The tables of the workspace, as migrations: text that never changes once released.

Times are UTC in columns without a zone. Bulk tables have no primary keys: on a text column they
make inserts many times slower and the file several times larger; identity is kept by the
statements in `contacts` and `pages`.
"""

from __future__ import annotations

_FIRST = """
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);

CREATE TABLE contacts (
    id VARCHAR NOT NULL, source VARCHAR NOT NULL, content_hash VARCHAR NOT NULL,
    source_id VARCHAR, customer_key VARCHAR, channel VARCHAR NOT NULL,
    direction VARCHAR NOT NULL, opened_at TIMESTAMP, closed_at TIMESTAMP, handle_s DOUBLE,
    wait_s DOUBLE, transfers BIGINT, department VARCHAR, outcome VARCHAR,
    language VARCHAR NOT NULL, product_ids VARCHAR[] NOT NULL, set_aside VARCHAR,
    flags VARCHAR[] NOT NULL, origin VARCHAR NOT NULL, attributes MAP(VARCHAR, VARCHAR) NOT NULL
);
CREATE TABLE turns (
    contact_id VARCHAR NOT NULL, index BIGINT NOT NULL, speaker VARCHAR NOT NULL,
    text VARCHAR NOT NULL, started_at DOUBLE, ended_at DOUBLE, visible BOOLEAN NOT NULL
);
CREATE TABLE contact_history (
    contact_id VARCHAR NOT NULL, content_hash VARCHAR NOT NULL, replaced_at TIMESTAMP NOT NULL,
    origin VARCHAR NOT NULL, texts VARCHAR[] NOT NULL
);
CREATE TABLE events (
    "at" TIMESTAMP NOT NULL, activity VARCHAR NOT NULL, lane VARCHAR NOT NULL,
    contact_id VARCHAR, customer_key VARCHAR, duration_s DOUBLE,
    attributes MAP(VARCHAR, VARCHAR) NOT NULL
);
CREATE TABLE products (
    id VARCHAR NOT NULL, title VARCHAR NOT NULL, sku VARCHAR, gtin VARCHAR, mpn VARCHAR,
    brand VARCHAR, family VARCHAR, aliases VARCHAR[] NOT NULL
);
CREATE TABLE pages (
    id VARCHAR NOT NULL, version VARCHAR NOT NULL, product_ids VARCHAR[] NOT NULL,
    title VARCHAR NOT NULL, url VARCHAR, valid_from TIMESTAMP, language VARCHAR NOT NULL,
    unread VARCHAR[] NOT NULL, origin VARCHAR NOT NULL
);
CREATE TABLE passages (
    id VARCHAR NOT NULL, page_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    index BIGINT NOT NULL, kind VARCHAR NOT NULL, text VARCHAR NOT NULL
);
CREATE TABLE runs (
    id BIGINT NOT NULL, kind VARCHAR NOT NULL, started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP, parameters MAP(VARCHAR, VARCHAR) NOT NULL,
    summary MAP(VARCHAR, DOUBLE) NOT NULL
);
CREATE TABLE labels (
    run_id BIGINT NOT NULL, contact_id VARCHAR NOT NULL, level VARCHAR NOT NULL,
    stage_id VARCHAR, probability DOUBLE NOT NULL, turn_index BIGINT, start BIGINT NOT NULL,
    "end" BIGINT NOT NULL, rank BIGINT NOT NULL, reason VARCHAR, driver VARCHAR
);
CREATE TABLE needs (
    run_id BIGINT NOT NULL, id VARCHAR NOT NULL, contact_id VARCHAR NOT NULL,
    turn_index BIGINT NOT NULL, start BIGINT NOT NULL, "end" BIGINT NOT NULL,
    text VARCHAR NOT NULL, kind VARCHAR NOT NULL, kind_probability DOUBLE NOT NULL,
    looked VARCHAR NOT NULL, product_ids VARCHAR[] NOT NULL, link_probability DOUBLE NOT NULL,
    answer_probability DOUBLE, passage_id VARCHAR, gap_id VARCHAR
);
CREATE TABLE gaps (
    run_id BIGINT NOT NULL, id VARCHAR NOT NULL, product_ids VARCHAR[] NOT NULL,
    topic VARCHAR NOT NULL, kind VARCHAR NOT NULL, need_ids VARCHAR[] NOT NULL,
    contacts BIGINT NOT NULL, customers BIGINT NOT NULL, customers_low DOUBLE NOT NULL,
    customers_high DOUBLE NOT NULL, open_probability DOUBLE NOT NULL,
    founding_need VARCHAR NOT NULL, passage_id VARCHAR, successor VARCHAR
);
CREATE TABLE findings (
    run_id BIGINT NOT NULL, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    reason VARCHAR NOT NULL, size BIGINT NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL,
    evidence JSON NOT NULL
);
CREATE TABLE journal (
    seq BIGINT NOT NULL, "at" TIMESTAMP NOT NULL, kind VARCHAR NOT NULL, payload JSON NOT NULL
);
CREATE TABLE decided (
    contact_id VARCHAR NOT NULL, origin VARCHAR NOT NULL, stage_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL
);
CREATE TABLE rejects (
    run_id BIGINT NOT NULL, file VARCHAR NOT NULL, row BIGINT, code VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL
);
CREATE TABLE vectors (
    text_hash VARCHAR NOT NULL, encoder VARCHAR NOT NULL, vector FLOAT[] NOT NULL
);
CREATE TABLE tombstones (customer_key VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL);

-- Whose word counts: a person's relabel, else a matching rule, else a teaching answer, else the
-- latest model.
CREATE VIEW effective_labels AS
WITH word AS (
    SELECT contact_id, origin, stage_id, row_number() OVER (
        PARTITION BY contact_id
        ORDER BY CASE origin WHEN 'relabel' THEN 0 WHEN 'rule' THEN 1 ELSE 2 END, seq DESC
    ) AS place
    FROM decided
), model AS (
    SELECT * FROM labels
    WHERE level = 'contact' AND rank = 0 AND run_id = (
        SELECT max(id) FROM runs WHERE kind = 'classify' AND finished_at IS NOT NULL
    )
)
SELECT
    contacts.id AS contact_id,
    coalesce(word.stage_id, model.stage_id) AS stage_id,
    CASE WHEN word.stage_id IS NOT NULL THEN word.origin
         WHEN model.contact_id IS NOT NULL THEN 'model' END AS origin,
    CASE WHEN word.stage_id IS NOT NULL THEN 1.0 ELSE model.probability END AS probability,
    CASE WHEN word.stage_id IS NULL THEN model.reason END AS reason,
    model.turn_index, model.start, model."end", model.driver
FROM contacts
LEFT JOIN (SELECT * FROM word WHERE place = 1) AS word ON word.contact_id = contacts.id
LEFT JOIN model ON model.contact_id = contacts.id
WHERE contacts.set_aside IS NULL;

-- The live version of each page is the last one that was stored.
CREATE VIEW live_pages AS
SELECT * EXCLUDE (place) FROM (
    SELECT *, row_number() OVER (
        PARTITION BY id ORDER BY valid_from DESC NULLS LAST, rowid DESC
    ) AS place
    FROM pages
) WHERE place = 1;
"""

_SECOND = """
CREATE TABLE demands (
    run_id BIGINT NOT NULL, contact_id VARCHAR NOT NULL, failure BOOLEAN NOT NULL,
    failure_probability DOUBLE NOT NULL, resolved BOOLEAN NOT NULL,
    resolved_probability DOUBLE NOT NULL, outcome VARCHAR NOT NULL, turn_index BIGINT NOT NULL,
    start BIGINT NOT NULL, "end" BIGINT NOT NULL
);

-- Where the contacts of stages that people merged, removed or split count today; worked out
-- from the journal, and anew after each change of the journey.
CREATE TABLE stage_aliases (alias VARCHAR NOT NULL, stage_id VARCHAR NOT NULL);

-- As before, and stages that are no more are read as those that took their place.
CREATE OR REPLACE VIEW effective_labels AS
WITH word AS (
    SELECT contact_id, origin, stage_id, row_number() OVER (
        PARTITION BY contact_id
        ORDER BY CASE origin WHEN 'relabel' THEN 0 WHEN 'rule' THEN 1 ELSE 2 END, seq DESC
    ) AS place
    FROM decided
), model AS (
    SELECT * FROM labels
    WHERE level = 'contact' AND rank = 0 AND run_id = (
        SELECT max(id) FROM runs WHERE kind = 'classify' AND finished_at IS NOT NULL
    )
)
SELECT
    contacts.id AS contact_id,
    coalesce(stage_aliases.stage_id, word.stage_id, model.stage_id) AS stage_id,
    CASE WHEN word.stage_id IS NOT NULL THEN word.origin
         WHEN model.contact_id IS NOT NULL THEN 'model' END AS origin,
    CASE WHEN word.stage_id IS NOT NULL THEN 1.0 ELSE model.probability END AS probability,
    CASE WHEN word.stage_id IS NULL THEN model.reason END AS reason,
    model.turn_index, model.start, model."end", model.driver
FROM contacts
LEFT JOIN (SELECT * FROM word WHERE place = 1) AS word ON word.contact_id = contacts.id
LEFT JOIN model ON model.contact_id = contacts.id
LEFT JOIN stage_aliases ON stage_aliases.alias = coalesce(word.stage_id, model.stage_id)
WHERE contacts.set_aside IS NULL;
"""

# Which of two states of a contact is the newer one; `corpora.store.contacts` tells how.
_THIRD = """
ALTER TABLE contacts ADD COLUMN as_of TIMESTAMP;
ALTER TABLE contacts ADD COLUMN file_at TIMESTAMP;
ALTER TABLE contact_history ADD COLUMN as_of TIMESTAMP;
ALTER TABLE contact_history ADD COLUMN file_at TIMESTAMP;
"""

# Equal events of one file are real repeats; what was stored before is the first of its kind.
_FOURTH = """
ALTER TABLE events ADD COLUMN occurrence BIGINT DEFAULT 1;
"""

# What the page said when a customer asked, where it was changed since.
_FIFTH = """
ALTER TABLE needs ADD COLUMN then_probability DOUBLE;
ALTER TABLE needs ADD COLUMN then_passage_id VARCHAR;
"""

# What was done to a contact beside what was read; NULL where it was stored before that was kept.
_SIXTH = """
ALTER TABLE contacts ADD COLUMN treatment VARCHAR;
ALTER TABLE contact_history ADD COLUMN treatment VARCHAR;
"""

# Which words say that a customer looked at the page.
_SEVENTH = """
ALTER TABLE needs ADD COLUMN looked_start BIGINT;
ALTER TABLE needs ADD COLUMN looked_words VARCHAR;
"""

# What contacts themselves call their products, the products that nobody else tells of, the pages
# that are theirs by title alone, and the ids under which products were known before.
_EIGHTH = """
ALTER TABLE contacts ADD COLUMN product_refs VARCHAR[] DEFAULT [];
ALTER TABLE products ADD COLUMN origin VARCHAR DEFAULT 'page';
ALTER TABLE pages ADD COLUMN also VARCHAR[] DEFAULT [];
ALTER TABLE pages ADD COLUMN by_title BOOLEAN DEFAULT false;
CREATE TABLE products_before (id VARCHAR NOT NULL, after VARCHAR NOT NULL);

-- As before; a view has the columns that its table had when it was made.
CREATE OR REPLACE VIEW live_pages AS
SELECT * EXCLUDE (place) FROM (
    SELECT *, row_number() OVER (
        PARTITION BY id ORDER BY valid_from DESC NULLS LAST, rowid DESC
    ) AS place
    FROM pages
) WHERE place = 1;
"""

# Which version of each page a run of `gaps` held questions against: a page's own date says since
# when it stands, not whether the run had read it by then. Runs from before have no rows.
_NINTH = """
CREATE TABLE pages_judged (
    run_id BIGINT NOT NULL, page_id VARCHAR NOT NULL, version VARCHAR NOT NULL
);
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH,
)  # fmt: skip
"""`MIGRATIONS[n]` brings a workspace from version n to version n + 1."""

VERSION = len(MIGRATIONS)
