package io.graphstead.api.graphenedb;

import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.OperationId;
import io.graphstead.fleet.PluginId;
import io.graphstead.fleet.SnapshotId;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Turns the variables of this dialect's paths into what they name; what is no id names nothing that exists. */
@Factory
final class PathConverters {
    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, Vendor> vendor(BeanProvider<Vendors> vendors) {
        // Converters are made before all else; the catalogue that vendors come from must not be read that early.
        return TypeConverter.of(
                CharSequence.class, Vendor.class, segment -> vendors.get().parse(segment.toString()));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, DeploymentId> deploymentId() {
        return TypeConverter.of(
                CharSequence.class, DeploymentId.class, text -> new DeploymentId(id("deployment", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, OperationId> operationId() {
        return TypeConverter.of(CharSequence.class, OperationId.class, text -> new OperationId(id("operation", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, SnapshotId> snapshotId() {
        return TypeConverter.of(CharSequence.class, SnapshotId.class, text -> new SnapshotId(id("snapshot", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, PluginId> pluginId() {
        return TypeConverter.of(CharSequence.class, PluginId.class, text -> new PluginId(id("plugin", text)));
    }

    private static UUID id(String what, CharSequence text) {
        Optional<UUID> id = Ids.parse(text.toString());
        return id.orElseThrow(() -> new Refused(new NotFound(what, text.toString())));
    }
}
