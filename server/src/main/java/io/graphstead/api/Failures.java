package io.graphstead.api;

import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.NotAcceptableException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The one place that answers what went wrong, in the dialect of the path: refusals of the features, and everything that
 * the framework refuses or breaks on (no route, wrong method or media type, too long, an uncaught exception). The
 * framework's own texts are not used: they name classes and quote exceptions.
 */
@Singleton
public final class Failures implements ErrorResponseProcessor<Object> {
    private static final Duration TRY_AGAIN_WHEN_UNAVAILABLE = Duration.ofSeconds(5);

    private static final String REFUSAL = "graphstead.refusal";

    private final Dialects dialects;

    Failures(Dialects dialects) {
        this.dialects = dialects;
    }

    /** The answer to a refused request. */
    public MutableHttpResponse<Object> refused(HttpRequest<?> request, Refusal refusal) {
        return answer(request, HttpResponse.ok(), refusal);
    }

    /** Why the request was refused, once it was. */
    static Optional<Refusal> of(HttpRequest<?> request) {
        return request.getAttribute(REFUSAL, Refusal.class);
    }

    /** The answer where the server is at fault; says nothing of what went wrong, which stands in the log. */
    MutableHttpResponse<Object> fault(HttpRequest<?> request) {
        return answer(
                request,
                HttpResponse.ok(),
                dialects.of(request)
                        .of(
                                request,
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                words(HttpStatus.INTERNAL_SERVER_ERROR, request)));
    }

    @Override
    @SuppressWarnings("unchecked") // the framework's signature: the body's type changes with the body
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        MutableHttpResponse<Object> base = (MutableHttpResponse<Object>) response;
        Optional<Refusal> refusal = context.getRootCause().flatMap(Failures::refusal);
        if (refusal.isPresent()) {
            return answer(request, base, refusal.get());
        }
        HttpStatus status = response.status();
        String words = context.getRootCause()
                .flatMap(cause -> words(cause, request))
                .orElseGet(() -> words(status, request, context));
        return answer(request, base, dialects.of(request).of(request, status, words));
    }

    private MutableHttpResponse<Object> answer(
            HttpRequest<?> request, MutableHttpResponse<Object> base, Refusal refusal) {
        request.setAttribute(REFUSAL, refusal);
        MutableHttpResponse<Object> response =
                answer(request, base, dialects.of(request).of(request, refusal));
        if (refusal instanceof Refusal.TooManyRequests tooMany) {
            retryAfter(response, tooMany.retryAfter());
        } else if (refusal instanceof Refusal.Unavailable) {
            retryAfter(response, TRY_AGAIN_WHEN_UNAVAILABLE);
        }
        return response;
    }

    private static void retryAfter(MutableHttpResponse<?> response, Duration wait) {
        response.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    }

    private static MutableHttpResponse<Object> answer(
            HttpRequest<?> request, MutableHttpResponse<Object> base, Failure failure) {
        if (failure.status() == HttpStatus.UNAUTHORIZED && failure.type().equals(MediaType.APPLICATION_JSON_TYPE)) {
            base.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"graphstead\"");
        }
        // Not left to the filter that does it for every other reply: a request that cannot be decoded passes no filter.
        base.getHeaders().set(RequestId.HEADER, RequestId.of(request));
        failure.headers().forEach(base.getHeaders()::set);
        return base.status(failure.status()).body(failure.body()).contentType(failure.type());
    }

    /** The refusal that a failure carries, however wrapped. */
    static Optional<Refusal> refusal(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof Refused refused) {
                return Optional.of(refused.refusal());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> words(Throwable cause, HttpRequest<?> request) {
        return switch (cause) {
            case NotAllowedException notAllowed ->
                Optional.of(request.getMethodName() + " is not allowed on " + AskedPath.of(request) + "; allowed: "
                        + String.join(", ", new TreeSet<>(notAllowed.getAllowedMethods())));
            case NotAcceptableException _ ->
                Optional.of(
                        "this is not written in a media type that the Accept header allows; accept application/json");
            case UnsatisfiedRouteException missing ->
                Optional.of(missing.getArgument().getName() + " is missing");
            case ConversionErrorException wrong ->
                Optional.of(wrong.getArgument().getName() + " has a value that is not understood here");
            default -> Optional.empty();
        };
    }

    /** Whether the route said that it reads forms with files: see {@link Multipart}. */
    private static boolean wantsForm(ErrorContext context) {
        return context.getErrors().stream().anyMatch(error -> MediaType.MULTIPART_FORM_DATA.equals(error.getMessage()));
    }

    private static String words(HttpStatus status, HttpRequest<?> request, ErrorContext context) {
        return status == HttpStatus.UNSUPPORTED_MEDIA_TYPE && wantsForm(context)
                ? unread(request) + MediaType.MULTIPART_FORM_DATA
                : words(status, request);
    }

    private static String unread(HttpRequest<?> request) {
        return "a body of type " + request.getHeaders().get(HttpHeaders.CONTENT_TYPE) + " is not read here; send ";
    }

    private static String words(HttpStatus status, HttpRequest<?> request) {
        return switch (status) {
            case BAD_REQUEST ->
                "the request is not understood; it is not valid HTTP or its body is not what its headers say";
            case NOT_FOUND -> "there is nothing at " + AskedPath.of(request) + "; check the address";
            case REQUEST_ENTITY_TOO_LARGE -> "the request is too long for what it asks";
            case UNSUPPORTED_MEDIA_TYPE -> unread(request) + MediaType.APPLICATION_JSON;
            case INTERNAL_SERVER_ERROR ->
                "the server failed at this, which is not the request's fault; its log says more under request id "
                        + RequestId.of(request);
            default -> status.getReason();
        };
    }
}
