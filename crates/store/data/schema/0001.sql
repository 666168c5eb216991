-- The first layout. A change of it is a new file beside this one, never a change of this one.

-- What happened, in the order in which it was written: the one thing that everything else in here,
-- but for pages and records, is derived from.
CREATE TABLE event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL, -- number of the first event of the same change
    at INTEGER NOT NULL, -- seconds since 1970 in UTC
    job TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
CREATE INDEX event_of_job ON event (job, at, number);
CREATE INDEX event_of_change ON event (change);

-- Jobs whose events may go: those in the bin, while it is emptied, and never any other. The table is
-- filled and emptied again within one transaction, so that at any other time nothing can be deleted.
CREATE TABLE purging (job TEXT PRIMARY KEY) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM purging WHERE job = old.job) BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;
CREATE TRIGGER only_the_bin_is_purged BEFORE INSERT ON purging
WHEN NOT EXISTS (SELECT 1 FROM job WHERE id = new.job AND removed_at IS NOT NULL) BEGIN
    SELECT RAISE(ABORT, 'only what is in the bin can be purged');
END;

-- Pages as they were saved (zstd), by the SHA-256 of their bytes.
CREATE TABLE page (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL, -- of the bytes as saved
    data BLOB NOT NULL
) STRICT;

-- What was read in pages: the record's JSON (zstd), by the SHA-256 of the JSON. A record is kept when
-- a newer version reads another one.
CREATE TABLE record (
    sha256 TEXT PRIMARY KEY,
    parser TEXT NOT NULL, -- version of the program that read it first
    data BLOB NOT NULL
) STRICT;

-- From here on: what the events add up to.

-- Events that were taken back.
CREATE TABLE undone (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    undone_by INTEGER NOT NULL REFERENCES event (number)
) STRICT;
CREATE INDEX undone_by ON undone (undone_by);

CREATE TABLE job (
    key INTEGER PRIMARY KEY, -- number of its first event
    id TEXT NOT NULL UNIQUE,
    saved_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_on TEXT NOT NULL,
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    removed_at INTEGER,
    -- What the newest record says, as corrected.
    title TEXT,
    company TEXT,
    places TEXT NOT NULL DEFAULT '[]', -- JSON
    workplace TEXT,
    salary TEXT, -- JSON
    pay_a_year REAL, -- the most that is paid
    valid_through TEXT,
    requisition TEXT,
    skills TEXT NOT NULL DEFAULT '[]', -- JSON
    title_hash INTEGER,
    fingerprint BLOB
) STRICT;
CREATE INDEX job_by_requisition ON job (requisition) WHERE requisition IS NOT NULL;
CREATE INDEX job_by_title_hash ON job (title_hash) WHERE title_hash IS NOT NULL;

CREATE TABLE capture (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES page (sha256),
    entry INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    address TEXT, -- the URL without what does not matter
    bytes INTEGER NOT NULL,
    reading TEXT NOT NULL, -- JSON
    record TEXT NOT NULL REFERENCES record (sha256)
) STRICT;
CREATE INDEX capture_of_job ON capture (job, at, event);
CREATE INDEX capture_by_page ON capture (sha256, entry);
CREATE INDEX capture_by_address ON capture (address) WHERE address IS NOT NULL;
CREATE INDEX capture_by_record ON capture (record);

CREATE TABLE tag (
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    word TEXT NOT NULL,
    PRIMARY KEY (job, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX note_of_job ON note (job, at, event);

CREATE TABLE reminder (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    due TEXT NOT NULL,
    text TEXT NOT NULL,
    done_at INTEGER
) STRICT;
CREATE INDEX reminder_of_job ON reminder (job, due);

CREATE TABLE contact (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    detail TEXT
) STRICT;
CREATE INDEX contact_of_job ON contact (job, at, event);

CREATE TABLE correction (
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    fact TEXT NOT NULL,
    value TEXT NOT NULL, -- JSON
    at INTEGER NOT NULL,
    agreed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job, fact)
) STRICT, WITHOUT ROWID;

-- Each of the two jobs has its own row.
CREATE TABLE link (
    job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    other TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (job, other)
) STRICT, WITHOUT ROWID;

-- Words of a job, by its key. The text itself is in records and notes and not kept a second time.
-- "C++" and "C#" are words.
CREATE VIRTUAL TABLE words USING fts5 (
    title, company, body, notes,
    content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '+#'"
);
