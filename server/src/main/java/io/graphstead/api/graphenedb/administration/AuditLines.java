package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.audit.AuditEvent;
import io.graphstead.audit.AuditPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Events as bytes, one JSON object a line; holds one page of them at a time. */
final class AuditLines extends InputStream {
    private final ObjectMapper json;
    private final Function<String, AuditPage> next;
    private AuditPage page;
    private byte[] bytes;
    private int at;

    AuditLines(ObjectMapper json, AuditPage first, Function<String, AuditPage> next) {
        this.json = json;
        this.next = next;
        this.page = first;
        this.bytes = written(first);
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
            bytes = written(page);
            at = 0;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    private byte[] written(AuditPage some) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (AuditEvent event : some.events()) {
            try {
                lines.writeBytes(json.writeValueAsBytes(AuditJson.of(event)));
            } catch (IOException e) {
                throw new IllegalStateException("a record cannot be written as JSON", e);
            }
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
