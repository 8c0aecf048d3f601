package io.graphstead.cli.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/** A form with one file, read while it is sent (RFC 7578). */
final class Multipart {
    private final String boundary = "graphstead-" + UUID.randomUUID();
    private final Map<String, String> fields;
    private final Path file;
    private final LongConsumer sent;

    /** @param sent is told how many bytes of the file are on their way, again and again */
    Multipart(Map<String, String> fields, Path file, LongConsumer sent) {
        this.fields = Map.copyOf(fields);
        this.file = file;
        this.sent = sent;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() throws IOException {
        List<BodyPublisher> parts = new ArrayList<>();
        fields.forEach(
                (name, value) -> parts.add(text(head("name=\"" + quoted(name) + "\"") + "\r\n" + value + "\r\n")));
        parts.add(text(head("name=\"file\"; filename=\"" + quoted(String.valueOf(file.getFileName())) + "\"")
                + "Content-Type: application/octet-stream\r\n\r\n"));
        parts.add(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), Files.size(file)));
        parts.add(text("\r\n--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private InputStream open() {
        try {
            return new Counted(Files.newInputStream(file), sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells how much of it was read. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer told;
        private long bytes;

        Counted(InputStream in, LongConsumer told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            bytes += read;
            told.accept(bytes);
        }
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
