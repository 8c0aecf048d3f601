package io.graphstead.testing.typedb;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Version;
import io.graphstead.testing.typedb.standin.Main;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A TypeDB distribution for tests, laid out as the vendor's tarball. It is the stand-in's, of any 3.x version, unless the
 * environment variable {@link #VARIABLE} names a real one, as a tarball or an unpacked folder: then that one is used
 * wherever its version is asked for, and {@link #newest} is its version. Which of the two is used is printed, once each.
 */
public final class TypeDbDistribution {
    public static final String VARIABLE = "GRAPHSTEAD_TYPEDB_DIST";

    /** One version of every line that differs in how it is run, oldest first. */
    public static final List<Version> VERSIONS = Stream.of(
                    "3.0.6", "3.1.0", "3.2.0", "3.3.0", "3.4.4", "3.5.5", "3.10.4", "3.11.5", "3.12.3")
            .map(Version::new)
            .toList();

    private static final Version NEWEST = new Version("3.12.3");
    private static final Pattern VERSION = Pattern.compile("(?<![\\d.])(3\\.\\d+\\.\\d+)(?![\\d.]*\\d)");
    private static final Map<Version, Boolean> TOLD = new ConcurrentHashMap<>();

    private final Version version;
    private final Optional<Path> real;

    private TypeDbDistribution(Version version, Optional<Path> real) {
        this.version = version;
        this.real = real;
    }

    public static TypeDbDistribution of(Version version) {
        Optional<Path> real = named().filter(path -> versionOf(path).equals(version));
        if (TOLD.putIfAbsent(version, true) == null) {
            System.out.println("TypeDB " + version + ": "
                    + real.map(path -> "the real one, " + path).orElse("the stand-in"));
        }
        return new TypeDbDistribution(version, real);
    }

    public static TypeDbDistribution of(String version) {
        return of(new Version(version));
    }

    /** The real one where there is one, else the stand-in of the newest line. */
    public static TypeDbDistribution newest() {
        return of(named().map(TypeDbDistribution::versionOf).orElse(NEWEST));
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .map(path -> {
                    assertThat(path)
                            .as(VARIABLE + " names a tarball or a folder")
                            .exists();
                    return path.toAbsolutePath().normalize();
                });
    }

    /** By the name that the vendor gives it; an unpacked folder may also be asked. */
    private static Version versionOf(Path path) {
        Matcher inName = VERSION.matcher(path.getFileName().toString());
        if (inName.find()) {
            return new Version(inName.group(1));
        }
        Path program = path.resolve("server").resolve("typedb_server_bin");
        assertThat(program)
                .as("the folder that " + VARIABLE + " names, whose name says no version")
                .exists();
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = VERSION.matcher(said);
            assertThat(found.find()).as("a version in: " + said).isTrue();
            return new Version(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Version version() {
        return version;
    }

    public boolean isReal() {
        return real.isPresent();
    }

    /** The vendor's name of the tarball. */
    public String fileName() {
        return folderName() + ".tar.gz";
    }

    private String folderName() {
        return "typedb-all-linux-x86_64-" + version;
    }

    /** Writes the tarball into {@code folder}, under the vendor's name, unless a real one lies elsewhere; answers where. */
    public Path tarball(Path folder) throws IOException {
        if (real.isPresent() && Files.isRegularFile(real.get())) {
            return real.get();
        }
        Path tarball = folder.resolve(fileName());
        if (real.isPresent()) {
            return pack(filesBelow(real.get()), tarball);
        }
        return pack(standIn(), tarball);
    }

    /** Unpacks the stand-in, or a real tarball, below {@code folder}; answers the folder that holds {@code server}. */
    public Path unpacked(Path folder) throws IOException {
        if (real.isPresent() && Files.isDirectory(real.get())) {
            return real.get();
        }
        if (real.isPresent()) {
            Files.createDirectories(folder);
            Process tar = new ProcessBuilder(
                            "tar", "-xzf", real.get().toString(), "--strip-components=1", "-C", folder.toString())
                    .inheritIO()
                    .start();
            assertThat(tar.onExit().join().exitValue()).isZero();
            return folder;
        }
        for (Map.Entry<String, File> file : standIn().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().content());
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(file.getValue().program() ? "rwxr-xr-x" : "rw-r--r--"));
        }
        return folder;
    }

    private record File(byte[] content, boolean program) {
        static File program(String text) {
            return new File(text.getBytes(StandardCharsets.UTF_8), true);
        }

        static File text(String text) {
            return new File(text.getBytes(StandardCharsets.UTF_8), false);
        }
    }

    private Map<String, File> standIn() throws IOException {
        Map<String, File> files = new TreeMap<>();
        files.put("LICENSE", File.text("The stand-in's.\n"));
        files.put("typedb", File.program("""
                #!/bin/sh
                # typedb server [ARGUMENTS], as the vendor's wrapper.
                [ "$1" = server ] || [ "$1" = --version ] || { echo "Usage: typedb server" >&2; exit 2; }
                [ "$1" = server ] && shift
                exec "${0%/*}/server/typedb_server_bin" "$@"
                """));
        files.put("server/typedb_server_bin", File.program("""
                #!/bin/sh
                exec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -Xmx96m \\
                    -cp "${0%%/*}/lib" %s %s "${0%%/*}" "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"), Main.class.getName(), version)));
        files.put("server/config.yml", File.text("server:\n    # the vendor's listens at every address\n"));
        if (version.compareTo(new Version("3.12")) >= 0) {
            files.put("admin/typedb_admin_bin", File.program("#!/bin/sh\nexit 1\n"));
        }
        Path classes = classes();
        if (Files.isDirectory(classes)) {
            addClasses(files, classes);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                addClasses(files, jar.getPath("/"));
            }
        }
        return files;
    }

    private static void addClasses(Map<String, File> files, Path classes) throws IOException {
        String inside = Main.class.getPackageName().replace('.', '/');
        for (Path one : list(classes.resolve(inside))) {
            files.put("server/lib/" + inside + "/" + one.getFileName(), new File(Files.readAllBytes(one), false));
        }
    }

    private static Path classes() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static Map<String, File> filesBelow(Path folder) throws IOException {
        Map<String, File> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(
                            folder.relativize(one).toString(),
                            new File(Files.readAllBytes(one), Files.isExecutable(one)));
                }
            }
        }
        return files;
    }

    private Path pack(Map<String, File> files, Path tarball) throws IOException {
        try (OutputStream out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(tarball)));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Map.Entry<String, File> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(folderName() + "/" + file.getKey());
                entry.setSize(file.getValue().content().length);
                entry.setMode(file.getValue().program() ? 0100755 : 0100644);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue().content());
                tar.closeArchiveEntry();
            }
        }
        return tarball;
    }
}
