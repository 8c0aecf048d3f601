package io.graphstead.cli.quickstart;

import io.graphstead.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code quickstart.env}: addresses and credentials for a shell to source. Written anew at every start, in one rename,
 * readable by its owner only; an earlier one is where credentials that are shown only once are taken from again.
 */
final class QuickstartEnv {
    private static final String QUOTE = "'";

    private final Path file;

    QuickstartEnv(Path dataFolder) {
        this.file = dataFolder.resolve("quickstart.env");
    }

    Path file() {
        return file;
    }

    /** What an earlier start wrote; nothing when there was none or it cannot be read. */
    Map<String, String> read() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                int sign = line.indexOf('=');
                if (sign > 0 && line.startsWith("export ")) {
                    values.put(line.substring("export ".length(), sign), unquote(line.substring(sign + 1)));
                }
            }
        }
        return values;
    }

    Optional<String> earlier(String name) throws IOException {
        return Optional.ofNullable(read().get(name)).filter(value -> !value.isEmpty());
    }

    void write(Map<String, String> values) throws IOException {
        String text = values.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quote(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
        PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** For a POSIX shell: nothing inside single quotes is expanded. */
    private static String quote(String value) {
        return QUOTE + value.replace(QUOTE, "'\\''") + QUOTE;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith(QUOTE) && value.endsWith(QUOTE);
        return quoted ? value.substring(1, value.length() - 1).replace("'\\''", QUOTE) : value;
    }
}
