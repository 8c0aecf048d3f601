package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFileTest {
    /** Written by the vendor's own set-initial-password for the password {@code vector-Password-1}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // 4.4.16
                "neo4j:SHA-256,5c1a7e5baa53f96c7b40bdc953f9e0c1a7b87c44ca459c2bcae73adc0b564c1c,"
                        + "d663790fcdc67799b4fe99dd7b57b1abe794d64433a3709d4c90b6ef6a643696,1024:\n",
                // 2026.08.1
                "neo4j:SHA-256,5b7742b6e87b249e9da8a3a1724c8541a6578c1a6787a9ea355603936ed45e67,"
                        + "eb9333a38d04e96b0e442b8a77ea43d363bb01a4388c0ae96af1574b8969628f,1024:\n"
            })
    void it_writes_what_the_vendors_own_command_writes(String written) {
        byte[] salt = HexFormat.of().parseHex(written.split(",")[2]);
        assertThat(AuthFile.line("neo4j", "vector-Password-1".getBytes(StandardCharsets.UTF_8), salt))
                .isEqualTo(written);
    }

    @Test
    void the_same_question_gets_the_same_file_and_another_password_another_salt() {
        String first = AuthFile.of(new Credentials("neo4j", "one-password"));
        assertThat(AuthFile.of(new Credentials("neo4j", "one-password"))).isEqualTo(first);
        String other = AuthFile.of(new Credentials("neo4j", "another-password"));
        assertThat(other.split(",")[2]).isNotEqualTo(first.split(",")[2]);
        assertThat(first).doesNotContain("one-password");
    }
}
