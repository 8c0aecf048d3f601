-- What the fleet wants, what it last saw and what it is doing. The runtime's folders hold the rest: what runs is never
-- read from here but observed.

CREATE TABLE deployment (
    id              uuid PRIMARY KEY,
    project_id      uuid        NOT NULL REFERENCES project (id),
    name            text        NOT NULL,
    cluster_id      text        NOT NULL,
    -- the spec
    engine          text        NOT NULL,
    version         text        NOT NULL,
    edition         text        NOT NULL,
    size            text        NOT NULL,
    memory_mb       bigint      NOT NULL,
    heap_mb         bigint      NOT NULL,
    page_cache_mb   bigint      NOT NULL,
    cpus            double precision NOT NULL,
    storage_gb      integer     NOT NULL,
    storage_type    text        NOT NULL,
    provider        text        NOT NULL,
    region          text        NOT NULL,
    free            boolean     NOT NULL,
    reserved_mb     bigint      NOT NULL,
    username        text        NOT NULL,
    sealed_password bytea       NOT NULL,
    -- the intent
    host_id         text        NOT NULL,
    goal            text        NOT NULL,
    revision        bigint      NOT NULL,
    generation      bigint      NOT NULL,
    born            boolean     NOT NULL,
    failure         text,
    -- the work on it: a wish raises wanted, the worker that has dealt with it follows with handled
    wanted          bigint      NOT NULL,
    handled         bigint      NOT NULL,
    fence           bigint      NOT NULL,
    attempts        integer     NOT NULL,
    attempted_at    timestamptz,
    trouble         text,
    trouble_lasts   boolean     NOT NULL,
    -- what was last seen of it; written only when it differs
    sight           text        NOT NULL,
    sight_since     timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    -- a deleted one stays, so that its operations can be read
    deleted_at      timestamptz
);

CREATE UNIQUE INDEX deployment_cluster_id ON deployment (project_id, cluster_id) WHERE deleted_at IS NULL;
CREATE INDEX deployment_host ON deployment (host_id) WHERE deleted_at IS NULL;

-- Ports are given once per host. An endpoint belongs to the connection URL and is kept for life; a process port may be
-- chosen again when something else has taken it.
CREATE TABLE port (
    host_id       text    NOT NULL,
    port          integer NOT NULL,
    deployment_id uuid    NOT NULL REFERENCES deployment (id),
    purpose       text    NOT NULL,
    kind          text    NOT NULL CHECK (kind IN ('endpoint', 'process')),
    PRIMARY KEY (host_id, port),
    UNIQUE (deployment_id, purpose)
);

CREATE TABLE operation (
    id            uuid PRIMARY KEY,
    deployment_id uuid        NOT NULL REFERENCES deployment (id),
    kind          text        NOT NULL,
    status        text        NOT NULL,
    requested_by  text        NOT NULL,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    error         text
);

CREATE INDEX operation_of_deployment ON operation (deployment_id, started_at);
-- At most one runs on a deployment, whoever asks and however many servers there are.
CREATE UNIQUE INDEX operation_running ON operation (deployment_id) WHERE status = 'started';

CREATE TABLE operation_step (
    operation_id uuid             NOT NULL REFERENCES operation (id),
    position     integer          NOT NULL,
    name         text             NOT NULL,
    status       text             NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    progress     double precision NOT NULL,
    message      text             NOT NULL,
    PRIMARY KEY (operation_id, name)
);

-- The table of db-scheduler, as its documentation gives it.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
