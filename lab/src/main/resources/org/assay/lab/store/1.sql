CREATE TABLE run (
    id          TEXT PRIMARY KEY,
    study       TEXT NOT NULL,
    scale       TEXT NOT NULL,
    plan_hash   TEXT NOT NULL,
    planned     TEXT NOT NULL,
    complete    INTEGER NOT NULL,
    header      TEXT NOT NULL,
    request     TEXT NOT NULL
);
CREATE INDEX run_plan ON run (plan_hash);

CREATE TABLE trial (
    id          INTEGER PRIMARY KEY,
    run         TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    arm         TEXT NOT NULL,
    seed        INTEGER NOT NULL,
    status      TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    failure     TEXT,
    cpu_seconds REAL NOT NULL,
    wall_seconds REAL NOT NULL,
    peak_bytes  INTEGER NOT NULL,
    energy_joules REAL,
    UNIQUE (run, arm, seed)
);

-- bits is the exact IEEE 754 value: a REAL column loses the sign of zero and turns NaN into NULL.
CREATE TABLE cell (
    trial       INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    value       REAL,
    bits        INTEGER NOT NULL,
    PRIMARY KEY (trial, position)
) WITHOUT ROWID;

-- points are big-endian doubles: all x, then all y.
CREATE TABLE series (
    trial       INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    points      BLOB NOT NULL,
    PRIMARY KEY (trial, name)
);

CREATE TABLE image (
    trial       INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    channels    INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    pixels      BLOB NOT NULL,
    PRIMARY KEY (trial, name)
);

CREATE TABLE sample (
    trial       INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (trial, name)
);

CREATE TABLE shared (
    run         TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    address     TEXT NOT NULL,
    name        TEXT NOT NULL,
    cpu_seconds REAL NOT NULL,
    wall_seconds REAL NOT NULL,
    peak_bytes  INTEGER NOT NULL,
    energy_joules REAL,
    PRIMARY KEY (run, address)
);
