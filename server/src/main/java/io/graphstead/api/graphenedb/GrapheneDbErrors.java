package io.graphstead.api.graphenedb;

import io.graphstead.api.Dialect;
import io.graphstead.api.Failure;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.NoAccess;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The failures of this dialect: {@code {"error": words}}, contract §1. Answers every path that no other dialect does, also
 * those that lead nowhere.
 */
@Singleton
@Order(Ordered.LOWEST_PRECEDENCE)
public final class GrapheneDbErrors implements Dialect {
    private static final Map<String, String> KINDS = Map.of("deployment", "database", "project", "environment");

    /** The shape of every 4xx and 5xx. */
    record ErrorJson(String error) {}

    @Override
    public boolean answers(String path) {
        return !path.startsWith("/api/");
    }

    @Override
    public Failure of(HttpStatus status, String words) {
        return new Failure(status, new ErrorJson(words));
    }

    @Override
    public Failure of(Refusal refusal) {
        return of(status(refusal), Failure.brief(words(refusal)));
    }

    /** No 409 is documented: a state conflict is 400 too. */
    private static HttpStatus status(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _ -> HttpStatus.UNAUTHORIZED;
            case NoAccess(NoAccess.Reach reach, String _, String _) ->
                switch (reach) {
                    case OTHER_ORGANIZATION -> HttpStatus.NOT_FOUND;
                    case OTHER_PROJECT, ROLE_TOO_LOW -> HttpStatus.FORBIDDEN;
                };
            case Refusal.NotFound _ -> HttpStatus.NOT_FOUND;
            case Refusal.InvalidField _,
                    Refusal.Malformed _,
                    Refusal.EmptyChange _,
                    Refusal.NameTaken _,
                    Refusal.UnknownVersion _,
                    Refusal.CannotRun _,
                    Refusal.WrongState _,
                    Refusal.Busy _,
                    Refusal.Protected _,
                    Refusal.DoesNotFit _,
                    Refusal.NotEmpty _ -> HttpStatus.BAD_REQUEST;
            case Refusal.TooManyRequests _ -> HttpStatus.TOO_MANY_REQUESTS;
            case Refusal.Unavailable _ -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(String what, String id) -> nothing(what + " " + id);
            case NoAccess(NoAccess.Reach reach, String what, String words) ->
                reach == NoAccess.Reach.OTHER_ORGANIZATION ? nothing(what) : words.replace(what, named(what));
            default -> refusal.words();
        };
    }

    /** The same for what does not exist and for what the caller may not know of. */
    private static String nothing(String what) {
        return "no " + named(what) + " here";
    }

    /** A thing, given as its kind in the fleet's words and its id, in the words of this dialect. */
    private static String named(String what) {
        int space = what.lastIndexOf(' ');
        if (space < 0) {
            return what;
        }
        String kind = what.substring(0, space);
        String id = what.substring(space + 1);
        return KINDS.getOrDefault(kind, kind) + " "
                + Ids.parse(id).map(Ids::text).orElse(id);
    }

    @Override
    public Refusal unusableAuthorization(String words) {
        return new Refusal.Unauthenticated(words);
    }

    @Override
    public List<MediaType> bodyTypes() {
        return List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }

    @Override
    public UnknownFields unknownFields() {
        return UnknownFields.IGNORED;
    }
}
