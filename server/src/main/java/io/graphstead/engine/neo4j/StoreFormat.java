package io.graphstead.engine.neo4j;

import io.graphstead.archive.Names;
import io.graphstead.engine.Version;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format that a store is in, as the file {@code neostore} at its root tells. That is a list of records of nine bytes,
 * of which the first is no content. Up to 4.4 the fifth is the format's name, reversed and with its length; since 5.0 the
 * kind of engine, the format and its version stand further behind.
 *
 * @param era which releases read it
 * @param name as the vendor calls it
 */
record StoreFormat(Era era, String name) {
    /** How much of the file is enough. */
    static final int HEAD = 512;

    private static final Version FIVE = new Version("5.0");
    private static final int RECORD = 9;
    private static final int NAME_BEFORE_5 = 4 * 8;
    private static final Pattern BEFORE_5 = Pattern.compile("[A-Za-z][ -~]{2,6}");
    private static final Pattern SINCE_5 =
            Pattern.compile("\\x06record.([a-z_]{3,20})([\\x01-\\x7f])([\\x00-\\x7f])", Pattern.DOTALL);
    private static final Pattern OF_4_4 = Pattern.compile("[SA]F4\\.3\\.0");

    /** Which releases can read a store. */
    enum Era {
        BEFORE_5,
        SINCE_5
    }

    /** Empty when the bytes are no store's. */
    static Optional<StoreFormat> of(byte[] neostore) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < neostore.length; i++) {
            if (i % RECORD != 0) {
                content.append((char) (neostore[i] & 0xff));
            }
        }
        Matcher since5 = SINCE_5.matcher(content);
        if (since5.find()) {
            return Optional.of(new StoreFormat(
                    Era.SINCE_5,
                    since5.group(1) + "-" + (int) since5.group(2).charAt(0) + "."
                            + (int) since5.group(3).charAt(0)));
        }
        return before5(content.toString()).map(name -> new StoreFormat(Era.BEFORE_5, name));
    }

    private static Optional<String> before5(String content) {
        if (content.length() < NAME_BEFORE_5 + 8) {
            return Optional.empty();
        }
        String field = content.substring(NAME_BEFORE_5, NAME_BEFORE_5 + 8);
        int length = field.charAt(7);
        if (length < 1 || length > 7) {
            return Optional.empty();
        }
        String name =
                new StringBuilder(field.substring(7 - length, 7)).reverse().toString();
        return Optional.of(name).filter(text -> BEFORE_5.matcher(text).matches());
    }

    /** What it is, in words. */
    String words() {
        return era == Era.SINCE_5 ? "of Neo4j 5 or later" : "of Neo4j 4.4";
    }

    /** What keeps a release of Community Edition from reading it, in words that say what to do. */
    Optional<String> obstacle(Version target) {
        boolean targetIsOld = target.compareTo(FIVE) < 0;
        if (era == Era.SINCE_5) {
            if (targetIsOld) {
                return Optional.of("holds data of Neo4j 5 or later, which Neo4j " + target
                        + " cannot read; import it into a database of at least the version that it came from");
            }
            return isCommunitys(name) ? Optional.empty() : enterprise();
        }
        if (!targetIsOld) {
            return Optional.of("holds data of Neo4j 4, which Neo4j " + target
                    + " reads only once it was migrated; import it"
                    + " into a database of 4.4, or migrate it with \"neo4j-admin database migrate\" of " + target
                    + " and dump it again");
        }
        if (name.startsWith("HL") || name.startsWith("vE")) {
            return enterprise();
        }
        return OF_4_4.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "holds data in the format " + Names.shown(name) + ", which is older than 4.4; start it once"
                                + " with Neo4j 4.4 where it comes from, then dump it again");
    }

    private static boolean isCommunitys(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.startsWith("aligned-") || plain.startsWith("standard-");
    }

    private Optional<String> enterprise() {
        return Optional.of("holds data in the format " + Names.shown(name)
                + ", which only Neo4j's Enterprise Edition reads; copy it into the format aligned there"
                + " (\"neo4j-admin database copy --to-format=aligned\"), then dump the copy");
    }
}
