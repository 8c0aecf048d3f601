-- A second factor of people: codes of the moment (RFC 6238) from an app on their phone.
CREATE TABLE second_factor (
    person_id    uuid        PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    -- the key that app and server share
    sealed_key   bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    -- null until a first code has shown that the app has the key; not asked for before
    confirmed_at timestamptz,
    -- the half minute of the last code that was taken: neither it nor an earlier one is taken again
    last_step    bigint      NOT NULL
);

-- For the day on which the phone is gone; each works once. Here only as keyed hashes.
CREATE TABLE recovery_code (
    person_id uuid  NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);

-- People who came by an identity provider have a password that nobody knows.
ALTER TABLE person ADD COLUMN password_chosen boolean NOT NULL DEFAULT true;
