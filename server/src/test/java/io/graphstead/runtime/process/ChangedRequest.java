package io.graphstead.runtime.process;

import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A request to run like another, but for one thing. */
final class ChangedRequest {
    private ChangedRequest() {}

    static RunRequest environment(RunRequest of, Map<String, String> environment) {
        return changed(
                of,
                w -> new Workload(
                        w.command(),
                        w.files(),
                        w.attachments(),
                        environment,
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation()));
    }

    static RunRequest command(RunRequest of, List<String> command) {
        return changed(
                of,
                w -> new Workload(
                        command,
                        w.files(),
                        w.attachments(),
                        w.environment(),
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation()));
    }

    private static RunRequest changed(RunRequest of, UnaryOperator<Workload> change) {
        return new RunRequest(
                of.revision(),
                of.generation(),
                of.needs(),
                of.ports(),
                places -> change.apply(of.workload().at(places)));
    }
}
