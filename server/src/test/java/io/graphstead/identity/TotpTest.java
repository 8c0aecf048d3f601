package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, as six digits: the last ones of its eight. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_standard(long second, String code) {
        assertThat(Totp.code(KEY, Instant.ofEpochSecond(second))).isEqualTo(code);
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
    }

    @Test
    void a_code_is_good_for_half_a_minute_more_and_less() {
        Instant made = Instant.ofEpochSecond(1_000_000_020);
        String code = Totp.code(KEY, made);
        long step = made.getEpochSecond() / 30;
        assertThat(Totp.step(KEY, code, made.minusSeconds(30))).hasValue(step);
        assertThat(Totp.step(KEY, code, made.plusSeconds(59))).hasValue(step);
        assertThat(Totp.step(KEY, code, made.plusSeconds(60))).isEmpty();
        assertThat(Totp.step(KEY, code, made.minusSeconds(31))).isEmpty();
        assertThat(Totp.step(KEY, "", made)).isEmpty();
    }

    @Test
    void apps_are_told_the_key_in_base32_and_whose_it_is() {
        // RFC 4648, section 10.
        assertThat(Totp.text("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Totp.address(KEY, "ada+x@example.org"))
                .isEqualTo("otpauth://totp/Graphstead:ada%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Graphstead&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void recovery_codes_can_be_typed_as_one_likes_and_are_no_codes_of_an_app() {
        List<String> codes = RecoveryCode.fresh();
        assertThat(new HashSet<>(codes)).hasSize(10).allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        String code = codes.getFirst();
        assertThat(RecoveryCode.letters(
                        " " + code.toUpperCase(java.util.Locale.ROOT).replace('-', ' ')))
                .contains(code.replace("-", ""));
        assertThat(RecoveryCode.letters(code.substring(1))).isEmpty();
        assertThat(codes).noneMatch(Totp::looksLikeOne);
    }
}
