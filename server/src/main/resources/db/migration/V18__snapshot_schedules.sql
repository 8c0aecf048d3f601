-- Snapshots that are made by themselves. What the TypeDB dialect had asked for was kept and not done up to now; it becomes
-- the hourly or daily line of the schedule. A line that is not named is off.
ALTER TABLE deployment ADD COLUMN snapshot_schedule text NOT NULL DEFAULT '';
UPDATE deployment SET snapshot_schedule = CASE backup_frequency
    WHEN 'HOURLY' THEN 'HOURLY ' || backup_retention_days * 24 || ' on'
    WHEN 'DAILY' THEN 'DAILY ' || backup_retention_days || ' on'
    ELSE 'DAILY ' || backup_retention_days || ' off' END;
ALTER TABLE deployment
    ALTER COLUMN snapshot_schedule DROP DEFAULT,
    DROP COLUMN backup_frequency,
    DROP COLUMN backup_retention_days;

-- When each line was last tried, so that what was missed is made up for once.
CREATE TABLE snapshot_schedule_run (
    deployment_id uuid        NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
    rhythm        text        NOT NULL CHECK (rhythm IN ('HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY')),
    ran_at        timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, rhythm)
);

ALTER TABLE snapshot
    -- the lines that a scheduled one stands for
    ADD COLUMN rhythms text[] NOT NULL DEFAULT '{}',
    -- what it may come to take while it is made
    ADD COLUMN reserved_bytes bigint NOT NULL DEFAULT 0,
    -- why it cannot be restored, of one that was seen to be broken after it was made
    ADD COLUMN broken text;
