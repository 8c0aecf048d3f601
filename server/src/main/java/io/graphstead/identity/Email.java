package io.graphstead.identity;

import io.graphstead.refusal.Refused;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of people, which are what they sign in with: compared and stored in lower case. */
final class Email {
    private static final Pattern FORM = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");
    // ASCII only where strangers give them: an address that only looks like another one must not pass for it.
    private static final Pattern INVITED =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,6}");

    private static final int LONGEST = 254;

    private Email() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether it is one of ASCII only, which cannot be mistaken for another when written in lower case. */
    static boolean isPlain(String text) {
        return text.length() <= LONGEST && INVITED.matcher(text).matches();
    }

    /** As it is stored. */
    static String stored(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /** @throws Refused naming {@code field} */
    static String parse(String field, Optional<String> given) {
        String text = given.orElseThrow(
                () -> Texts.invalid(field, field + " is missing; give the email address of the person"));
        if (text.length() > LONGEST || !INVITED.matcher(text).matches()) {
            throw Texts.invalid(
                    field,
                    field + " must be an email address such as ada@example.org, of at most " + LONGEST
                            + " characters of ASCII");
        }
        return stored(text);
    }
}
