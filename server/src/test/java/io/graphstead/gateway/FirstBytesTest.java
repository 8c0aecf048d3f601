package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTest {
    private static FirstBytes of(byte[] bytes, int length) {
        return FirstBytes.of(Unpooled.wrappedBuffer(bytes, 0, length));
    }

    @ParameterizedTest
    @CsvSource({
        "160301,TLS", "160303,TLS", "160300,TLS", "6060b017,BOLT", "0d0a0d0a000d0a515549540a,PROXY",
        "47455420,HTTP", "4845414420,HTTP", "504f535420,HTTP", "50555420,HTTP", "504154434820,HTTP",
        "44454c45544520,HTTP", "4f5054494f4e5320,HTTP"
    })
    void every_beginning_is_known_by_its_last_byte_and_open_until_then(String hex, FirstBytes kind) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(of(bytes, length)).as("the first %d bytes", length).isEqualTo(FirstBytes.UNDECIDED);
        }
        assertThat(of(bytes, bytes.length)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"160400", "160305", "15030100", "6060b018", "0d0a0d0a010d", "474554", "00", "ff", "48656c6c6f"})
    void what_differs_in_one_byte_is_garbage_at_that_byte(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(of(bytes, bytes.length)).isIn(FirstBytes.GARBAGE, FirstBytes.UNDECIDED);
        assertThat(FirstBytes.of(Unpooled.wrappedBuffer(bytes, new byte[] {0x7f, 0x7f, 0x7f})))
                .isEqualTo(FirstBytes.GARBAGE);
    }

    @Test
    void old_proxy_headers_and_made_up_methods_are_garbage() {
        for (String text : new String[] {"PROXY TCP4 192.0.2.1", "BREW / HTTP/1.1", "get / HTTP/1.1", "SSH-2.0-x"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(of(bytes, bytes.length)).as(text).isEqualTo(FirstBytes.GARBAGE);
        }
    }

    @Test
    void every_pair_of_bytes_is_judged_and_a_judgement_stands_whatever_follows() {
        long seed = System.nanoTime();
        Random dice = new Random(seed);
        byte[] bytes = new byte[FirstBytes.MOST];
        for (int pair = 0; pair < 0x10000; pair++) {
            dice.nextBytes(bytes);
            bytes[0] = (byte) (pair >> 8);
            bytes[1] = (byte) pair;
            FirstBytes judged = FirstBytes.UNDECIDED;
            for (int length = 1; length <= bytes.length; length++) {
                ByteBuf seen = Unpooled.wrappedBuffer(bytes, 0, length);
                FirstBytes now = FirstBytes.of(seen);
                assertThat(seen.readableBytes()).isEqualTo(length);
                if (judged != FirstBytes.UNDECIDED) {
                    assertThat(now)
                            .as("seed %d, %s", seed, HexFormat.of().formatHex(bytes))
                            .isEqualTo(judged);
                }
                judged = now;
            }
            assertThat(judged).isNotEqualTo(FirstBytes.UNDECIDED);
        }
    }
}
