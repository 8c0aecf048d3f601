-- When a deployment is paused because nobody uses it, and whether a connection wakes it again. No row: never, and no.
CREATE TABLE idle_rule (
    deployment_id       uuid    PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
    -- null: it is not paused for that
    pause_after_minutes integer CHECK (pause_after_minutes > 0),
    wake_on_connect     boolean NOT NULL
);

-- The gateway holds a connection to one that may be woken, and no other.
CREATE TRIGGER connections_of_idle_rule
    AFTER INSERT OR DELETE OR UPDATE ON idle_rule
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();

-- Whether clients may connect to an environment's databases without TLS.
ALTER TABLE project ADD COLUMN plain_bolt boolean NOT NULL DEFAULT false;

CREATE TRIGGER connections_of_project
    AFTER UPDATE OF plain_bolt ON project
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();
