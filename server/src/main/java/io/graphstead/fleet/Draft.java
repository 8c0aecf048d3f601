package io.graphstead.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that one revision of a deployment is made of. */
record Draft(Spec spec, List<ConfigurationEntry> configuration, List<PluginId> plugins) {
    Draft {
        configuration = List.copyOf(configuration);
        plugins = List.copyOf(plugins);
    }

    Draft with(Spec other) {
        return new Draft(other, configuration, plugins);
    }

    Draft withConfiguration(List<ConfigurationEntry> other) {
        return new Draft(spec, other, plugins);
    }

    Draft withPlugins(List<PluginId> other) {
        return new Draft(spec, configuration, other);
    }

    /** The configuration as engines take it. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        configuration.forEach(entry -> settings.put(entry.key(), entry.value()));
        return settings;
    }
}
