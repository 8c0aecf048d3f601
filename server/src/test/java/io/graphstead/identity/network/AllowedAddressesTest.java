package io.graphstead.identity.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedAddressesTest {
    private static AllowedAddresses in(String... ranges) {
        return AllowedAddresses.in(List.of(ranges).stream()
                .map(range -> IpRange.parse("ipRange", Optional.of(range)))
                .toList());
    }

    @Test
    void without_rules_everybody_comes_in() {
        assertThat(AllowedAddresses.by(List.of()).allow(InetAddress.ofLiteral("203.0.113.9")))
                .isTrue();
        assertThat(AllowedAddresses.by(List.of()).allow(InetAddress.ofLiteral("2001:db8::9")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16,10.0.255.255,true", "10.0.0.0/16,10.1.0.0,false", "203.0.113.7,203.0.113.7,true",
        "203.0.113.7,203.0.113.8,false", "2001:db8::/32,2001:db8:ffff::1,true", "2001:db8::/32,2001:db9::1,false",
        "2001:db8::1,2001:db8::1,true", "0.0.0.0/0,198.51.100.1,true", "0.0.0.0/0,2001:db8::1,false",
        "::/0,198.51.100.1,false", "::/0,::1,true", "127.0.0.0/8,127.0.0.1,true"
    })
    void a_range_holds_its_addresses_and_no_others(String range, String address, boolean allowed) {
        assertThat(in(range).allow(InetAddress.ofLiteral(address))).isEqualTo(allowed);
    }

    @Test
    void one_rule_of_several_is_enough() {
        AllowedAddresses two = in("192.0.2.0/24", "2001:db8::/32");
        assertThat(two.allow(InetAddress.ofLiteral("192.0.2.77"))).isTrue();
        assertThat(two.allow(InetAddress.ofLiteral("2001:db8::77"))).isTrue();
        assertThat(two.allow(InetAddress.ofLiteral("198.51.100.1"))).isFalse();
    }

    @Test
    void the_same_ranges_in_another_order_are_the_same() {
        assertThat(in("192.0.2.0/24", "::1"))
                .isEqualTo(in("::1", "192.0.2.0/24"))
                .isNotEqualTo(in("::1"));
    }

    @Test
    void ten_thousand_random_ranges_and_addresses_agree_with_arithmetic() throws UnknownHostException {
        long seed = System.nanoTime();
        Random dice = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            int bytes = dice.nextBoolean() ? 4 : 16;
            int prefix = dice.nextInt(bytes * 8 + 1);
            BigInteger mask =
                    BigInteger.ONE.shiftLeft(bytes * 8).subtract(BigInteger.ONE.shiftLeft(bytes * 8 - prefix));
            BigInteger first = new BigInteger(bytes * 8, dice).and(mask);
            // Near to the range, so that both answers come.
            BigInteger asked = first.xor(new BigInteger(bytes * 8, dice).shiftRight(dice.nextInt(bytes * 8)));
            String range = address(first, bytes).getHostAddress() + "/" + prefix;
            if (address(asked, bytes).getAddress().length != bytes) {
                continue;
            }
            assertThat(AllowedAddresses.in(List.of(new IpRange(range))).allow(address(asked, bytes)))
                    .as("seed %d: %s in %s", seed, address(asked, bytes), range)
                    .isEqualTo(asked.and(mask).equals(first));
        }
    }

    private static InetAddress address(BigInteger number, int bytes) throws UnknownHostException {
        byte[] address = new byte[bytes];
        byte[] digits = number.toByteArray();
        for (int i = 0; i < Math.min(bytes, digits.length); i++) {
            address[bytes - 1 - i] = digits[digits.length - 1 - i];
        }
        return InetAddress.getByAddress(address);
    }
}
