package io.graphstead.fleet;

import io.graphstead.engine.ServerSpec;
import jakarta.inject.Singleton;

/** Describes the server of a deployment for its engine. */
@Singleton
class ServerSpecs {
    private final PluginStore plugins;

    ServerSpecs(PluginStore plugins) {
        this.plugins = plugins;
    }

    /** @param draft one of its revisions */
    ServerSpec of(Deployment deployment, Draft draft) {
        return new ServerSpec(
                draft.spec().version(),
                draft.spec().memory(),
                draft.spec().cpus(),
                deployment.ports().advertised(),
                draft.settings(),
                plugins.attachments(draft.plugins()));
    }
}
