-- Snapshots: what is in each archive that is stored, and how to get at it again. They outlive their deployment, so they
-- say themselves what it was; the archive lies where the settings say, under the snapshot's id.
CREATE TABLE snapshot (
    id              uuid        PRIMARY KEY,
    -- no reference: the deployment's row is forgotten some time after its deletion
    deployment_id   uuid        NOT NULL,
    project_id      uuid        NOT NULL REFERENCES project (id),
    database_name   text        NOT NULL,
    engine          text        NOT NULL,
    version         text        NOT NULL,
    edition         text        NOT NULL,
    size            text        NOT NULL,
    storage_gb      integer     NOT NULL,
    -- the first user that its data knows
    username        text        NOT NULL,
    sealed_password bytea       NOT NULL,
    label           text        NOT NULL,
    pinned          boolean     NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('ON_DEMAND', 'SCHEDULED', 'FINAL')),
    status          text        NOT NULL CHECK (status IN ('PENDING', 'READY', 'FAILED', 'DELETING')),
    -- the operation that makes it
    operation_id    uuid        NOT NULL,
    requested_by    text        NOT NULL,
    created_at      timestamptz NOT NULL,
    bytes           bigint      NOT NULL,
    volume_bytes    bigint      NOT NULL,
    verified_at     timestamptz
);
CREATE INDEX snapshot_of_deployment ON snapshot (deployment_id, created_at);
CREATE INDEX snapshot_of_project ON snapshot (project_id, created_at);

-- An operation can make a snapshot or restore one, and one can be followed by another.
ALTER TABLE operation ADD COLUMN snapshot_id uuid;
ALTER TABLE operation ADD COLUMN next_id uuid;
CREATE INDEX operation_of_snapshot ON operation (snapshot_id) WHERE snapshot_id IS NOT NULL;
