-- Which backups are to be made of a deployment by themselves, as the TypeDB dialect has it.
ALTER TABLE deployment
    ADD COLUMN backup_frequency text NOT NULL DEFAULT 'DISABLED'
        CHECK (backup_frequency IN ('DISABLED', 'HOURLY', 'DAILY')),
    ADD COLUMN backup_retention_days integer NOT NULL DEFAULT 7 CHECK (backup_retention_days > 0);
ALTER TABLE deployment ALTER COLUMN backup_frequency DROP DEFAULT, ALTER COLUMN backup_retention_days DROP DEFAULT;
