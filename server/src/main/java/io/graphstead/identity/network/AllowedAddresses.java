package io.graphstead.identity.network;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The addresses that may reach a project: those in any of its rules' ranges, and everybody while it has no rules. */
public final class AllowedAddresses {
    private static final AllowedAddresses EVERYBODY = new AllowedAddresses(Set.of());

    private final Set<IpRange> given;
    private final List<Range> ranges;

    private AllowedAddresses(Set<IpRange> given) {
        this.given = given;
        ranges = given.stream().map(Range::of).toList();
    }

    /** A range with its bits taken apart once, since it is asked at every connection. */
    private record Range(byte[] first, int prefix) {
        static Range of(IpRange range) {
            String text = range.text();
            int slash = text.indexOf('/');
            byte[] first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            return new Range(first, slash < 0 ? first.length * 8 : Integer.parseInt(text.substring(slash + 1)));
        }

        /** An IPv4 address is in no IPv6 range, nor the other way round. */
        boolean contains(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            int whole = prefix / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != first[i]) {
                    return false;
                }
            }
            int rest = prefix % 8;
            return rest == 0 || ((address[whole] ^ first[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
        }
    }

    public static AllowedAddresses everybody() {
        return EVERYBODY;
    }

    /** @param rules those of one project */
    public static AllowedAddresses by(Collection<NetworkRule> rules) {
        return in(rules.stream().map(NetworkRule::range).toList());
    }

    public static AllowedAddresses in(Collection<IpRange> ranges) {
        return ranges.isEmpty() ? EVERYBODY : new AllowedAddresses(Set.copyOf(ranges));
    }

    /** An IPv4 address that came over an IPv6 socket counts as the IPv4 address that it is. */
    public boolean allow(InetAddress address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(unmapped(address.getAddress())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowedAddresses those && those.given.equals(given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    private static byte[] unmapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return new byte[] {address[12], address[13], address[14], address[15]};
    }
}
