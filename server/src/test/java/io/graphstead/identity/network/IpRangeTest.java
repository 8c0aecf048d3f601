package io.graphstead.identity.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IpRangeTest {
    private static Optional<String> refusal(Optional<String> text) {
        Refused refused = catchThrowableOfType(Refused.class, () -> IpRange.parse("ipRange", text));
        return Optional.ofNullable(refused).map(thrown -> {
            assertThat(((InvalidField) thrown.refusal()).field()).isEqualTo("ipRange");
            return thrown.refusal().words();
        });
    }

    @Test
    void addresses_and_ranges_are_kept_as_they_were_given() {
        for (String good : new String[] {
            "0.0.0.0/0",
            "10.0.0.0/8",
            "192.168.1.1",
            "192.168.1.1/32",
            "255.255.255.255",
            "203.0.113.128/25",
            "::/0",
            "::1",
            "::",
            "2001:db8::/32",
            "2001:DB8::1/128",
            "2001:db8:0:0:0:0:0:1",
            "fe80::1",
            "2001:db8:8000::/33"
        }) {
            assertThat(IpRange.parse("ipRange", Optional.of(good)).text()).isEqualTo(good);
        }
    }

    @Test
    void what_could_be_read_in_two_ways_is_no_range() {
        for (String bad : new String[] {
            "",
            " ",
            "10.0.0.0/8 ",
            " 10.0.0.1",
            "10.0.0.1\n",
            "10.0.0",
            "10.1",
            "167772161",
            "0x0a000001",
            "010.0.0.1",
            "10.0.0.01",
            "10.0.0.00",
            "256.0.0.1",
            "10.0.0.1.1",
            "10.0.0.-1",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
            "10.0.0.0/255.0.0.0",
            "10.0.0.0/99999999999",
            "2001:db8::/129",
            "::1%eth0",
            "fe80::1%1/64",
            "[::1]",
            "::ffff:10.0.0.1",
            "::ffff:0a00:0001",
            "::10.0.0.1",
            "1::2::3",
            "12345::",
            ":::",
            ":",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "g::1",
            "localhost",
            "example.org",
            "10.0.0.1;10.0.0.2",
            // digits and dots of other scripts that look like those of ASCII
            "1٠.0.0.1",
            "１0.0.0.1",
            "10．0.0.1",
            "10.0.0.0∕8",
            "10.0.0.1\u0000",
            "10.0.0.1\u200b",
            "1".repeat(10_000)
        }) {
            assertThat(refusal(Optional.of(bad)))
                    .as(bad)
                    .hasValueSatisfying(words -> assertThat(words).startsWith("ipRange "));
        }
        assertThat(refusal(Optional.empty()))
                .hasValueSatisfying(words -> assertThat(words).contains("missing"));
    }

    @Test
    void bits_behind_the_prefix_are_refused_at_every_prefix() {
        for (int prefix = 1; prefix <= 32; prefix++) {
            long first = 1L << (32 - prefix);
            assertThat(refusal(Optional.of(ipv4(first) + "/" + prefix)))
                    .as("/" + prefix)
                    .isEmpty();
            if (prefix < 32) {
                assertThat(refusal(Optional.of(ipv4(first >> 1) + "/" + prefix)))
                        .as("/" + prefix)
                        .hasValueSatisfying(words -> assertThat(words).contains("bits set behind its prefix"));
            }
        }
        assertThat(refusal(Optional.of("2001:db8::1/64")))
                .hasValueSatisfying(words -> assertThat(words).contains("behind its prefix of 64"));
    }

    private static String ipv4(long bits) {
        return (bits >> 24 & 255) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }
}
