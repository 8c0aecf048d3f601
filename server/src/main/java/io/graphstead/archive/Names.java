package io.graphstead.archive;

/** Names that come from strangers. */
public final class Names {
    private static final int LONGEST_SHOWN = 200;

    private Names() {}

    /** The name as it may stand in a message. */
    public static String shown(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\x{2028}\\x{2029}]", "?");
        return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
    }

    /** Whether it has nothing in it that a terminal would take for a command. */
    public static boolean isPlain(String name) {
        return name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
