package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What people call those who asked for something: for pages that say who it was. */
@Singleton
public class ActorStore {
    private static final String PERSON = "person:";
    private static final String CLIENT = "client:";

    private final Jdbi jdbi;

    ActorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Email addresses of people and labels of API clients. Who is gone, and who is neither, is not in it.
     *
     * @param labels as {@link Caller#label} writes them
     */
    public Map<String, String> names(Collection<String> labels) {
        Map<String, String> names = new HashMap<>();
        names.putAll(names("SELECT id, email FROM person WHERE id = ANY (:ids)", PERSON, labels));
        names.putAll(names("SELECT id, label FROM api_client WHERE id = ANY (:ids)", CLIENT, labels));
        return names;
    }

    private Map<String, String> names(String question, String kind, Collection<String> labels) {
        List<UUID> ids = labels.stream()
                .filter(label -> label.startsWith(kind))
                .map(label -> Ids.parse(label.substring(kind.length())))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(question)
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> Map.entry(kind + row.getObject(1, UUID.class), row.getString(2)))
                .forEach(each -> names.put(each.getKey(), each.getValue())));
        return names;
    }
}
