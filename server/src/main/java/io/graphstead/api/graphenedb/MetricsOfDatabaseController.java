package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Measurement;
import io.graphstead.fleet.Measurements;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What a database uses: JSON, or Prometheus' text for who accepts text and not JSON before it. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsOfDatabaseController {
    private final Measurements measurements;
    private final DatabasesOfVendor databases;

    MetricsOfDatabaseController(Measurements measurements, DatabasesOfVendor databases) {
        this.measurements = measurements;
        this.databases = databases;
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/metrics")
    @Produces(MediaType.ALL)
    @Allows(Role.READER)
    HttpResponse<?> metrics(HttpRequest<?> request, Caller caller, Vendor vendor, DeploymentId databaseId) {
        databases.get(caller, vendor, databaseId);
        Measurement measured = measurements.of(caller, databaseId);
        return wantsText(request)
                ? HttpResponse.ok(PrometheusText.of(measured)).contentType(PrometheusText.CONTENT_TYPE)
                : HttpResponse.ok(MeasurementJson.of(measured)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean wantsText(HttpRequest<?> request) {
        for (MediaType accepted : request.accept()) {
            if (accepted.getName().equals(MediaType.TEXT_PLAIN)) {
                return true;
            }
            if (accepted.getName().equals(MediaType.APPLICATION_JSON)) {
                return false;
            }
        }
        return false;
    }
}
