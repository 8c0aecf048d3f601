package io.graphstead.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyDigestTest {
    private static final String BOUNDARY = "--ab--aab";

    private static byte[] digest(String path, String type, String body, int piece) {
        BodyDigest digest = BodyDigest.of(HttpRequest.POST(path, "").contentType(MediaType.of(type)));
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += piece) {
            digest.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
        }
        return digest.end();
    }

    private static byte[] multipart(String boundary, String body, int piece) {
        return digest("/x", "multipart/form-data; boundary=" + boundary, body, piece);
    }

    @Test
    void the_boundary_counts_for_nothing_however_the_body_comes_in_pieces() {
        Random dice = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            // Of the boundary's own letters, so that it is nearly there again and again.
            StringBuilder body = new StringBuilder();
            for (int part = 0; part < 4; part++) {
                for (int i = dice.nextInt(12); i > 0; i--) {
                    body.append("-ab".charAt(dice.nextInt(3)));
                }
                body.append("#BOUNDARY#");
            }
            String sent = body.toString().replace("#BOUNDARY#", BOUNDARY);
            byte[] expected = digest("/x", "application/octet-stream", sent.replace(BOUNDARY, ""), 1 << 20);
            assertThat(multipart(BOUNDARY, sent, 1 + dice.nextInt(20)))
                    .as("seed 7, round " + round + ": " + sent)
                    .isEqualTo(expected);
        }
    }

    @Test
    void query_and_body_both_count() {
        byte[] plain = digest("/x", "application/json", "{}", 10);
        assertThat(digest("/x?a=b", "application/json", "{}", 10)).isNotEqualTo(plain);
        assertThat(digest("/x", "application/json", "{ }", 10)).isNotEqualTo(plain);
        assertThat(digest("/x", "application/json", "{}", 1)).isEqualTo(plain);
    }
}
