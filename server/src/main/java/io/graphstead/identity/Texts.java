package io.graphstead.identity;

import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.Optional;

/** What free text from outside must look like before it is stored. */
public final class Texts {
    private Texts() {}

    /**
     * A name or label for people: 1 to 100 characters, not only white space, nothing that cannot be seen or that changes
     * how the text beside it is shown.
     *
     * @throws Refused naming {@code field}
     */
    public static String label(String field, Optional<String> given) {
        String text = given.orElseThrow(() -> invalid(field, field + " is missing; give 1 to 100 characters of text"));
        int length = text.codePointCount(0, text.length());
        if (length == 0 || length > 100) {
            throw invalid(field, field + " must be 1 to 100 characters long and has " + length);
        }
        if (text.isBlank()) {
            throw invalid(field, field + " must not be only white space");
        }
        if (text.codePoints().anyMatch(Texts::unseen)) {
            throw invalid(field, field + " must not contain control characters, line breaks or invisible marks");
        }
        return text;
    }

    /** A refusal that names the field. */
    public static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    private static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            // Joiners belong to emoji and to some scripts; the others of this type reorder or hide text.
            case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
            default -> false;
        };
    }
}
