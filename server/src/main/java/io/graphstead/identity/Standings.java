package io.graphstead.identity;

import io.graphstead.platform.database.NotificationListener;
import io.graphstead.platform.database.Notifications;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each subject's token stands for now. Remembers answers only while PostgreSQL's notifications arrive, which empty
 * the memory as soon as something changed on any server; at any other time PostgreSQL is asked. When it cannot be asked
 * either, there is no answer, only an exception.
 */
@Singleton
class Standings {
    private static final int REMEMBERED = 10_000;

    private final ApiClientStore clients;
    private final PersonStore people;
    private final Map<Subject, Standing> remembered = new ConcurrentHashMap<>();
    /** Counts what was forgotten: an answer that was being fetched meanwhile may be old and is not remembered. */
    private final AtomicLong forgotten = new AtomicLong();

    private volatile boolean hearing = true;

    Standings(ApiClientStore clients, PersonStore people, Notifications notifications) {
        this.clients = clients;
        this.people = people;
        notifications.subscribe(Changes.CHANNEL, new Forgetter());
    }

    private final class Forgetter implements NotificationListener {
        @Override
        public void notified(String payload) {
            Subject.parse(payload).ifPresent(Standings.this::forget);
        }

        @Override
        public void lost() {
            hearing = false;
            forgetAll();
        }

        @Override
        public void back() {
            forgetAll();
            hearing = true;
        }
    }

    /** @return empty when there is no such subject (any more) */
    Optional<Standing> of(Subject subject) {
        if (!hearing) {
            return ask(subject);
        }
        Standing known = remembered.get(subject);
        if (known != null) {
            return Optional.of(known);
        }
        long before = forgotten.get();
        Optional<Standing> found = ask(subject);
        found.ifPresent(standing -> remember(subject, standing, before));
        return found;
    }

    private Optional<Standing> ask(Subject subject) {
        return switch (subject.kind()) {
            case CLIENT -> clients.standing(new ApiClientId(subject.id()));
            case PERSON -> people.standing(new PersonId(subject.id()));
        };
    }

    private synchronized void remember(Subject subject, Standing standing, long before) {
        if (forgotten.get() == before) {
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(subject, standing);
        }
    }

    synchronized void forget(Subject subject) {
        forgotten.incrementAndGet();
        remembered.remove(subject);
    }

    synchronized void forgetAll() {
        forgotten.incrementAndGet();
        remembered.clear();
    }
}
