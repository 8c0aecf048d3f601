package io.graphstead.engine.neo4j;

import io.graphstead.archive.Names;
import io.graphstead.archive.RefusedArchive;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where in an archive the store and its transaction logs are: both at its root, as in dumps; one folder with both; a home
 * folder, or a part of one, with {@code databases/NAME} and {@code transactions/NAME}.
 *
 * @param store the folder of the store, empty for the archive's root
 * @param logs that of the transaction logs
 */
record StoreLayout(String store, String logs) {
    /** The file that every store has at its root. */
    static final String ROOT_FILE = "neostore";

    /** The one database of a Community server beside its own. */
    static final String DATABASE = "neo4j";

    static final String STORE_IN_VOLUME = "data/databases/" + DATABASE;
    static final String LOGS_IN_VOLUME = "data/transactions/" + DATABASE;

    private static final String SYSTEM = "system";
    private static final Pattern LOG = Pattern.compile("neostore\\.transaction\\.db\\.\\d+|checkpoint\\.\\d+");
    private static final Pattern TRANSACTIONS = Pattern.compile("neostore\\.transaction\\.db\\.\\d+");
    private static final Pattern BLOCK_FORMAT = Pattern.compile("block\\..*\\.db|blockstore.*");
    private static final Pattern LOCK = Pattern.compile("database_lock|store_lock");

    /**
     * Finds them.
     *
     * @param archive what it is called in messages
     * @param files the paths of all files in it
     */
    static StoreLayout find(String archive, Collection<String> files) throws RefusedArchive {
        List<String> stores = files.stream()
                .filter(path -> name(path).equals(ROOT_FILE))
                .map(StoreLayout::folder)
                .filter(folder -> !name(folder).equals(SYSTEM))
                .sorted(Comparator.comparing((String folder) -> name(folder).equals(DATABASE) ? 0 : 1))
                .toList();
        if (stores.isEmpty()) {
            throw new RefusedArchive(archive + noStore(files));
        }
        if (stores.size() > 1
                && name(stores.get(0)).equals(DATABASE) == name(stores.get(1)).equals(DATABASE)) {
            throw new RefusedArchive(archive + " holds more than one store: "
                    + stores.stream()
                            .limit(5)
                            .map(folder -> "\"" + Names.shown(folder) + "\"")
                            .collect(Collectors.joining(", "))
                    + "; send one that holds a single database");
        }
        String store = stores.getFirst();
        return new StoreLayout(store, logs(archive, store, files));
    }

    private static String noStore(Collection<String> files) {
        if (files.stream().anyMatch(path -> BLOCK_FORMAT.matcher(name(path)).matches())) {
            return " holds data in the block format, which only Neo4j's Enterprise Edition reads; copy it into the"
                    + " format aligned there (\"neo4j-admin database copy --to-format=aligned\"), then dump the copy";
        }
        return " holds no data of Neo4j (no file \"" + ROOT_FILE
                + "\" but for its system database, if any); send a dump, or a zip or tar of the folder"
                + " data/databases/NAME with its data/transactions/NAME";
    }

    private static String logs(String archive, String store, Collection<String> files) throws RefusedArchive {
        List<String> folders = files.stream()
                .filter(path -> TRANSACTIONS.matcher(name(path)).matches())
                .map(StoreLayout::folder)
                .filter(folder -> !name(folder).equals(SYSTEM))
                .distinct()
                .toList();
        if (folders.contains(store)) {
            return store;
        }
        List<String> fit = folders.stream()
                .filter(folder -> folders.size() == 1 || name(folder).equals(name(store)))
                .toList();
        if (fit.size() != 1) {
            throw new RefusedArchive(archive + " holds the store \"" + Names.shown(store)
                    + "\" without its transaction logs (neostore.transaction.db.*), and Neo4j does not start without;"
                    + " pack data/transactions/NAME, too, or send a dump");
        }
        return fit.getFirst();
    }

    /** Where in a volume a file of the archive belongs; empty when it is not taken. */
    Optional<String> inVolume(String path) {
        boolean isLog = LOG.matcher(name(path)).matches();
        if (isLog && folder(path).equals(logs)) {
            return Optional.of(LOGS_IN_VOLUME + "/" + name(path));
        }
        boolean isBelow = store.isEmpty() || path.startsWith(store + "/");
        if (!isBelow || LOCK.matcher(name(path)).matches() || isLog) {
            return Optional.empty();
        }
        return Optional.of(STORE_IN_VOLUME + "/" + path.substring(store.isEmpty() ? 0 : store.length() + 1));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
