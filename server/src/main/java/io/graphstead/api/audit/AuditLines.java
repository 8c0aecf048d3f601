package io.graphstead.api.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.audit.AuditEvent;
import io.graphstead.audit.AuditPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as bytes, a line each; holds one page of them at a time. */
public final class AuditLines extends InputStream {
    // What spreadsheets take for a formula and not for text.
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n]", Pattern.DOTALL);
    private static final List<String> COLUMNS = List.of(
            "time",
            "actor",
            "action",
            "resource",
            "outcome",
            "status",
            "method",
            "address",
            "times",
            "requestId",
            "ids",
            "organizationId",
            "id");

    private final Function<AuditEvent, byte[]> line;
    private final Function<String, AuditPage> next;
    private AuditPage page;
    private byte[] bytes;
    private int at;

    private AuditLines(
            byte[] head, Function<AuditEvent, byte[]> line, AuditPage first, Function<String, AuditPage> next) {
        this.line = line;
        this.next = next;
        this.page = first;
        this.bytes = written(head, first);
    }

    /**
     * One JSON object a line.
     *
     * @param next finds the page of a token
     */
    public static AuditLines json(ObjectMapper json, AuditPage first, Function<String, AuditPage> next) {
        return new AuditLines(
                new byte[0],
                event -> {
                    try {
                        return (json.writeValueAsString(AuditJson.of(event)) + "\n").getBytes(StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new IllegalStateException("a record cannot be written as JSON", e);
                    }
                },
                first,
                next);
    }

    /**
     * For spreadsheets: RFC 4180, with a line of names first. No value can be taken for a formula.
     *
     * @param next finds the page of a token
     */
    public static AuditLines csv(AuditPage first, Function<String, AuditPage> next) {
        return new AuditLines(row(COLUMNS.stream()), event -> row(values(event)), first, next);
    }

    private static Stream<String> values(AuditEvent event) {
        AuditJson json = AuditJson.of(event);
        AuditJson.DetailsJson details = json.details();
        return Stream.of(
                details.time(),
                json.actor(),
                json.action(),
                json.resource(),
                json.outcome(),
                Integer.toString(details.status()),
                details.method(),
                details.address(),
                Integer.toString(details.times()),
                json.requestId(),
                String.join(" ", details.ids()),
                details.organizationId().orElse(""),
                json.id());
    }

    private static byte[] row(Stream<String> values) {
        return values.map(AuditLines::field)
                .collect(Collectors.joining(",", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As a field of CSV: what looks like a formula is made text by the apostrophe that spreadsheets know for that. */
    static String field(String value) {
        String text = FORMULA.matcher(value).find() ? "'" + value : value;
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (at == bytes.length) {
            if (page.next().isEmpty()) {
                return -1;
            }
            page = next.apply(page.next().get());
            bytes = written(new byte[0], page);
            at = 0;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    private byte[] written(byte[] head, AuditPage some) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(head);
        some.events().forEach(event -> lines.writeBytes(line.apply(event)));
        return lines.toByteArray();
    }
}
