-- An engine may be installed from an archive that was uploaded, and its archive may have to have a checksum.

ALTER TABLE engine_installation
    -- whether the archive was uploaded: it does not outlive the server that took it in
    ADD COLUMN uploaded boolean NOT NULL DEFAULT false,
    ADD COLUMN sha256 text;
ALTER TABLE engine_installation ALTER COLUMN uploaded DROP DEFAULT;
