package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /deployments/databases/{vendor}}. Contract §3.
 *
 * @param extras another word for {@code enabledExtrasKinds}; a single string is a list of one
 */
record CreateDatabase(
        @Nullable String environmentId,
        @Nullable String name,
        @Nullable String plan,
        @Nullable String version,
        @Nullable String edition,
        @Nullable String awsRegion,
        @Nullable List<@Nullable String> enabledExtrasKinds,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> extras) {}
