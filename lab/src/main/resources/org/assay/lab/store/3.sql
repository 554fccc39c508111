ALTER TABLE trial ADD COLUMN ended TEXT;
CREATE TABLE data (
    run         TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (run, id, content_hash)
);
