package io.graphstead.engine.neo4j;

import io.graphstead.engine.Version;
import io.graphstead.runtime.JavaNeed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of versions that differ in how they are started; each holds from its first version up to the next line's. The
 * Javas are those that the vendor's manuals list. Settings that came later than their line stand in
 * {@link Neo4jConfiguration}.
 */
enum Neo4jLine {
    V4_4("4.4", new JavaNeed(17, 17), "org.neo4j.server.CommunityEntryPoint", Names.OF_4, Launch.OF_4, Dump.OF_4),
    V5_0("5.0", new JavaNeed(17, 17), "org.neo4j.server.CommunityEntryPoint", Names.OF_5, Launch.OF_5, Dump.OF_5),
    V5_14("5.14", new JavaNeed(17, 21), "org.neo4j.server.CommunityEntryPoint", Names.OF_5, Launch.OF_5, Dump.OF_5),
    V5_26("5.26", new JavaNeed(17, 25), "org.neo4j.server.CommunityEntryPoint", Names.OF_5, Launch.OF_5, Dump.OF_5),
    V2025_01("2025.01", new JavaNeed(21, 21), "org.neo4j.server.Neo4jCommunity", Names.OF_5, Launch.OF_5, Dump.OF_5),
    V2025_10("2025.10", new JavaNeed(21, 25), "org.neo4j.server.Neo4jCommunity", Names.OF_5, Launch.OF_5, Dump.OF_5);

    /** How settings begin: they were renamed once, with 5.0. */
    enum Names {
        OF_4("dbms", "dbms.connector"),
        OF_5("server", "server");

        final String server;
        final String connector;

        Names(String server, String connector) {
            this.server = server;
            this.connector = connector;
        }
    }

    /** How its tool dumps a database: the arguments, {@code %s} standing for the folder. */
    enum Dump {
        OF_4("dump", "--database=neo4j", "--to=%s/neo4j.dump"),
        OF_5("database", "dump", "neo4j", "--to-path=%s", "--overwrite-destination=true");

        private final List<String> arguments;

        Dump(String... arguments) {
            this.arguments = List.of(arguments);
        }

        List<String> into(Path folder) {
            return arguments.stream()
                    .map(each -> each.replace("%s", folder.toString()))
                    .toList();
        }
    }

    /** What the entry point and its Java must be told beside memory and folders. */
    enum Launch {
        OF_4(List.of("java.nio", "java.io", "sun.nio.ch", "java.lang"), List.of(), List.of()),
        // Without --console-mode, what it has to say goes to its own files only.
        OF_5(
                List.of("java.nio", "java.io", "sun.nio.ch"),
                List.of("--enable-native-access=ALL-UNNAMED"),
                List.of("--console-mode"));

        final List<String> jvm;
        final List<String> arguments;

        Launch(List<String> opened, List<String> jvm, List<String> arguments) {
            this.jvm = Stream.concat(
                            opened.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"), jvm.stream())
                    .toList();
            this.arguments = arguments;
        }
    }

    final Version from;
    final JavaNeed java;
    final String mainClass;
    final Names names;
    final Launch launch;
    final Dump dump;

    Neo4jLine(String from, JavaNeed java, String mainClass, Names names, Launch launch, Dump dump) {
        this.from = new Version(from);
        this.java = java;
        this.mainClass = mainClass;
        this.names = names;
        this.launch = launch;
        this.dump = dump;
    }

    /**
     * The line that a version belongs to.
     *
     * @throws IllegalArgumentException for versions that cannot be run, naming those that can
     */
    static Neo4jLine of(Version version) {
        return find(version)
                .orElseThrow(() -> new IllegalArgumentException("Neo4j " + version
                        + " cannot be run here; the versions that can are 4.4, 5 and 2025.01 or later (known lines: "
                        + Arrays.stream(values()).map(line -> line.from.text()).collect(Collectors.joining(", "))
                        + ")"));
    }

    private static Optional<Neo4jLine> find(Version version) {
        boolean between = version.compareTo(new Version("4.5")) >= 0 && version.compareTo(V5_0.from) < 0
                || version.major() > 5 && version.compareTo(V2025_01.from) < 0;
        return between
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(line -> line.from.compareTo(version) <= 0)
                        .reduce((older, newer) -> newer);
    }
}
