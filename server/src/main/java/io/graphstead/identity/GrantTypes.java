package io.graphstead.identity;

import io.graphstead.refusal.Refused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The types of projects: {@code development}, {@code staging}, {@code production} or a label of one's own. They decide
 * which members may enter a project and are compared letter by letter.
 */
final class GrantTypes {
    /** What a project is when nothing else is said. */
    static final String DEFAULT = "development";

    private static final int MOST = 50;
    // Letters of ASCII only: a label that looks like another one but is not would open what it seems to close.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 _-]{0,58}[A-Za-z0-9])?");

    private GrantTypes() {}

    /** @throws Refused naming {@code field} */
    static String parse(String field, String text) {
        if (!FORM.matcher(text).matches()) {
            throw Texts.invalid(
                    field,
                    field + " must be development, staging, production or a label of your own of at most 60 letters"
                            + " (A to Z), digits, spaces, _ and -, with a letter or digit at both ends");
        }
        return text;
    }

    /** @throws Refused naming the one that is none */
    static Set<String> parse(String field, List<String> texts) {
        if (texts.size() > MOST) {
            throw Texts.invalid(field, field + " must hold at most " + MOST + " types and has " + texts.size());
        }
        Set<String> types = new LinkedHashSet<>();
        for (int at = 0; at < texts.size(); at++) {
            types.add(parse(field + "[" + at + "]", texts.get(at)));
        }
        return types;
    }
}
