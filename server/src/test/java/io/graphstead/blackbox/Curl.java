package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs command lines of the vendors' pages as they stand there, by a shell with the real curl. What the page could not
 * know (the authority to trust, that the status is to be printed) is in a curl configuration file, not in the command.
 */
final class Curl {
    private final Path home;

    /** @param home an empty folder for curl's configuration */
    Curl(BlackBoxTarget target, Path home) {
        this.home = home;
        try {
            Files.writeString(
                    home.resolve(".curlrc"), """
                    cacert = "%s"
                    silent
                    show-error
                    max-time = 30
                    write-out = "\\n%%{http_code}"
                    """.formatted(target.caFile().toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command printed and the status that it got. */
    record Printed(int status, String body) {}

    /**
     * @param page name of a file among the test resources that holds one command line of a page
     * @param put what to put in the place of the page's placeholders: host, ids, secrets
     */
    Printed run(String page, Map<String, String> put) throws IOException, InterruptedException {
        String command = read(page);
        for (Map.Entry<String, String> placeholder : put.entrySet()) {
            assertThat(command).as("the page's command in %s", page).contains(placeholder.getKey());
            command = command.replace(placeholder.getKey(), placeholder.getValue());
        }
        ProcessBuilder shell = new ProcessBuilder(List.of("bash", "-c", command)).redirectErrorStream(true);
        shell.environment().put("CURL_HOME", home.toString());
        Process process = shell.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s printed: %s", page, output).isZero();
        int end = output.lastIndexOf('\n');
        return new Printed(Integer.parseInt(output.substring(end + 1)), output.substring(0, end));
    }

    private static String read(String page) throws IOException {
        try (InputStream file = Curl.class.getResourceAsStream("pages/" + page)) {
            if (file == null) {
                throw new AssertionError("no test resource pages/" + page);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
