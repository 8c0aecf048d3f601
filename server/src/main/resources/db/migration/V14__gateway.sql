-- The gateway stands between clients and servers: the endpoint is its port, and a server listens on process ports alone.

-- So for one purpose there may be a port of each kind.
ALTER TABLE port
    DROP CONSTRAINT port_deployment_id_purpose_key,
    ADD UNIQUE (deployment_id, purpose, kind);

-- Servers that run listen on their endpoints themselves. One restart moves each to a process port, which it is given as it
-- starts; that they were not last seen ready has the first look at them notice.
UPDATE deployment SET generation = generation + 1, sight = 'STARTING'
WHERE deleted_at IS NULL AND goal = 'RUNNING';

-- The gateway hears of whatever changes where a connection goes, or whether it may come in, and asks for nothing meanwhile.
CREATE FUNCTION tell_of_connections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('graphstead_connections', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER connections_of_deployment
    AFTER INSERT OR DELETE OR UPDATE OF name, goal, sight, deleted_at ON deployment
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();
CREATE TRIGGER connections_of_operation
    AFTER INSERT OR DELETE OR UPDATE OF status ON operation
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();
CREATE TRIGGER connections_of_port
    AFTER INSERT OR DELETE OR UPDATE ON port
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();
CREATE TRIGGER connections_of_network_rule
    AFTER INSERT OR DELETE OR UPDATE ON network_rule
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_connections();
