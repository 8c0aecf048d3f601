-- Who may do what: organizations, projects, people and their memberships, API clients and their grants.
-- Secrets are here only as keyed hashes (API clients) and Argon2id hashes (people).

CREATE TABLE organization (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL,
    slug       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);

CREATE TABLE project (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization,
    label           text        NOT NULL,
    slug            text        NOT NULL,
    grant_type      text        NOT NULL,
    provider        text        NOT NULL,
    region          text        NOT NULL,
    cidr            text        NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE (organization_id, slug),
    -- lets a grant prove by foreign key that its project lies in its client's organization
    UNIQUE (id, organization_id)
);

CREATE TABLE person (
    id            uuid        PRIMARY KEY,
    -- stored in lower case
    email         text        NOT NULL UNIQUE,
    password_hash text        NOT NULL,
    -- raised with every change that must end the tokens given out before it
    generation    integer     NOT NULL,
    -- named by the settings; owner of every organization
    founder       boolean     NOT NULL,
    created_at    timestamptz NOT NULL
);

CREATE TABLE membership (
    organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
    person_id       uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    role            text NOT NULL CHECK (role IN ('READER', 'WRITER', 'OPERATOR', 'ADMINISTRATOR', 'OWNER')),
    PRIMARY KEY (organization_id, person_id)
);
CREATE INDEX membership_of_person ON membership (person_id);

CREATE TABLE api_client (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization,
    label           text        NOT NULL,
    secret_hash     bytea       NOT NULL,
    -- raised with every new secret; tokens of an older generation are not valid
    generation      integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    -- about when it was last used: written at most every few minutes
    last_used_at    timestamptz,
    UNIQUE (id, organization_id)
);
CREATE INDEX api_client_of_organization ON api_client (organization_id);

CREATE TABLE api_client_grant (
    client_id       uuid NOT NULL,
    organization_id uuid NOT NULL,
    -- null: the grant is on the organization itself
    project_id      uuid,
    role            text NOT NULL CHECK (role IN ('READER', 'WRITER', 'OPERATOR', 'ADMINISTRATOR')),
    UNIQUE NULLS NOT DISTINCT (client_id, project_id),
    FOREIGN KEY (client_id, organization_id) REFERENCES api_client (id, organization_id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, organization_id) REFERENCES project (id, organization_id) ON DELETE CASCADE
);
CREATE INDEX api_client_grant_on_project ON api_client_grant (project_id);
