-- What a deployment is made of can be changed: each state that it was given is a revision, and a change that does not
-- work goes back to the last one that did.

CREATE TABLE spec_revision (
    deployment_id uuid        NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
    revision      bigint      NOT NULL,
    version       text        NOT NULL,
    edition       text        NOT NULL,
    size          text        NOT NULL,
    memory_mb     bigint      NOT NULL,
    heap_mb       bigint      NOT NULL,
    page_cache_mb bigint      NOT NULL,
    cpus          double precision NOT NULL,
    storage_gb    integer     NOT NULL,
    reserved_mb   bigint      NOT NULL,
    -- the settings that users made, as sealed JSON, for any may be a secret; null: none
    configuration bytea,
    plugins       uuid[]      NOT NULL,
    PRIMARY KEY (deployment_id, revision)
);

INSERT INTO spec_revision
SELECT id, revision, version, edition, size, memory_mb, heap_mb, page_cache_mb, cpus, storage_gb, reserved_mb, NULL, '{}'
FROM deployment;

ALTER TABLE deployment
    DROP COLUMN version,
    DROP COLUMN edition,
    DROP COLUMN size,
    DROP COLUMN memory_mb,
    DROP COLUMN heap_mb,
    DROP COLUMN page_cache_mb,
    DROP COLUMN cpus,
    DROP COLUMN storage_gb,
    DROP COLUMN reserved_mb,
    -- the newest revision: ahead of the wanted one while changes wait for a restart
    ADD COLUMN drafted bigint NOT NULL DEFAULT 1,
    -- the last one that was seen to serve; 0: none yet
    ADD COLUMN worked bigint NOT NULL DEFAULT 0,
    ADD COLUMN extras text[] NOT NULL DEFAULT '{}',
    ADD COLUMN termination_protected boolean NOT NULL DEFAULT false,
    -- who paused it: person, client, installation
    ADD COLUMN paused_by text,
    -- a new password that may or may not be the server's by now: see FirstUsers
    ADD COLUMN sealed_next_password bytea;
UPDATE deployment SET drafted = revision, worked = CASE WHEN born THEN revision ELSE 0 END;
ALTER TABLE deployment ALTER COLUMN drafted DROP DEFAULT, ALTER COLUMN worked DROP DEFAULT;

-- A name can change, its cluster id cannot: both are taken.
CREATE UNIQUE INDEX deployment_name ON deployment (project_id, lower(name)) WHERE deleted_at IS NULL;

-- A plugin that is removed stays while a revision that could be gone back to has it.
CREATE TABLE plugin (
    id            uuid        PRIMARY KEY,
    deployment_id uuid        NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
    name          text        NOT NULL,
    -- why the engine did not start with it; such a one is listed and not loaded
    refused       text,
    created_at    timestamptz NOT NULL,
    removed_at    timestamptz
);
CREATE UNIQUE INDEX plugin_name ON plugin (deployment_id, name) WHERE removed_at IS NULL;

-- What a server loads of it.
CREATE TABLE plugin_file (
    plugin_id uuid   NOT NULL REFERENCES plugin (id) ON DELETE CASCADE,
    file_name text   NOT NULL,
    bytes     bigint NOT NULL,
    sha256    text   NOT NULL,
    PRIMARY KEY (plugin_id, file_name)
);

-- In pieces of at most a mebibyte, so that none needs much memory at once.
CREATE TABLE plugin_piece (
    plugin_id uuid    NOT NULL,
    file_name text    NOT NULL,
    position  integer NOT NULL,
    content   bytea   NOT NULL,
    PRIMARY KEY (plugin_id, file_name, position),
    FOREIGN KEY (plugin_id, file_name) REFERENCES plugin_file (plugin_id, file_name) ON DELETE CASCADE
);

ALTER TABLE operation
    ADD COLUMN cancel_asked boolean NOT NULL DEFAULT false,
    -- why it fails, while it goes back to the last revision that worked
    ADD COLUMN failing text,
    ADD COLUMN failing_since timestamptz;

-- A step whose effect was made, in contrast to one that was not needed.
ALTER TABLE operation_step ADD COLUMN effected boolean NOT NULL DEFAULT false;
