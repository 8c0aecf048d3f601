-- What servers that share this database must know alike: the key of the local CA, the keys that sign tokens, the pepper of
-- keyed hashes. Sealed with the key that each server has in a file; "name" is bound into the seal, so that no secret can be
-- passed off as another.
CREATE TABLE server_secret (
    name       text PRIMARY KEY,
    sealed     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
