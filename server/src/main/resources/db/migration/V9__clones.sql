-- A deployment can be made as a copy of another one: the operation that makes it touches both.
ALTER TABLE operation ADD COLUMN source_id uuid REFERENCES deployment (id) ON DELETE SET NULL;
CREATE INDEX operation_of_source ON operation (source_id, started_at) WHERE source_id IS NOT NULL;
