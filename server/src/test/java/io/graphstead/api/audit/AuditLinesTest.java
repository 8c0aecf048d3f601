package io.graphstead.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.audit.AuditEvent;
import io.graphstead.audit.AuditEvent.Outcome;
import io.graphstead.audit.AuditPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLinesTest {
    private static AuditEvent event(String requestId) {
        return new AuditEvent(
                new UUID(0, 1),
                Instant.parse("2026-11-06T08:49:37Z"),
                Optional.empty(),
                "installation",
                "database.create",
                "-",
                List.of("a", "b"),
                Outcome.DONE,
                202,
                "POST",
                requestId,
                "127.0.0.1",
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void nothing_can_be_taken_for_a_formula(String value) {
        String field = AuditLines.field(value);
        assertThat(field.startsWith("\"") ? field.substring(1) : field).startsWith("'" + value.charAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"plain|plain", "a,b|\"a,b\"", "say \"x\"|\"say \"\"x\"\"\""})
    void fields_are_quoted_where_they_have_to_be(String value, String written) {
        assertThat(AuditLines.field(value)).isEqualTo(written);
    }

    @Test
    void pages_follow_one_another_and_the_head_stands_once() throws IOException {
        List<String> asked = new ArrayList<>();
        AuditPage second = new AuditPage(List.of(event("two")), Optional.empty());
        try (AuditLines lines = AuditLines.csv(new AuditPage(List.of(event("=one")), Optional.of("t")), token -> {
            asked.add(token);
            return second;
        })) {
            String text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.split("\r\n"))
                    .containsExactly(
                            "time,actor,action,resource,outcome,status,method,address,times,requestId,ids,organizationId,id",
                            "2026-11-06T08:49:37Z,installation,database.create,'-,done,202,POST,127.0.0.1,1,'=one,a b,,"
                                    + "00000000000000000000000000000001",
                            "2026-11-06T08:49:37Z,installation,database.create,'-,done,202,POST,127.0.0.1,1,two,a b,,"
                                    + "00000000000000000000000000000001");
        }
        assertThat(asked).containsExactly("t");
    }
}
