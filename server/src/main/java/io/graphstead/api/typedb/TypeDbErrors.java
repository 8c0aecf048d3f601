package io.graphstead.api.typedb;

import io.graphstead.api.Dialect;
import io.graphstead.api.Failure;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.NoAccess;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The failures of this dialect: {@code {"code", "message"}} on every path under {@code /api/}, contract §3. */
@Singleton
public final class TypeDbErrors implements Dialect {
    private static final Map<String, String> KINDS = Map.of("deployment", "cluster");
    private static final String NOT_FOUND = "NOT_FOUND";

    /** The shape of everything that is not 200. */
    record ErrorJson(String code, String message) {}

    /** Status and code, which belong together. */
    private record Answer(HttpStatus status, String code) {}

    @Override
    public boolean answers(String path) {
        return path.startsWith("/api/");
    }

    @Override
    public Failure of(HttpStatus status, String words) {
        String code = switch (status) {
            case BAD_REQUEST -> "MALFORMED_REQUEST";
            case REQUEST_ENTITY_TOO_LARGE -> "REQUEST_TOO_LONG";
            case INTERNAL_SERVER_ERROR -> "INTERNAL_ERROR";
            default -> status.name();
        };
        return new Failure(status, new ErrorJson(code, words));
    }

    @Override
    public Failure of(Refusal refusal) {
        Answer answer = answer(refusal);
        return new Failure(answer.status(), new ErrorJson(answer.code(), Failure.brief(words(refusal))));
    }

    private static Answer answer(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _ -> new Answer(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED");
            case NoAccess(NoAccess.Reach reach, String _, String _) ->
                switch (reach) {
                    case OTHER_ORGANIZATION, OTHER_PROJECT -> new Answer(HttpStatus.NOT_FOUND, NOT_FOUND);
                    case ROLE_TOO_LOW -> new Answer(HttpStatus.FORBIDDEN, "ACCESS_LEVEL_TOO_LOW");
                };
            case Refusal.NotFound _ -> new Answer(HttpStatus.NOT_FOUND, NOT_FOUND);
            case Refusal.InvalidField _ -> new Answer(HttpStatus.BAD_REQUEST, "INVALID_FIELD");
            case Refusal.Malformed _ -> new Answer(HttpStatus.BAD_REQUEST, "MALFORMED_REQUEST");
            case Refusal.NameTaken _ -> new Answer(HttpStatus.CONFLICT, "CLUSTER_ID_TAKEN");
            case Refusal.UnknownVersion _ -> new Answer(HttpStatus.BAD_REQUEST, "UNKNOWN_VERSION");
            case Refusal.CannotRun _ -> new Answer(HttpStatus.BAD_REQUEST, "CANNOT_RUN");
            case Refusal.WrongState _ -> new Answer(HttpStatus.BAD_REQUEST, "WRONG_STATE");
            case Refusal.Busy _ -> new Answer(HttpStatus.CONFLICT, "CLUSTER_BUSY");
            case Refusal.Protected _ -> new Answer(HttpStatus.BAD_REQUEST, "CLUSTER_PROTECTED");
            case Refusal.DoesNotFit _ -> new Answer(HttpStatus.BAD_REQUEST, "DOES_NOT_FIT");
            case Refusal.NotEmpty _ -> new Answer(HttpStatus.BAD_REQUEST, "NOT_EMPTY");
            case Refusal.TooManyRequests _ -> new Answer(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS");
            case Refusal.Unavailable _ -> new Answer(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE");
        };
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(String what, String id) -> nothing(what + " " + id);
            case NoAccess(NoAccess.Reach reach, String what, String words) ->
                reach == NoAccess.Reach.ROLE_TOO_LOW ? words.replace(what, named(what)) : nothing(what);
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
        String kind = space < 0 ? what : what.substring(0, space);
        return KINDS.getOrDefault(kind, kind) + what.substring(kind.length());
    }

    @Override
    public Refusal unusableAuthorization(String words) {
        return new Refusal.Malformed(words);
    }

    @Override
    public List<MediaType> bodyTypes() {
        return List.of(MediaType.APPLICATION_JSON_TYPE);
    }
}
