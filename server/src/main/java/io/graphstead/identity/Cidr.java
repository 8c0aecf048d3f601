package io.graphstead.identity;

import io.graphstead.refusal.Refused;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/16}. */
final class Cidr {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F.:]{1,44})/([0-9]{1,3})");

    private Cidr() {}

    /** @throws Refused naming {@code field} when the text is no range of IPv4 or IPv6 addresses */
    static String parse(String field, String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            try {
                // Never a name: the pattern lets only literals through, and ofLiteral asks no name service.
                InetAddress address = InetAddress.ofLiteral(matcher.group(1));
                int bits = address instanceof Inet4Address ? 32 : 128;
                if (Integer.parseInt(matcher.group(2)) <= bits) {
                    return text;
                }
            } catch (IllegalArgumentException _) {
                // said below
            }
        }
        throw Texts.invalid(field, field + " must be a range of addresses such as 10.0.0.0/16");
    }
}
