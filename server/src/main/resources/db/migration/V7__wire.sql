-- Answers to requests that carried an Idempotency-Key, kept for a day: a client that repeats the request gets the answer
-- again instead of a second database. Answers may hold secrets and are sealed.

CREATE TABLE idempotent_request (
    -- who sent it: Caller.label
    caller   text        NOT NULL,
    path     text        NOT NULL,
    key      text        NOT NULL,
    -- which of several tries holds the key; only that one may write its answer
    attempt  uuid        NOT NULL,
    -- the server that works on it and that server's start: when it has started again, its tries are dead
    server   text        NOT NULL,
    run      uuid        NOT NULL,
    begun_at timestamptz NOT NULL,
    -- of what was sent; null with the answer until there is one
    digest   bytea,
    answer   bytea,
    PRIMARY KEY (caller, path, key),
    CHECK ((digest IS NULL) = (answer IS NULL))
);

CREATE INDEX ON idempotent_request (begun_at);
