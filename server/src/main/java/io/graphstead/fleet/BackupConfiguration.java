package io.graphstead.fleet;

/**
 * Which backups of a deployment are to be made by themselves. It is kept and shown; nothing makes them yet.
 *
 * @param retentionDays how long each is kept
 */
public record BackupConfiguration(Frequency frequency, int retentionDays) {
    /** How often one is made. */
    public enum Frequency {
        DISABLED,
        HOURLY,
        DAILY
    }

    /** What a deployment has for which nothing was said. */
    public static final BackupConfiguration NONE = new BackupConfiguration(Frequency.DISABLED, 7);
}
