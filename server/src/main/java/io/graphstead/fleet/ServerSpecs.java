package io.graphstead.fleet;

import io.graphstead.engine.Engines;
import io.graphstead.engine.ServerSpec;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes the server of a deployment for its engine. */
@Singleton
class ServerSpecs {
    private final PluginStore plugins;
    private final Engines engines;
    private final ConnectionHost host;

    ServerSpecs(PluginStore plugins, Engines engines, ConnectionHost host) {
        this.plugins = plugins;
        this.engines = engines;
        this.host = host;
    }

    /** @param draft one of its revisions */
    ServerSpec of(Deployment deployment, Draft draft) {
        Ports ports = deployment.ports();
        ConnectionHost.Place place =
                host.of(ports, engines.named(deployment.spec().engine()));
        return new ServerSpec(
                draft.spec().version(),
                draft.spec().memory(),
                draft.spec().cpus(),
                place.host(),
                ports.endpoint().isPresent()
                        ? ports.process().keySet().stream()
                                .collect(Collectors.toMap(purpose -> purpose, purpose -> place.port()))
                        : Map.of(),
                draft.settings(),
                plugins.attachments(draft.plugins()));
    }
}
