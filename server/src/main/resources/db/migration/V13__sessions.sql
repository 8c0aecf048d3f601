-- People who are signed in at the console. The cookie's value is here only as a keyed hash.
CREATE TABLE session (
    id          uuid        PRIMARY KEY,
    secret_hash bytea       NOT NULL UNIQUE,
    person_id   uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the person's when it began; a session of an older generation is over
    generation  integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    -- about when it was last used: written at most every minute
    seen_at     timestamptz NOT NULL,
    -- the latest end, however much it is used
    ends_at     timestamptz NOT NULL,
    -- what the person may know it by
    agent       text        NOT NULL,
    address     text        NOT NULL
);
CREATE INDEX session_of_person ON session (person_id);
