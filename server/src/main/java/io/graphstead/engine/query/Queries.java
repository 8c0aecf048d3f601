package io.graphstead.engine.query;

import io.graphstead.engine.Credentials;
import io.graphstead.runtime.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How servers of an engine are asked in its language by people. */
public interface Queries {
    /**
     * What people write.
     *
     * @param name the language's own
     * @param word for programs that color it
     * @param examples to begin with
     */
    record Language(String name, String word, List<String> examples) {
        public Language {
            examples = List.copyOf(examples);
        }
    }

    Language language();

    /** What a query may do, and its engine can be told so; {@link Query.Access#READ} is among them. */
    List<Query.Access> access();

    /** What can be done with a query; {@link Query.Mode#RUN} is among them. */
    List<Query.Mode> modes();

    /** Names to choose from where a server holds several databases and a query has to name one; else empty. */
    List<String> databases(Reach reach, Credentials credentials, Duration limit) throws QueryFailed;

    /**
     * Why who may only read may not ask this, in words; empty when they may. That nothing is written, the engine itself sees
     * to: this is about what its reading queries can reach besides the data.
     */
    Optional<String> unfitForReaders(String text);

    /** Begins nothing yet: what is made here can be called off from the first moment on. */
    Running prepare(Reach reach, Credentials credentials, Query query);

    /** One query that was asked. */
    interface Running {
        /** Asks, once, and waits for the answer. */
        QueryAnswer answer() throws QueryFailed;

        /** Ends it at the engine, from any thread; {@link #answer} then fails. Nothing when it has ended. */
        void cancel();
    }
}
