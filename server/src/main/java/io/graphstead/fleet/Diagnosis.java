package io.graphstead.fleet;

import io.graphstead.engine.Culprit;
import io.graphstead.engine.Engines;
import io.graphstead.engine.ServerSpec;
import io.graphstead.fleet.PluginStore.PluginFile;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a server did not come up: by what it wrote, and by what is new about it. */
@Singleton
class Diagnosis {
    /** A stack trace with its causes is longer than what one wants to be shown. */
    private static final int LINES_READ = 300;

    private static final int LINES_SHOWN = 20;

    private final Runtime runtime;
    private final Engines engines;
    private final RevisionStore revisions;
    private final PluginStore plugins;
    private final ServerSpecs servers;

    Diagnosis(Runtime runtime, Engines engines, RevisionStore revisions, PluginStore plugins, ServerSpecs servers) {
        this.runtime = runtime;
        this.engines = engines;
        this.revisions = revisions;
        this.plugins = plugins;
        this.servers = servers;
    }

    /**
     * @param words for people
     * @param blamed plugins that it did not start with
     */
    record Finding(String words, List<PluginId> blamed) {
        Finding {
            blamed = List.copyOf(blamed);
        }
    }

    /** @param what what was seen, such as that it ended by itself */
    Finding of(Deployment deployment, String what) {
        List<String> output = runtime.lastOutput(deployment.workload(), LINES_READ);
        Draft wanted = revisions.wanted(deployment);
        ServerSpec server = servers.of(deployment, wanted);
        Optional<Culprit> culprit = engines.named(deployment.spec().engine()).culprit(server, output);
        List<PluginFile> files = plugins.files(wanted.plugins());
        List<PluginId> blamed =
                culprit.map(known -> pluginsOf(known, files)).orElseGet(() -> newSince(deployment, wanted));
        String who = culprit.map(known -> words(known, deployment, blamed)).orElse("");
        List<String> shown = output.subList(Math.max(0, output.size() - LINES_SHOWN), output.size());
        String said = output.isEmpty() ? "; it wrote nothing" : ". Its last output:\n" + String.join("\n", shown);
        return new Finding(who + what + said, blamed);
    }

    /** When nothing tells who it was, no plugin that is new can be trusted. */
    private List<PluginId> newSince(Deployment deployment, Draft wanted) {
        List<PluginId> before =
                deployment.canGoBack() ? revisions.worked(deployment).plugins() : List.of();
        return wanted.plugins().stream()
                .filter(plugin -> !before.contains(plugin))
                .toList();
    }

    private String words(Culprit culprit, Deployment deployment, List<PluginId> blamed) {
        return switch (culprit) {
            case Culprit.Setting(String key) -> "it did not start with the setting " + key + ": ";
            case Culprit.Plugin(String fileName) ->
                "it did not start with the plugin "
                        + plugins.names(deployment.id()).entrySet().stream()
                                .filter(plugin -> blamed.contains(plugin.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(fileName)
                        + ": ";
        };
    }

    private static List<PluginId> pluginsOf(Culprit culprit, List<PluginFile> files) {
        return files.stream()
                .filter(file -> culprit instanceof Culprit.Plugin plugin
                        && file.fileName().equals(plugin.fileName()))
                .map(PluginFile::plugin)
                .distinct()
                .collect(Collectors.toList());
    }
}
