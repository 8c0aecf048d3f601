package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.RuntimeFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * Maven's own configuration: the repository that Maven calls central, those of active profiles, and the mirrors, proxies
 * and credentials of the user's and the installation's {@code settings.xml}. So a company's mirror works here as it does
 * for Maven, and no repository's address stands in this project.
 */
final class MavenConfiguration {
    private final Settings settings;
    private final SettingsDecryptionResult decrypted;

    private MavenConfiguration(Settings settings, SettingsDecryptionResult decrypted) {
        this.settings = settings;
        this.decrypted = decrypted;
    }

    /**
     * @param userSettings the user's file; one that does not exist counts as empty
     * @throws RuntimeFailure.Lasting when a file cannot be understood
     */
    static MavenConfiguration read(Path userSettings) {
        var request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(userSettings.toFile());
        globalSettings().ifPresent(request::setGlobalSettingsFile);
        request.setSystemProperties(System.getProperties());
        try {
            Settings settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
            var dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
            dispatcher.setConfigurationFile(System.getProperty(
                    "settings.security",
                    userSettings.resolveSibling("settings-security.xml").toString()));
            var decrypter = new DefaultSettingsDecrypter(dispatcher);
            return new MavenConfiguration(settings, decrypter.decrypt(new DefaultSettingsDecryptionRequest(settings)));
        } catch (SettingsBuildingException e) {
            throw new RuntimeFailure.Lasting(
                    "the Maven settings in " + userSettings + " cannot be read: " + e.getMessage()
                            + "; correct the file",
                    e);
        }
    }

    static Path userSettingsByDefault() {
        return Path.of(System.getProperty("user.home", "."), ".m2", "settings.xml");
    }

    boolean isOffline() {
        return settings.isOffline();
    }

    void applyTo(SessionBuilder session) {
        var mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        var credentials = new DefaultAuthenticationSelector();
        for (Server server : decrypted.getServers()) {
            var login = new AuthenticationBuilder()
                    .addUsername(server.getUsername())
                    .addPassword(server.getPassword())
                    .addPrivateKey(server.getPrivateKey(), server.getPassphrase());
            credentials.add(server.getId(), login.build());
        }
        var proxies = new DefaultProxySelector();
        for (Proxy proxy : decrypted.getProxies()) {
            if (proxy.isActive()) {
                var login = new AuthenticationBuilder()
                        .addUsername(proxy.getUsername())
                        .addPassword(proxy.getPassword());
                proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), login.build()),
                        proxy.getNonProxyHosts());
            }
        }
        session.setMirrorSelector(mirrors);
        session.setAuthenticationSelector(credentials);
        session.setProxySelector(proxies);
    }

    /** The repositories to ask, in Maven's order: those of active profiles, then central. Mirrors not yet applied. */
    List<RemoteRepository> repositories() {
        List<RemoteRepository> repositories = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            boolean active = settings.getActiveProfiles().contains(profile.getId())
                    || (profile.getActivation() != null
                            && profile.getActivation().isActiveByDefault());
            if (active) {
                profile.getRepositories().stream()
                        .map(repository -> remote(repository.getId(), repository.getLayout(), repository.getUrl()))
                        .forEach(repositories::add);
            }
        }
        for (Repository repository : superPomRepositories()) {
            if (repositories.stream().noneMatch(known -> known.getId().equals(repository.getId()))) {
                repositories.add(remote(repository.getId(), repository.getLayout(), repository.getUrl()));
            }
        }
        return List.copyOf(repositories);
    }

    private static List<Repository> superPomRepositories() {
        var processor = new DefaultModelProcessor()
                .setModelLocator(new DefaultModelLocator())
                .setModelReader(new DefaultModelReader());
        return new DefaultSuperPomProvider()
                .setModelProcessor(processor)
                .getSuperModel("4.0.0")
                .getRepositories();
    }

    private static RemoteRepository remote(String id, String layout, String url) {
        var releases =
                new RepositoryPolicy(true, RepositoryPolicy.UPDATE_POLICY_NEVER, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        var snapshots = new RepositoryPolicy(
                false, RepositoryPolicy.UPDATE_POLICY_NEVER, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        return new RemoteRepository.Builder(id, layout, url)
                .setReleasePolicy(releases)
                .setSnapshotPolicy(snapshots)
                .build();
    }

    /** The settings of the Maven installation, found as its launcher would find them. */
    private static Optional<File> globalSettings() {
        Stream<Path> homes = Stream.concat(
                Stream.of("MAVEN_HOME", "M2_HOME")
                        .map(System::getenv)
                        .flatMap(home -> Stream.ofNullable(home).map(Path::of)),
                mavenOnPath().stream());
        return homes.map(home -> home.resolve("conf").resolve("settings.xml"))
                .filter(Files::isReadable)
                .findFirst()
                .map(Path::toFile);
    }

    private static Optional<Path> mavenOnPath() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path launcher = Path.of(folder).resolve("mvn");
            if (!folder.isEmpty() && Files.isExecutable(launcher)) {
                try {
                    // <home>/bin/mvn, once links such as those of Debian's alternatives are followed
                    return Optional.ofNullable(launcher.toRealPath().getParent())
                            .map(Path::getParent);
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
