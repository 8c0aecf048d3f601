package io.graphstead.identity;

import io.graphstead.platform.keys.CannotUnseal;
import io.graphstead.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a browser carries from one step of a sign-in to the next: sealed, so that it can neither be read nor made up
 * outside of the server, for a few minutes, and on every server. Proves nothing but that the step before was taken.
 */
@Singleton
public class Tickets {
    private static final int LONGEST = 4000;

    private final Sealer sealer;
    private final Clock clock;

    Tickets(Sealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * @param purpose which step it is for; opens for no other
     * @param parts texts without line breaks
     */
    public String make(String purpose, Duration lifetime, String... parts) {
        String text = clock.instant().plus(lifetime).getEpochSecond() + "\n" + String.join("\n", parts);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sealer.seal(purpose, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The parts it was made of; empty when it is over, or none of ours. */
    public Optional<List<String>> read(String purpose, String ticket) {
        if (ticket.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(ticket);
            String[] lines = new String(sealer.unseal(purpose, sealed), StandardCharsets.UTF_8).split("\n", -1);
            Instant ends = Instant.ofEpochSecond(Long.parseLong(lines[0]));
            return clock.instant().isBefore(ends)
                    ? Optional.of(List.copyOf(Arrays.asList(lines).subList(1, lines.length)))
                    : Optional.empty();
        } catch (CannotUnseal | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
