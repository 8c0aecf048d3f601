package io.graphstead.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The tests' class path with an archive of what a server loads from it (JEP 350): with it one starts in some two thirds
 * of the time. For tests that start many; making it takes as long as a server's first start and end.
 *
 * @param classPath jars only, as archives of classes cannot be made of folders
 * @param archive what {@code -XX:SharedArchiveFile} names
 */
public record ClassArchive(String classPath, Path archive) {
    /** A JVM says on its standard output which classes it leaves out, where a server says that it is ready. */
    static final String QUIET = "-Xlog:disable";

    /** Makes it in the folder. */
    public static ClassArchive make(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            // An empty entry stands for the working folder, in which no classes are.
            if (!entry.isEmpty()) {
                Path path = Path.of(entry);
                jars.add(Files.isDirectory(path) ? jarOf(path, folder.resolve(jars.size() + ".jar")) : entry);
            }
        }
        ClassArchive made = new ClassArchive(String.join(":", jars), folder.resolve("server.jsa"));
        try (ServerProcess server = ServerProcess.onJars(
                folder.resolve("data"),
                made.classPath,
                List.of("-XX:ArchiveClassesAtExit=" + made.archive, QUIET),
                List.of())) {
            server.start();
        }
        if (!Files.exists(made.archive)) {
            throw new IllegalStateException("a server left no archive of its classes at " + made.archive);
        }
        return made;
    }

    private static String jarOf(Path classes, Path jar) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        if (tool.run(out, out, "--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".")
                != 0) {
            throw new IllegalStateException("no jar could be made of " + classes + ": " + said);
        }
        return jar.toString();
    }
}
