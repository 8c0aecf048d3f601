package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BasicCredentialsTest {
    private static final Optional<BasicCredentials> ANN = Optional.of(new BasicCredentials("ann", "s3cret"));

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_standard_form_is_base64() {
        assertThat(BasicCredentials.encoded("Basic " + base64("ann:s3cret"))).isEqualTo(ANN);
        assertThat(BasicCredentials.encoded("  basic \t " + base64("ann:s3cret") + " "))
                .isEqualTo(ANN);
        assertThat(BasicCredentials.encoded("BASIC " + base64("ann:s3cret").replace("=", "")))
                .isEqualTo(ANN);
        assertThat(BasicCredentials.encoded("Basic " + base64("ann:with:colons")))
                .contains(new BasicCredentials("ann", "with:colons"));
        assertThat(BasicCredentials.encoded("Basic ann:s3cret")).isEmpty();
    }

    @Test
    void typedb_clients_send_it_raw_or_encoded() {
        assertThat(BasicCredentials.rawOrEncoded("Basic ann:s3cret")).isEqualTo(ANN);
        assertThat(BasicCredentials.rawOrEncoded("basic   ann:s3cret  ")).isEqualTo(ANN);
        assertThat(BasicCredentials.rawOrEncoded("Basic " + base64("ann:s3cret")))
                .isEqualTo(ANN);
        assertThat(BasicCredentials.rawOrEncoded("Basic ann:a:b")).contains(new BasicCredentials("ann", "a:b"));
    }

    @Test
    void anything_else_is_malformed() {
        for (String header : new String[] {
            "",
            " ",
            "Basic",
            "Basic ",
            "Basic:",
            "Basicann:s3cret",
            "Bearer ann:s3cret",
            "ann:s3cret",
            "Basic :",
            "Basic ann:",
            "Basic :s3cret",
            "Basic ann",
            "Basic an n:s3cret",
            "Basic ann: s3cret",
            "Basic !!!",
            "Basic " + base64("no colon"),
            "Basic " + base64(":x"),
            "Basic " + base64("x:"),
            "Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, ':', 'x'})
        }) {
            assertThat(BasicCredentials.rawOrEncoded(header)).as(header).isEmpty();
            assertThat(BasicCredentials.encoded(header)).as(header).isEmpty();
        }
    }

    @Test
    void the_scheme_is_known_without_the_rest() {
        assertThat(BasicCredentials.isBasic("Basic")).isTrue();
        assertThat(BasicCredentials.isBasic(" bAsIc x")).isTrue();
        assertThat(BasicCredentials.isBasic("Basicx")).isFalse();
        assertThat(BasicCredentials.isBasic("Bearer x")).isFalse();
        assertThat(BasicCredentials.isBasic("")).isFalse();
    }

    @Test
    void a_secret_is_not_printed() {
        assertThat(ANN.orElseThrow().toString()).contains("ann").doesNotContain("s3cret");
    }
}
