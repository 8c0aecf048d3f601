package io.graphstead.engine.typedb;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.runtime.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TypeQL, over the HTTP API. */
final class TypeQlQueries implements Queries {
    static final TypeQlQueries INSTANCE = new TypeQlQueries();

    private static final Language TYPEQL = new Language(
            "TypeQL",
            "typeql",
            List.of(
                    "match\n  $thing isa $type;\nlimit 25;",
                    "match\n  $relation links ($role: $player);\nlimit 50;",
                    "match\n  entity $type;",
                    "match\n  $thing has $attribute;\nlimit 50;"));

    private TypeQlQueries() {}

    @Override
    public Language language() {
        return TYPEQL;
    }

    @Override
    public List<Query.Access> access() {
        return List.of(Query.Access.READ, Query.Access.WRITE, Query.Access.SCHEMA);
    }

    @Override
    public List<Query.Mode> modes() {
        return List.of(Query.Mode.RUN);
    }

    @Override
    public List<String> databases(Reach reach, Credentials credentials, Duration limit) throws QueryFailed {
        JsonNode answer =
                TypeQlRun.signedIn(new HttpApi(reach, limit), credentials).databases();
        List<String> names = new ArrayList<>();
        answer.path("databases").forEach(each -> names.add(each.path("name").asText()));
        return names.stream().sorted().toList();
    }

    /** Its language reaches nothing but the data, and a read transaction writes nothing. */
    @Override
    public Optional<String> unfitForReaders(String text) {
        return Optional.empty();
    }

    @Override
    public Running prepare(Reach reach, Credentials credentials, Query query) {
        return new TypeQlRun(reach, credentials, query);
    }
}
