package io.graphstead.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.platform.HealthCheck;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/** Says whether requests can be answered: for load balancers, service supervisors and scripts. */
@Controller("/health")
final class HealthController {
    private final List<HealthCheck> checks;

    HealthController(List<HealthCheck> checks) {
        this.checks = checks;
    }

    /** @param reason absent when all is well */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Health(String status, Optional<String> reason) {}

    @Get
    @Open(
            because =
                    "load balancers and service supervisors have no token, and it tells nothing about what is kept here")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<Health> health() {
        Optional<String> problem =
                checks.stream().flatMap(check -> check.problem().stream()).findFirst();
        return problem.isEmpty()
                ? HttpResponse.ok(new Health("UP", problem))
                : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("DOWN", problem));
    }
}
