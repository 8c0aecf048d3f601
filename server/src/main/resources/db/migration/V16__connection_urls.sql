-- Where there is a domain, a connection URL is a name in it. It goes with the endpoint when two databases trade theirs.
ALTER TABLE port
    ADD COLUMN label text UNIQUE,
    ADD CHECK (label IS NULL OR kind = 'endpoint');

UPDATE port SET label = trim(BOTH '-' FROM left(regexp_replace(d.cluster_id, '[^a-z0-9]+', '-', 'g'), 50))
    || '-' || left(md5(gen_random_uuid()::text), 8)
FROM deployment d WHERE d.id = port.deployment_id AND port.kind = 'endpoint';
