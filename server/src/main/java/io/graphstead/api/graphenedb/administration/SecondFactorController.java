package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Answers;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.Caller;
import io.graphstead.identity.SecondFactors;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Second factors of people who have lost theirs. */
@Controller("/people/second-factor/remove")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SecondFactorController {
    private final SecondFactors factors;

    SecondFactorController(SecondFactors factors) {
        this.factors = factors;
    }

    /**
     * Whose.
     *
     * @param email with which the person signs in
     */
    record PersonRequest(@Nullable String email) {}

    /** Takes a person's second factor away: their password is enough from then on. For a phone that is lost. */
    @Post
    @ForInstallation
    @Answers(204)
    HttpResponse<?> remove(Caller caller, RequestBody<PersonRequest> body) {
        factors.rescue(caller, Optional.ofNullable(body.read().email()));
        return HttpResponse.noContent();
    }
}
