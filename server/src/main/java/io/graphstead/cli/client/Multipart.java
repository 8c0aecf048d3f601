package io.graphstead.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A form with one file, read while it is sent (RFC 7578). */
final class Multipart {
    private final String boundary = "graphstead-" + UUID.randomUUID();
    private final Map<String, String> fields;
    private final Path file;

    Multipart(Map<String, String> fields, Path file) {
        this.fields = Map.copyOf(fields);
        this.file = file;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() throws FileNotFoundException {
        List<BodyPublisher> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(text(head("name=\"" + quoted(name) + "\"") + "\r\n" + value + "\r\n")));
        parts.add(text(head("name=\"file\"; filename=\"" + quoted(String.valueOf(file.getFileName())) + "\"")
                + "Content-Type: application/octet-stream\r\n\r\n"));
        parts.add(BodyPublishers.ofFile(file));
        parts.add(text("\r\n--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private String head(String disposition) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n";
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
