package io.graphstead.fleet;

import io.graphstead.runtime.Attachment;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Plugins and their files in PostgreSQL: every server that may start a deployment finds them there. */
@Singleton
class PluginStore {
    private static final int PIECE_BYTES = 1 << 20;

    private final Jdbi jdbi;

    PluginStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Oldest first; without those that were removed.
     *
     * @param enabled those that the newest revision has
     */
    List<Plugin> of(Handle handle, DeploymentId id, Collection<PluginId> enabled) {
        return handle.createQuery("""
                        SELECT id, name, refused, created_at FROM plugin
                        WHERE deployment_id = :id AND removed_at IS NULL ORDER BY created_at, id""")
                .bind("id", id.value())
                .map((row, context) -> plugin(row, enabled))
                .list();
    }

    /** What people call those of {@link #of}. */
    Map<PluginId, String> names(DeploymentId id) {
        return jdbi.withHandle(handle -> of(handle, id, List.of())).stream()
                .collect(Collectors.toMap(Plugin::id, Plugin::name));
    }

    /** It is tried again: what came of it before says nothing any more. */
    void forgive(Handle handle, PluginId plugin) {
        handle.createUpdate("UPDATE plugin SET refused = NULL WHERE id = :id")
                .bind("id", plugin.value())
                .execute();
    }

    /** Writes a new one with its files, a piece at a time. */
    void insert(Handle handle, DeploymentId deployment, Plugin plugin, List<Path> files) throws IOException {
        handle.createUpdate("""
                        INSERT INTO plugin (id, deployment_id, name, created_at)
                        VALUES (:id, :deployment, :name, :createdAt)""")
                .bind("id", plugin.id().value())
                .bind("deployment", deployment.value())
                .bind("name", plugin.name())
                .bind("createdAt", plugin.createdAt())
                .execute();
        for (Path file : files) {
            insert(handle, plugin.id(), file);
        }
    }

    private static void insert(Handle handle, PluginId plugin, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        MessageDigest sha256 = sha256();
        handle.createUpdate("""
                        INSERT INTO plugin_file (plugin_id, file_name, bytes, sha256)
                        VALUES (:plugin, :name, :bytes, '')""")
                .bind("plugin", plugin.value())
                .bind("name", name)
                .bind("bytes", Files.size(file))
                .execute();
        try (InputStream in = Files.newInputStream(file)) {
            int position = 0;
            for (byte[] piece = in.readNBytes(PIECE_BYTES); piece.length > 0; piece = in.readNBytes(PIECE_BYTES)) {
                sha256.update(piece);
                handle.createUpdate("""
                                INSERT INTO plugin_piece (plugin_id, file_name, position, content)
                                VALUES (:plugin, :name, :position, :content)""")
                        .bind("plugin", plugin.value())
                        .bind("name", name)
                        .bind("position", position++)
                        .bind("content", piece)
                        .execute();
            }
        }
        handle.createUpdate("UPDATE plugin_file SET sha256 = :sha256 WHERE plugin_id = :plugin AND file_name = :name")
                .bind("plugin", plugin.value())
                .bind("name", name)
                .bind("sha256", HexFormat.of().formatHex(sha256.digest()))
                .execute();
    }

    /** Writes the same plugins for another deployment; it has them once a revision of it names what this answers. */
    List<PluginId> copy(Handle handle, List<PluginId> plugins, DeploymentId deployment, Instant now) {
        return plugins.stream()
                .map(plugin -> copy(handle, plugin, deployment, now))
                .toList();
    }

    private static PluginId copy(Handle handle, PluginId plugin, DeploymentId deployment, Instant now) {
        PluginId copy = PluginId.random();
        List<String> copying = List.of("""
                INSERT INTO plugin (id, deployment_id, name, created_at)
                SELECT :copy, :deployment, name, :now FROM plugin WHERE id = :plugin""", """
                INSERT INTO plugin_file (plugin_id, file_name, bytes, sha256)
                SELECT :copy, file_name, bytes, sha256 FROM plugin_file WHERE plugin_id = :plugin""", """
                INSERT INTO plugin_piece (plugin_id, file_name, position, content)
                SELECT :copy, file_name, position, content FROM plugin_piece WHERE plugin_id = :plugin""");
        for (String table : copying) {
            handle.createUpdate(table)
                    .bind("copy", copy.value())
                    .bind("plugin", plugin.value())
                    .bind("deployment", deployment.value())
                    .bind("now", now)
                    .execute();
        }
        return copy;
    }

    /** Takes it off the list; its files stay while a revision has them. */
    void remove(Handle handle, PluginId plugin, Instant now) {
        handle.createUpdate("UPDATE plugin SET removed_at = :now WHERE id = :id")
                .bind("id", plugin.value())
                .bind("now", now)
                .execute();
    }

    /**
     * The deployment goes back to the revision that worked last: what that had is on the list again, and what the engine
     * did not start with stays there with the reason.
     */
    void goBack(Handle handle, Deployment deployment, Collection<PluginId> blamed, String why) {
        handle.createUpdate("""
                        UPDATE plugin p SET removed_at = NULL FROM spec_revision s
                        WHERE s.deployment_id = :id AND s.revision = :worked AND p.deployment_id = :id
                          AND p.id = ANY (s.plugins)
                          AND NOT EXISTS (SELECT 1 FROM plugin other WHERE other.deployment_id = :id
                              AND other.name = p.name AND other.id <> p.id AND other.removed_at IS NULL)""")
                .bind("id", deployment.id().value())
                .bind("worked", deployment.revisions().worked())
                .execute();
        for (PluginId plugin : blamed) {
            handle.createUpdate("UPDATE plugin SET refused = :why WHERE id = :id")
                    .bind("id", plugin.value())
                    .bind("why", why)
                    .execute();
        }
    }

    /** A file of a plugin, without its content. */
    record PluginFile(PluginId plugin, String fileName, long bytes, String sha256) {}

    List<PluginFile> files(Collection<PluginId> plugins) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT plugin_id, file_name, bytes, sha256 FROM plugin_file
                        WHERE plugin_id = ANY (:plugins) ORDER BY file_name""")
                .bindArray(
                        "plugins",
                        UUID.class,
                        plugins.stream().map(PluginId::value).toList())
                .map((row, context) -> new PluginFile(
                        new PluginId(row.getObject("plugin_id", UUID.class)),
                        row.getString("file_name"),
                        row.getLong("bytes"),
                        row.getString("sha256")))
                .list());
    }

    /** The files as runtimes take them. */
    List<Attachment> attachments(Collection<PluginId> plugins) {
        return files(plugins).stream()
                .map(file -> new Attachment(file.fileName(), file.bytes(), file.sha256(), () -> content(file)))
                .toList();
    }

    private InputStream content(PluginFile file) {
        long pieces = (file.bytes() + PIECE_BYTES - 1) / PIECE_BYTES;
        return new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < pieces;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(piece(file, next++));
            }
        });
    }

    private byte[] piece(PluginFile file, int position) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT content FROM plugin_piece
                        WHERE plugin_id = :plugin AND file_name = :name AND position = :position""")
                .bind("plugin", file.plugin().value())
                .bind("name", file.fileName())
                .bind("position", position)
                .mapTo(byte[].class)
                .one());
    }

    private static Plugin plugin(ResultSet row, Collection<PluginId> enabled) throws SQLException {
        PluginId id = new PluginId(row.getObject("id", UUID.class));
        return new Plugin(
                id,
                row.getString("name"),
                DeploymentStore.instant(row, "created_at"),
                enabled.contains(id),
                Optional.ofNullable(row.getString("refused")));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
