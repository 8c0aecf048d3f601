package io.graphstead.api.typedb;

import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NoAccess;
import io.micronaut.http.HttpStatus;

/**
 * Every {@code code} that an error of this dialect can have, with its status and what it means. Stable: clients tell errors
 * apart by them. {@code docs/typedb-api.md} lists them.
 */
enum ErrorCode {
    // The request as a whole.
    MALFORMED_REQUEST(
            HttpStatus.BAD_REQUEST, "no valid HTTP, JSON or `Authorization` header; a wrong client id or secret"),
    MISSING_FIELD(HttpStatus.BAD_REQUEST, "a field that is needed is missing or null"),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "the body has a field that is not known here"),
    INVALID_FIELD(HttpStatus.BAD_REQUEST, "a field has the wrong type, or a value that no other code speaks of"),
    EMPTY_UPDATE(HttpStatus.BAD_REQUEST, "an update names nothing that is to change"),
    // Fields.
    INVALID_CLUSTER_ID(HttpStatus.BAD_REQUEST, "`id` is not of the form of an id, or too long"),
    INVALID_SERVER_COUNT(
            HttpStatus.BAD_REQUEST, "`serverCount` is even, out of range, or more than the version can have"),
    STORAGE_OUT_OF_RANGE(HttpStatus.BAD_REQUEST, "`storageSizeGB` is out of range"),
    STORAGE_CANNOT_SHRINK(HttpStatus.BAD_REQUEST, "`storageSizeGB` is less than the cluster has"),
    UNKNOWN_PROVIDER(HttpStatus.BAD_REQUEST, "`provider` is not offered"),
    UNKNOWN_REGION(HttpStatus.BAD_REQUEST, "`region` is not offered with this provider"),
    UNKNOWN_MACHINE_TYPE(HttpStatus.BAD_REQUEST, "`machineType` is not offered in this region"),
    UNKNOWN_STORAGE_TYPE(HttpStatus.BAD_REQUEST, "`storageType` is not offered with this provider"),
    UNKNOWN_ENGINE(HttpStatus.BAD_REQUEST, "`engine` is not served here"),
    UNKNOWN_VERSION(HttpStatus.BAD_REQUEST, "`version` is not known, or cannot be had here now"),
    VERSION_NOT_REACHABLE(HttpStatus.BAD_REQUEST, "the cluster cannot go from its version to the one asked for"),
    INVALID_BACKUP_CONFIGURATION(
            HttpStatus.BAD_REQUEST, "`frequency` or `retentionDays` has a value that it may not have"),
    FREE_CLUSTER_LIMIT(
            HttpStatus.BAD_REQUEST, "more than a free cluster may have, or a second one in the organization"),
    // What is there.
    CLUSTER_ID_TAKEN(HttpStatus.CONFLICT, "another cluster of the project has this id"),
    WRONG_STATE(HttpStatus.BAD_REQUEST, "not possible in the cluster's state, such as suspending a suspended one"),
    CLUSTER_BUSY(HttpStatus.BAD_REQUEST, "another operation runs on the cluster; wait for it, then try again"),
    CLUSTER_PROTECTED(HttpStatus.BAD_REQUEST, "the cluster is protected against being destroyed"),
    QUOTA_EXCEEDED(HttpStatus.BAD_REQUEST, "more than the organization's quota"),
    DOES_NOT_FIT(HttpStatus.BAD_REQUEST, "more memory or disk than this installation has left"),
    CANNOT_RUN(HttpStatus.BAD_REQUEST, "something that the version needs is missing on the machine"),
    NOT_EMPTY(HttpStatus.BAD_REQUEST, "it still holds something"),
    // Who asks.
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "no token, or one that is invalid, expired or revoked"),
    ACCESS_LEVEL_TOO_LOW(HttpStatus.FORBIDDEN, "the token's access level on the project is too low"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "no such path, project or cluster, or none that this token may see"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "the client asks too often; `Retry-After` says when to go on"),
    // HTTP.
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "the path does not have this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "the `Accept` header allows no JSON"),
    REQUEST_TOO_LONG(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too long"),
    URI_TOO_LONG(HttpStatus.REQUEST_URI_TOO_LONG, "the address is too long"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the body is of another type than `application/json`"),
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST, "the HTTP layer refused the request in a way that no other code speaks of"),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR, "the server failed; its log says more under the reply's `X-Request-Id`"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "not now; `Retry-After` says when to try again");

    private final HttpStatus status;
    private final String meaning;

    ErrorCode(HttpStatus status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    HttpStatus status() {
        return status;
    }

    /** In words for the page that lists them. */
    String meaning() {
        return meaning;
    }

    static ErrorCode of(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> MALFORMED_REQUEST;
            case UNAUTHORIZED -> UNAUTHENTICATED;
            case FORBIDDEN -> ACCESS_LEVEL_TOO_LOW;
            case NOT_FOUND -> NOT_FOUND;
            case METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> NOT_ACCEPTABLE;
            case REQUEST_ENTITY_TOO_LARGE -> REQUEST_TOO_LONG;
            case REQUEST_URI_TOO_LONG -> URI_TOO_LONG;
            case UNSUPPORTED_MEDIA_TYPE -> UNSUPPORTED_MEDIA_TYPE;
            case TOO_MANY_REQUESTS -> TOO_MANY_REQUESTS;
            case SERVICE_UNAVAILABLE -> UNAVAILABLE;
            default -> status.getCode() < 500 ? REQUEST_REFUSED : INTERNAL_ERROR;
        };
    }

    static ErrorCode of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _ -> UNAUTHENTICATED;
            case NoAccess(NoAccess.Reach reach, String _, String _) ->
                switch (reach) {
                    case OTHER_ORGANIZATION, OTHER_PROJECT -> NOT_FOUND;
                    case ROLE_TOO_LOW -> ACCESS_LEVEL_TOO_LOW;
                };
            case Refusal.NotFound _ -> NOT_FOUND;
            case InvalidField field -> of(field);
            case Refusal.Malformed _ -> MALFORMED_REQUEST;
            case Refusal.EmptyChange _ -> EMPTY_UPDATE;
            case Refusal.NameTaken _ -> CLUSTER_ID_TAKEN;
            case Refusal.UnknownVersion _ -> UNKNOWN_VERSION;
            case Refusal.CannotRun _ -> CANNOT_RUN;
            case Refusal.WrongState _ -> WRONG_STATE;
            case Refusal.Busy _ -> CLUSTER_BUSY;
            case Refusal.Protected _ -> CLUSTER_PROTECTED;
            case Refusal.DoesNotFit(String resource, String _) ->
                switch (resource) {
                    case "isFree" -> FREE_CLUSTER_LIMIT;
                    case "quota" -> QUOTA_EXCEEDED;
                    default -> DOES_NOT_FIT;
                };
            case Refusal.NotEmpty _ -> NOT_EMPTY;
            case Refusal.TooManyRequests _ -> TOO_MANY_REQUESTS;
            case Refusal.Unavailable _ -> UNAVAILABLE;
        };
    }

    private static ErrorCode of(InvalidField invalid) {
        return switch (invalid.rule()) {
            case MISSING -> MISSING_FIELD;
            case UNKNOWN -> UNKNOWN_FIELD;
            case WRONG_TYPE -> INVALID_FIELD;
            case SHRINKS -> STORAGE_CANNOT_SHRINK;
            case NOT_ALLOWED -> ofField(invalid.field());
        };
    }

    /** For a value of the right type that the field may not have. */
    private static ErrorCode ofField(String field) {
        return switch (field) {
            case "id" -> INVALID_CLUSTER_ID;
            case "serverCount" -> INVALID_SERVER_COUNT;
            case "storageSizeGB" -> STORAGE_OUT_OF_RANGE;
            case "provider" -> UNKNOWN_PROVIDER;
            case "region" -> UNKNOWN_REGION;
            case "machineType" -> UNKNOWN_MACHINE_TYPE;
            case "storageType" -> UNKNOWN_STORAGE_TYPE;
            case "engine" -> UNKNOWN_ENGINE;
            case "version" -> VERSION_NOT_REACHABLE;
            case "isFree" -> FREE_CLUSTER_LIMIT;
            case "backupConfiguration.frequency", "backupConfiguration.retentionDays" -> INVALID_BACKUP_CONFIGURATION;
            default -> INVALID_FIELD;
        };
    }
}
