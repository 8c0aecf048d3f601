package io.graphstead.runtime.process.distribution;

/** Names that come from strangers. */
final class Words {
    private Words() {}

    /** The name as it may stand in a message. */
    static String shown(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\x{2028}\\x{2029}]", "?");
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }

    /** Whether it has nothing in it that a terminal would take for a command. */
    static boolean isPlain(String name) {
        return name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
