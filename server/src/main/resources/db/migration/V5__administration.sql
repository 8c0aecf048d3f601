-- What administration adds: quotas, members with the types of environments that they may enter, invitations, network
-- rules, the end of environments and organizations, and the audit log.

-- A deleted organization or project stays, because deployments, operations and events name it. "live_id" is the key that
-- only those have that are not deleted; what lives in one refers to it by that key. So PostgreSQL itself refuses to delete
-- what still holds something, also when something is put there at the same moment.
ALTER TABLE organization
    ADD COLUMN deleted_at       timestamptz,
    -- null: no limit
    ADD COLUMN quota_memory_mb  bigint,
    ADD COLUMN quota_storage_gb bigint,
    ADD COLUMN quota_databases  bigint,
    DROP CONSTRAINT organization_slug_key;
ALTER TABLE organization
    ADD COLUMN live_id uuid GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN id END) STORED UNIQUE;
CREATE UNIQUE INDEX organization_slug ON organization (slug) WHERE deleted_at IS NULL;

ALTER TABLE project
    ADD COLUMN deleted_at timestamptz,
    DROP CONSTRAINT project_organization_id_slug_key;
ALTER TABLE project
    ADD COLUMN live_id uuid GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN id END) STORED UNIQUE,
    ADD COLUMN live_in uuid GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN organization_id END) STORED
        REFERENCES organization (live_id);
CREATE UNIQUE INDEX project_slug ON project (organization_id, slug) WHERE deleted_at IS NULL;

ALTER TABLE deployment
    ADD COLUMN live_in uuid GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN project_id END) STORED
        REFERENCES project (live_id);
CREATE INDEX deployment_live_in ON deployment (live_in);

ALTER TABLE api_client
    DROP CONSTRAINT api_client_organization_id_fkey,
    ADD FOREIGN KEY (organization_id) REFERENCES organization (live_id);
ALTER TABLE api_client_grant
    ADD FOREIGN KEY (project_id) REFERENCES project (live_id);

ALTER TABLE membership
    DROP CONSTRAINT membership_organization_id_fkey,
    ADD FOREIGN KEY (organization_id) REFERENCES organization (live_id),
    ADD COLUMN id          uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- the types of projects that readers, writers and operators enter; administrators and owners enter all
    ADD COLUMN grant_types text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN created_at  timestamptz NOT NULL DEFAULT now();
ALTER TABLE membership ALTER COLUMN created_at DROP DEFAULT;

-- Whom a membership was offered. Accepting makes it a membership of the same id and removes this.
CREATE TABLE invitation (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization (live_id),
    -- stored in lower case
    email           text        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('READER', 'WRITER', 'OPERATOR', 'ADMINISTRATOR', 'OWNER')),
    grant_types     text[]      NOT NULL,
    -- keyed hash of what stands in the invitation's address
    token_hash      bytea       NOT NULL UNIQUE,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    UNIQUE (organization_id, email)
);

-- Who may reach the databases of a project by network; no rule means everyone.
CREATE TABLE network_rule (
    id         uuid        PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES project (live_id),
    label      text        NOT NULL,
    ip_range   text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX network_rule_label ON network_rule (project_id, lower(label));

-- What was changed or refused. No foreign keys: an event outlives what it tells of.
CREATE TABLE audit_event (
    -- the order in which events are shown and paged through
    number          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- lets a batch be stored again whose first try may have arrived
    id              uuid        NOT NULL UNIQUE,
    at              timestamptz NOT NULL,
    -- null: of no organization; seen by the installation only
    organization_id uuid,
    actor           text        NOT NULL,
    action          text        NOT NULL,
    -- the one thing that it is about, and every id that was named, to be found by
    resource        text        NOT NULL,
    resource_ids    text[]      NOT NULL,
    outcome         text        NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
    status          integer     NOT NULL,
    method          text        NOT NULL,
    request_id      text        NOT NULL,
    address         text        NOT NULL,
    -- how many equal refusals in a row it stands for
    times           integer     NOT NULL
);
CREATE INDEX audit_event_of_organization ON audit_event (organization_id, number DESC);
CREATE INDEX audit_event_at ON audit_event (at);
