package io.graphstead.identity.network;

import io.graphstead.identity.Texts;
import io.graphstead.refusal.Refused;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address or a range of them, such as {@code 203.0.113.7}, {@code 10.0.0.0/16} or {@code 2001:db8::/32}. Read strictly:
 * what two programs could read as two different ranges is none.
 *
 * @param text as it was given
 */
public record IpRange(String text) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]{2,39})(?:/(0|[1-9][0-9]{0,2}))?");
    // Without leading zeros, which some programs take for octal.
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    // Without an IPv4 address at its end, which would name the same address in a second way.
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    /** @throws Refused naming {@code field} */
    public static IpRange parse(String field, Optional<String> given) {
        String text = given.orElseThrow(() -> Texts.invalid(field, field + " is missing; " + examples()));
        Matcher matcher = FORM.matcher(text);
        byte[] address = matcher.matches() ? bytes(matcher.group(1)).orElseThrow(() -> noRange(field)) : none(field);
        String prefix = matcher.group(2);
        if (prefix != null) {
            checkPrefix(field, text, address, Integer.parseInt(prefix));
        }
        return new IpRange(text);
    }

    private static byte[] none(String field) {
        throw noRange(field);
    }

    private static Refused noRange(String field) {
        return Texts.invalid(field, field + " must be an IPv4 or IPv6 address or a range of them; " + examples());
    }

    private static String examples() {
        return "give one such as 203.0.113.7, 10.0.0.0/16, 2001:db8::1 or 2001:db8::/32";
    }

    private static Optional<byte[]> bytes(String text) {
        boolean four = IPV4.matcher(text).matches();
        if (!four && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Never a name: only literals come as far as this, and ofLiteral asks no name service.
            InetAddress address = InetAddress.ofLiteral(text);
            // An IPv4 address in IPv6's clothes comes back as IPv4.
            return four == address instanceof Inet4Address ? Optional.of(address.getAddress()) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void checkPrefix(String field, String text, byte[] address, int prefix) {
        int bits = address.length * 8;
        if (prefix > bits) {
            throw Texts.invalid(
                    field, field + " " + text + " has a prefix of more than " + bits + " bits; " + examples());
        }
        for (int bit = prefix; bit < bits; bit++) {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                throw Texts.invalid(
                        field,
                        field + " " + text + " has bits set behind its prefix of " + prefix
                                + ", so it is unclear which range is meant; end the range's first address in zeros, or leave"
                                + " the prefix out for one address");
            }
        }
    }
}
