package io.graphstead.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Passwords of people, as Argon2id with 19 MiB, two passes and one lane: the least that OWASP's password storage page
 * recommends. At most two are computed at a time, so that a flood of sign-ins cannot take the machine.
 */
@Singleton
class Passwords {
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;
    static final int LEAST = 8;
    static final int LONGEST = 1000;

    private final Semaphore atOnce = new Semaphore(2);
    /** Checked when there is no such person, so that the answer takes as long as for one that there is. */
    private final String nobodys;

    Passwords() {
        nobodys = hash(ClientSecret.random().reveal());
    }

    /**
     * A password that is long enough to be taken.
     *
     * @throws Refused naming {@code field}
     */
    static String checked(String field, String password) {
        if (password.length() < LEAST || password.length() > LONGEST || password.isBlank()) {
            throw Texts.invalid(
                    field,
                    field + " must be " + LEAST + " to " + LONGEST + " characters long, and not only white space");
        }
        return password;
    }

    final String hash(String password) {
        atOnce.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(ARGON2ID)
                    .getResult();
        } finally {
            atOnce.release();
        }
    }

    /** @param hash empty when there is no such person: takes as long and is false */
    boolean matches(String password, Optional<String> hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        atOnce.acquireUninterruptibly();
        try {
            String against = hash.orElse(nobodys);
            boolean same = Password.check(password, against).with(Argon2Function.getInstanceFromHash(against));
            return same && hash.isPresent();
        } finally {
            atOnce.release();
        }
    }
}
