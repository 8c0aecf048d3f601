package io.graphstead.api.openapi;

import io.graphstead.api.Open;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import java.util.EnumMap;
import java.util.Map;

/** Both dialects' descriptions, made when they are first asked for. */
@Controller("/openapi")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {
    static final String YAML = "application/yaml";

    private final Router router;
    private final Map<Described, String> made = new EnumMap<>(Described.class);

    OpenApiController(Router router) {
        this.router = router;
    }

    @Get("/graphenedb.yml")
    @Produces({YAML, "*/*"})
    @Open(because = "it describes the API and holds no secret")
    HttpResponse<String> graphenedb() {
        return document(Described.GRAPHENEDB);
    }

    @Get("/typedb.yml")
    @Produces({YAML, "*/*"})
    @Open(because = "it describes the API and holds no secret")
    HttpResponse<String> typedb() {
        return document(Described.TYPEDB);
    }

    private synchronized HttpResponse<String> document(Described dialect) {
        return HttpResponse.ok(made.computeIfAbsent(dialect, each -> new Document(each, router).yaml()))
                .header("Content-Type", YAML);
    }
}
