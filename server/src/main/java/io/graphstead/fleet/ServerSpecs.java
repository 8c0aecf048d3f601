package io.graphstead.fleet;

import io.graphstead.engine.ServerSpec;
import jakarta.inject.Singleton;

/** Describes the server of a deployment for its engine. */
@Singleton
class ServerSpecs {
    private final PluginStore plugins;
    private final ConnectionHost host;

    ServerSpecs(PluginStore plugins, ConnectionHost host) {
        this.plugins = plugins;
        this.host = host;
    }

    /** @param draft one of its revisions */
    ServerSpec of(Deployment deployment, Draft draft) {
        return new ServerSpec(
                draft.spec().version(),
                draft.spec().memory(),
                draft.spec().cpus(),
                host.name(),
                deployment.ports().advertised(),
                draft.settings(),
                plugins.attachments(draft.plugins()));
    }
}
