package io.graphstead.identity;

import java.util.Optional;
import java.util.UUID;

/** Whose token it is; written {@code client:ID} or {@code person:ID}. */
record Subject(Kind kind, UUID id) {
    /** What a token can belong to. */
    enum Kind {
        CLIENT("client:"),
        PERSON("person:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    static Subject client(ApiClientId id) {
        return new Subject(Kind.CLIENT, id.value());
    }

    static Subject person(PersonId id) {
        return new Subject(Kind.PERSON, id.value());
    }

    static Optional<Subject> parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                try {
                    return Optional.of(new Subject(kind, UUID.fromString(text.substring(kind.prefix.length()))));
                } catch (IllegalArgumentException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind.prefix + id;
    }
}
