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
import java.util.regex.Pattern;

/** The failures of this dialect: {@code {"code", "message"}} on every path under {@code /api/}, contract §3. */
@Singleton
public final class TypeDbErrors implements Dialect {
    private static final Map<String, String> KINDS = Map.of("deployment", "cluster");
    /** The fleet's words for operations and states, where this dialect has others. */
    private static final Map<String, String> WORDS = Map.of(
            "pause", "suspend",
            "pausing", "suspending",
            "paused", "suspended",
            "delete", "destroy",
            "deleting", "destroying",
            "plan-change", "another machineType",
            "version-change", "another version");

    private static final Pattern FLEETS_WORD = Pattern.compile("\\b(" + String.join("|", WORDS.keySet()) + ")\\b");

    /** The shape of everything that is not 200. */
    record ErrorJson(String code, String message) {}

    @Override
    public boolean answers(String path) {
        return path.startsWith("/api/");
    }

    @Override
    public Failure of(HttpStatus status, String words) {
        return new Failure(status, new ErrorJson(ErrorCode.of(status).name(), words));
    }

    @Override
    public Failure of(Refusal refusal) {
        ErrorCode code = ErrorCode.of(refusal);
        return new Failure(code.status(), new ErrorJson(code.name(), Failure.brief(words(refusal))));
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(String what, String id) -> nothing(what + " " + id);
            case NoAccess(NoAccess.Reach reach, String what, String words) ->
                reach == NoAccess.Reach.ROLE_TOO_LOW ? words.replace(what, named(what)) : nothing(what);
            case Refusal.NameTaken(String _, String name, String where) ->
                "id \"" + name + "\" is taken in " + where + "; choose another";
            case Refusal.WrongState _, Refusal.Busy _ ->
                FLEETS_WORD.matcher(refusal.words()).replaceAll(found -> WORDS.get(found.group()));
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

    /** A misspelt field that is optional would be a wish that nobody hears. */
    @Override
    public UnknownFields unknownFields() {
        return UnknownFields.REFUSED;
    }
}
