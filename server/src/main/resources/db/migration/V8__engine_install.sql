-- Installations of engines' releases that somebody asked for by themselves; those that a deployment needs are steps of its
-- own operations.

CREATE TABLE engine_installation (
    id           uuid PRIMARY KEY,
    -- the host whose programs they are: only its servers carry it out
    host_id      text        NOT NULL,
    engine       text        NOT NULL,
    version      text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('started', 'finished', 'failed')),
    requested_by text        NOT NULL,
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    progress     double precision NOT NULL,
    message      text        NOT NULL,
    error        text
);

-- Asked for twice it is done once.
CREATE UNIQUE INDEX engine_installation_running ON engine_installation (host_id, engine, version)
    WHERE status = 'started';
