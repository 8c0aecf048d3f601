package io.graphstead.console;

import io.graphstead.api.Dialect;

/** Which paths are pages: those that a {@link Dialect} of HTML answers and that sessions open. */
public final class ConsolePaths {
    public static final String HOME = "/console";
    public static final String SIGN_IN = HOME + "/sign-in";

    static final String BELOW_HOME = HOME + "/";
    static final String JOIN = "/join/";

    private ConsolePaths() {}

    static boolean has(String path) {
        return path.equals(HOME) || path.startsWith(BELOW_HOME) || path.startsWith(JOIN);
    }

    /** Where to go on after signing in: the page that was asked for if it is one of ours, else the first one. */
    public static String goOnAt(String asked) {
        boolean ours = (asked.equals(HOME) || asked.startsWith(BELOW_HOME))
                && !asked.startsWith(SIGN_IN)
                && asked.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !asked.contains("//")
                && !asked.contains("/..");
        return ours ? asked : HOME;
    }
}
