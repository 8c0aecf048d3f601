package io.graphstead.fleet;

import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a deployment as people chose it. GrapheneDB contract §5. */
public record DeploymentName(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{2,60}");
    private static final Pattern HAS_LETTER_OR_DIGIT = Pattern.compile(".*[A-Za-z0-9].*");
    private static final Pattern CLUSTER_ID = Pattern.compile("[a-z0-9]+([_-]+[a-z0-9]+)*");

    /** @throws Refused naming {@code field} when the text is no deployment name */
    public static DeploymentName parse(String field, String text) {
        if (!ALLOWED.matcher(text).matches()
                || !HAS_LETTER_OR_DIGIT.matcher(text).matches()) {
            throw new Refused(new InvalidField(
                    field,
                    field + " must be 2 to 60 characters long, of letters, digits, _ and - only, with at least one"
                            + " letter or digit"));
        }
        return new DeploymentName(text);
    }

    /**
     * A cluster id that a TypeDB client chose is a name too, with a stricter form; one character is enough there.
     *
     * @throws Refused naming {@code field} when the text is no cluster id
     */
    public static DeploymentName parseClusterId(String field, String text) {
        if (text.length() > 60 || !CLUSTER_ID.matcher(text).matches()) {
            throw new Refused(new InvalidField(
                    field,
                    field + " must consist of lower-case letters and digits, optionally separated by _ and -, and be at"
                            + " most 60 characters long"));
        }
        return new DeploymentName(text);
    }

    /** Lower case, without separators at its ends; unique in its project, made once and kept when the name changes. */
    public String clusterId() {
        return text.toLowerCase(Locale.ROOT).replaceAll("^[_-]+|[_-]+$", "");
    }
}
