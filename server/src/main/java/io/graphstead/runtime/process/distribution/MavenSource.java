package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.metadata.DefaultMetadata;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.MetadataRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/**
 * Fetches jars and everything they need at run time from the repositories that Maven is configured for, into a
 * repository on this machine. What is there already is not fetched again, so a fetch that was cut short goes on with the
 * jars that are missing.
 */
final class MavenSource {
    private final Path userSettings;
    private final Path repository;

    MavenSource(Path userSettings, Path repository) {
        this.userSettings = userSettings;
        this.repository = repository;
    }

    Path repository() {
        return repository;
    }

    /**
     * The jars of {@code coordinates} and all that they need at run time, in the local repository, their checksums proved.
     *
     * @throws RuntimeFailure with words that say which artifact could not be had and what to do
     */
    List<Path> fetch(String what, List<String> coordinates, InstallProgress progress) {
        MavenConfiguration maven = MavenConfiguration.read(userSettings);
        try (RepositorySystem system = new RepositorySystemSupplier().get();
                CloseableSession session = session(system, maven)
                        .setTransferListener(new FetchProgress(progress))
                        .build()) {
            List<Dependency> roots = coordinates.stream()
                    .map(each -> new Dependency(new DefaultArtifact(each), JavaScopes.RUNTIME))
                    .toList();
            var collect = new CollectRequest(
                    roots, List.of(), system.newResolutionRepositories(session, maven.repositories()));
            var request = new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            List<Path> jars = system.resolveDependencies(session, request).getArtifactResults().stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(artifact -> artifact.getExtension().equals("jar"))
                    .map(Artifact::getPath)
                    .toList();
            jars.forEach(this::proveUndamaged);
            return jars;
        } catch (RepositoryException e) {
            throw FetchFailures.explain(what, e, maven.isOffline());
        }
    }

    /**
     * Asks every repository for a small file, to see whether it can be reached.
     *
     * @return what went wrong by the repository's id and address; empty text when nothing did
     */
    Map<String, String> probe(String group, String artifact) {
        MavenConfiguration maven = MavenConfiguration.read(userSettings);
        try (RepositorySystem system = new RepositorySystemSupplier().get();
                CloseableSession session = session(system, maven)
                        .setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS)
                        .build()) {
            List<RemoteRepository> remotes = system.newResolutionRepositories(session, maven.repositories());
            return remotes.stream()
                    .collect(Collectors.toMap(
                            remote -> remote.getId() + " (" + remote.getHost() + ")",
                            remote -> probe(system, session, remote, group, artifact)));
        }
    }

    private static String probe(
            RepositorySystem system, CloseableSession session, RemoteRepository remote, String group, String artifact) {
        var metadata = new DefaultMetadata(group, artifact, "maven-metadata.xml", Metadata.Nature.RELEASE);
        var request = new MetadataRequest(metadata, remote, null);
        Exception failure =
                system.resolveMetadata(session, List.of(request)).getFirst().getException();
        return failure == null ? "" : FetchFailures.innermost(failure);
    }

    private SessionBuilder session(RepositorySystem system, MavenConfiguration maven) {
        SessionBuilder session = new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(repository)
                .setSystemProperties(System.getProperties())
                .setOffline(maven.isOffline())
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                // What an artifact's own description says about repositories is not trusted.
                .setIgnoreArtifactDescriptorRepositories(true)
                // A failure is not remembered: the next try asks the network again.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
                // Lists of what a repository has are not asked for: mirrors often lack or forbid them.
                .setConfigProperty("aether.remoteRepositoryFilter.prefixes", false)
                .setConfigProperty("aether.remoteRepositoryFilter.groupId", false)
                .setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, 15_000)
                .setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, 60_000)
                .setConfigProperty(ConfigurationProperties.USER_AGENT, "Graphstead");
        maven.applyTo(session);
        return session;
    }

    /** A jar that was fetched earlier may have rotted since: the checksum that came with it tells. */
    private void proveUndamaged(Path jar) {
        Path checksum = jar.resolveSibling(jar.getFileName() + ".sha1");
        try {
            if (!Files.exists(checksum)) {
                return;
            }
            String expected = Files.readString(checksum, StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\s")[0];
            if (!expected.toLowerCase(Locale.ROOT).equals(Manifest.digest(jar, "SHA-1"))) {
                throw new RuntimeFailure.Lasting(
                        jar + " is damaged: its content does not match its checksum in " + checksum.getFileName()
                                + "; remove " + jar.getParent() + " and try again, it is then fetched anew");
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(jar + " cannot be read: " + e.getMessage(), e);
        }
    }
}
