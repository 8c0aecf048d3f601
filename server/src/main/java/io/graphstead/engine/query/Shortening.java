package io.graphstead.engine.query;

import java.util.Locale;

/** How much of a value is kept: what is cut off is told in its place. */
public final class Shortening {
    /** Characters of one text. */
    public static final int TEXT = 2000;

    /** Characters of all that one cell shows: a text in it, which is shortened before, is not shortened twice. */
    public static final int CELL = 4 * TEXT;

    /** Elements of one list or map. */
    public static final int ELEMENTS = 100;

    /** Lists in lists in lists. */
    public static final int DEPTH = 8;

    /** Characters of all rows of an answer together: what a page can show. */
    public static final int ANSWER = 1 << 19;

    private Shortening() {}

    public static String text(String text) {
        return text(text, TEXT);
    }

    public static String text(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… (" + number(text.length()) + " characters, shortened)";
    }

    /** In the place of the elements that are left out. */
    public static String more(int left) {
        return "… " + number(left) + " more";
    }

    public static String rowsCut(int rows) {
        return "Only the first " + number(rows) + " rows are shown: that is the limit that was chosen.";
    }

    public static String bytesCut(int rows) {
        return "Only the first " + number(rows)
                + (rows == 1 ? " row is" : " rows are")
                + " shown: the answer is too large for a page. Ask for fewer or smaller values.";
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
