package io.graphstead.fleet;

/**
 * Which backups of a deployment are made by themselves, as the TypeDB dialect has it: the hourly or the daily line of its
 * {@link SnapshotSchedule}.
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
