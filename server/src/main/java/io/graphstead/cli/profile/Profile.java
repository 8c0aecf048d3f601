package io.graphstead.cli.profile;

import io.graphstead.cli.client.TrustedCa;
import io.graphstead.cli.terminal.Misused;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server and who one is there.
 *
 * @param ca whom to trust; empty for whom this machine trusts
 */
public record Profile(String name, URI url, Optional<TrustedCa> ca, Identity identity) {
    public static final String DEFAULT = "default";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Who one is. */
    public sealed interface Identity {
        /** In words, without a secret. */
        String words();
    }

    /** An API client, whose secret gets new tokens without anyone being asked. */
    public record Client(String id, String secret) implements Identity {
        @Override
        public String words() {
            return "API client " + id;
        }

        @Override
        public String toString() {
            return words();
        }
    }

    /** A person, whose password is not kept: when the token ends, they log in again. */
    public record Person(String email) implements Identity {
        @Override
        public String words() {
            return email;
        }
    }

    public Profile {
        checkName(name);
    }

    static void checkName(String name) {
        if (!NAMES.matcher(name).matches()) {
            throw new Misused("\"" + name + "\" cannot name a profile: use letters, digits, '.', '_' and '-', 64 at most,"
                    + " a letter or digit first");
        }
    }

    /** Reads an address as it is typed. */
    public static URI url(String text) {
        String whole = text.contains("://") ? text : "https://" + text;
        try {
            URI url = URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
            if (url.getScheme().equals("https")
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && (url.getRawPath() == null || url.getRawPath().isEmpty())) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // the same words as for one that is, but not of a server
        }
        throw new Misused("\"" + text + "\" is not the address of a server; give it as https://HOST:PORT");
    }
}
