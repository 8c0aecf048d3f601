package io.graphstead.api.graphenedb;

import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.OperationId;
import io.graphstead.identity.Ids;
import io.micronaut.http.HttpResponse;

/** The operation to watch. */
record OperationIdJson(String operationId) {
    static HttpResponse<OperationIdJson> of(Accepted accepted) {
        return of(accepted.operation());
    }

    static HttpResponse<OperationIdJson> of(OperationId operation) {
        return HttpResponse.accepted().body(new OperationIdJson(Ids.text(operation.value())));
    }
}
