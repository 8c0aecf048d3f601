-- When a deployment is paused and resumed by the clock. No row: never.
CREATE TABLE pause_schedule (
    deployment_id uuid        PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
    -- five-field cron lines; null: not by this schedule
    pause         text,
    resume        text,
    time_zone     text        NOT NULL,
    enabled       boolean     NOT NULL,
    -- what was to be done up to then was done, or was not to be done any more
    handled_at    timestamptz NOT NULL
);
