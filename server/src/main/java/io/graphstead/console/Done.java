package io.graphstead.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a page says at its top after it has done something. Only these words can be put there by an address. */
public enum Done {
    JOINED("You are a member now. Sign in."),
    PASSWORD_CHANGED("Your password was changed, and all your other sessions were ended."),
    SESSION_ENDED("The session was ended."),
    OTHER_SESSIONS_ENDED("All your other sessions were ended."),
    SECOND_FACTOR_OFF("Your second factor is off. A password is enough again."),
    ENVIRONMENT_MADE("The environment was made."),
    ENVIRONMENT_CHANGED("The environment was changed."),
    ENVIRONMENT_DELETED("The environment was deleted."),
    ASKED("Started. The operation’s steps are shown as they happen."),
    CANCELLING("The operation is being called off."),
    RENAMED("The database was renamed."),
    PROTECTED("The database is protected against being deleted."),
    UNPROTECTED("The database is not protected any more."),
    IDLE_RULE_SAVED("The rule was saved. It holds at once."),
    CONFIGURED("The configuration was saved. It holds after the next restart."),
    DELETING("The database is being deleted."),
    MEMBER_CHANGED("The role was changed. That holds at once."),
    MEMBER_REMOVED("They are no member any more. Their sessions and tokens open nothing here."),
    INVITATION_TAKEN_BACK("The invitation was taken back. Its link opens nothing any more."),
    ORGANIZATION_MADE("The organization was made."),
    ORGANIZATION_CHANGED("The organization was changed. That holds at once."),
    ORGANIZATION_DELETED("The organization was deleted."),
    INSTALLING("The installation has begun."),
    RELEASE_REMOVED("The release was removed."),
    SNAPSHOT_BEGUN("The snapshot is being taken. The database goes on meanwhile."),
    SNAPSHOTS_SCHEDULED("The schedule was saved. What was turned on makes its first snapshot at once."),
    SNAPSHOT_CHANGED("The snapshot was changed."),
    SNAPSHOT_DELETED("The snapshot was deleted."),
    VERIFYING("The snapshot is being verified: a server is started on a copy of it and asked a query."),
    IMPORTING("The archive is here, and is being looked through. The steps are shown as they happen."),
    EXPORTING("The export is being packed. The database goes on meanwhile."),
    PLUGIN_ADDED("The plugin was added. It is loaded at the next start."),
    PLUGIN_ENABLED("The plugin is loaded from the next start on."),
    PLUGIN_DISABLED("The plugin is left out from the next start on. Its file stays here."),
    PLUGIN_DELETED("The plugin was deleted. It is gone after the next restart."),
    RULE_ADDED("The rule was added. It holds at once."),
    RULE_REMOVED("The rule was removed. Connections that only it had let in end now."),
    TRADING("The connection URLs are being traded."),
    PAUSES_SCHEDULED("The schedule was saved. It begins with the next time that it names."),
    CLIENT_CHANGED("The API client was changed. That holds at once."),
    CLIENT_DELETED("The API client was deleted. Its tokens have stopped working.");

    private final String words;

    Done(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** In an address. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Done> parse(String word) {
        return Stream.of(values()).filter(done -> done.word().equals(word)).findFirst();
    }
}
