package io.graphstead.identity;

import io.graphstead.refusal.Refused;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A name for paths: lower-case letters, digits and single hyphens between them. GrapheneDB contract §7. */
final class Slug {
    private static final int LONGEST = 60;
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** Paths accept an id where they accept a slug, so that no slug may look like one. */
    private static final Pattern LIKE_AN_ID =
            Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Slug() {}

    /** @throws Refused naming {@code field} when the text is no slug */
    static String parse(String field, String text) {
        if (text.length() > LONGEST || !ALLOWED.matcher(text).matches()) {
            throw Texts.invalid(
                    field,
                    field
                            + " must consist of lower-case letters and digits, with single hyphens between them, and be at"
                            + " most " + LONGEST + " characters long");
        }
        if (LIKE_AN_ID.matcher(text).matches()) {
            throw Texts.invalid(field, field + " must not have the form of an id; choose words");
        }
        return text;
    }

    /**
     * Slugs for a label, best first, without end: what is left of it in ASCII, then the same numbered from 2.
     *
     * @param otherwise used where nothing of the label is left
     */
    static Stream<String> candidates(String label, String otherwise) {
        String base = of(label, otherwise);
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? base : shortened(base, LONGEST - 12) + "-" + number);
    }

    private static String of(String label, String otherwise) {
        String ascii = Normalizer.normalize(label, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "-");
        String slug = shortened(ascii, LONGEST);
        if (slug.isEmpty()) {
            return otherwise;
        }
        return LIKE_AN_ID.matcher(slug).matches() ? otherwise + "-" + slug : slug;
    }

    private static String shortened(String slug, int length) {
        String cut = slug.length() > length ? slug.substring(0, length) : slug;
        return cut.replaceAll("^-+|-+$", "");
    }
}
