package io.graphstead.fleet;

import io.graphstead.engine.Engines;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** What a deployment that is made of another one's data has of that one besides: configuration and plugins. */
@Singleton
class Inheritance {
    private final RevisionStore revisions;
    private final PluginStore plugins;
    private final Engines engines;

    Inheritance(RevisionStore revisions, PluginStore plugins, Engines engines) {
        this.revisions = revisions;
        this.plugins = plugins;
        this.engines = engines;
    }

    /**
     * What the new one is made of, to be asked for once it is written down.
     *
     * @param from whose row the transaction holds
     * @throws Refused when the configuration does not fit the new one's release
     */
    Supplier<Draft> draft(Handle handle, Deployment from, Deployment made) {
        Draft served = revisions.wanted(handle, from);
        Spec spec = made.spec();
        engines.named(spec.engine()).invalid(spec.version(), served.settings()).ifPresent(wrong -> {
            throw new Refused(new InvalidField(
                    "version",
                    "version cannot be " + spec.version() + ": the configuration of " + from.name()
                            + " does not fit it: " + wrong.words()));
        });
        return () -> new Draft(
                spec, served.configuration(), plugins.copy(handle, served.plugins(), made.id(), made.createdAt()));
    }
}
