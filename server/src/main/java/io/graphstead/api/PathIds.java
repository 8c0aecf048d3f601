package io.graphstead.api;

import io.graphstead.identity.ApiClientId;
import io.graphstead.identity.Ids;
import io.graphstead.identity.MemberId;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.network.NetworkRuleId;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Turns the ids of paths into what they name; what has not the form of an id names nothing that exists. */
@Factory
final class PathIds {
    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, OrganizationId> organization() {
        return TypeConverter.of(
                CharSequence.class, OrganizationId.class, text -> new OrganizationId(id("organization", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, ProjectId> project() {
        return TypeConverter.of(CharSequence.class, ProjectId.class, text -> new ProjectId(id("project", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, ApiClientId> apiClient() {
        return TypeConverter.of(CharSequence.class, ApiClientId.class, text -> new ApiClientId(id("API client", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, MemberId> member() {
        return TypeConverter.of(CharSequence.class, MemberId.class, text -> new MemberId(id("member", text)));
    }

    @Singleton
    @Bean(typed = TypeConverter.class)
    TypeConverter<CharSequence, NetworkRuleId> networkRule() {
        return TypeConverter.of(
                CharSequence.class, NetworkRuleId.class, text -> new NetworkRuleId(id("network rule", text)));
    }

    private static UUID id(String what, CharSequence text) {
        return Ids.parse(text.toString()).orElseThrow(() -> new Refused(new NotFound(what, text.toString())));
    }
}
