-- The list of an organization's databases is asked for page by page: counted by project and engine from this index alone,
-- and in the order of names without reading what is not shown.
CREATE INDEX deployment_listed ON deployment (live_in, engine) WHERE deleted_at IS NULL;
CREATE INDEX deployment_by_name ON deployment (lower(name), id) WHERE deleted_at IS NULL;
