package io.graphstead.console;

import io.graphstead.api.Dialect;

/** Which paths are pages: those that a {@link Dialect} of HTML answers and that sessions open. */
public final class ConsolePaths {
    public static final String HOME = "/console";
    public static final String SIGN_IN = HOME + "/sign-in";

    /** Where the second factor's code is asked for. */
    public static final String SIGN_IN_CODE = SIGN_IN + "/code";

    /** Where the way to an identity provider begins. */
    public static final String SIGN_IN_PROVIDER = SIGN_IN + "/provider";

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
