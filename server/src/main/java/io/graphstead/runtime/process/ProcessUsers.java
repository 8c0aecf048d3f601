package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whom workloads run as: each its own uid where the server may choose, else all the server's own. */
final class ProcessUsers {
    /** In place of a uid: the server's own. */
    static final int SERVERS_OWN = -1;

    private final Tools tools;
    private final ProcessSettings.Range range;
    private final UidClaims claims;
    private final Optional<String> whyNot;
    private final Map<Path, Boolean> reachable = new ConcurrentHashMap<>();

    private ProcessUsers(Tools tools, ProcessSettings settings, Optional<String> whyNot) {
        this.tools = tools;
        this.range = settings.uidRange();
        this.claims = new UidClaims(settings.uidClaims(), settings.uidRange());
        this.whyNot = whyNot;
    }

    static ProcessUsers find(Tools tools, ProcessSettings settings) {
        if (!Linux.isRoot()) {
            return new ProcessUsers(tools, settings, Optional.of("the server does not run as root"));
        }
        ProcessUsers own = new ProcessUsers(tools, settings, Optional.empty());
        // Root of a container may lack the right; only trying tells.
        if (tools.has("setpriv") && own.canRun(List.of(tools.path("env"), "true"))) {
            return own;
        }
        return new ProcessUsers(tools, settings, Optional.of("the server may not change to another user id"));
    }

    boolean areOwn() {
        return whyNot.isEmpty();
    }

    /** Why all run as one user; empty when they do not. */
    Optional<String> whyNot() {
        return whyNot;
    }

    UidClaims claims() {
        return claims;
    }

    /**
     * The uid that the deployment's files belong to: what the files themselves say, since that survives everything.
     * Refuses a folder that was made by a server that gave no uids, since its files belong to that server's user.
     */
    int of(DeploymentFolder folder) throws IOException {
        if (!areOwn()) {
            return SERVERS_OWN;
        }
        int uid = owner(folder.data(), "unix:uid");
        if (owner(folder.path(), "unix:uid") != 0 || owner(folder.path(), "unix:gid") != uid || uid == 0) {
            throw new RuntimeFailure.Lasting("the files of " + folder.path() + " belong to user id " + uid
                    + ", as a server that does not run as root makes them; run the server as that user, or make a new"
                    + " database and copy the data into it");
        }
        return uid;
    }

    private static int owner(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
    }

    /** What stands before a command so that it runs as this user, with no right to become another. */
    List<String> become(int uid) {
        if (uid == SERVERS_OWN) {
            return List.of(tools.path("setpriv"), "--no-new-privs");
        }
        return List.of(
                tools.path("setpriv"),
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--bounding-set=-all",
                "--inh-caps=-all",
                "--no-new-privs");
    }

    /** Whether a user of the range comes as far as into this folder. Asked by going there as one. */
    boolean canReach(Path folder) {
        return !areOwn()
                || reachable.computeIfAbsent(
                        folder, f -> canRun(List.of(tools.path("sh"), "-c", "cd -- \"$0\"", f.toString())));
    }

    private boolean canRun(List<String> command) {
        List<String> whole = new java.util.ArrayList<>(become(range.first()));
        whole.addAll(command);
        return Tools.run(whole);
    }
}
