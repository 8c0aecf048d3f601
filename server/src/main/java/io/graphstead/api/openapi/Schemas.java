package io.graphstead.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Optional;

/** JSON schemas of the wire's records. */
final class Schemas {
    static final String WHERE = "components/schemas";

    private final SchemaBuilder builder;
    private final Examples examples;

    Schemas(Examples examples) {
        this.examples = examples;
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.INLINE_NULLABLE_SCHEMAS,
                        Option.PLAIN_DEFINITION_KEYS,
                        Option.FLATTENED_OPTIONALS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields()
                .withNullableCheck(field -> of(field).map(Fields::nullable).orElse(false))
                .withRequiredCheck(field -> of(field).map(Fields::always).orElse(false))
                .withDescriptionResolver(
                        field -> of(field).map(Words::of).flatMap(Schemas::said).orElse(null));
        config.forTypesInGeneral()
                .withDescriptionResolver(
                        scope -> scope.getType().getErasedType().isRecord()
                                ? said(Words.of(scope.getType().getErasedType()))
                                        .orElse(null)
                                : null)
                .withDefinitionNamingStrategy((key, _) -> name(key.getType().getErasedType()));
        config.forFields().withInstanceAttributeOverride((node, field, _) -> example(node, field));
        builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    private static Optional<String> said(String words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** Entries of lists are fields to the generator as well; they say nothing of their own. */
    private static Optional<Field> of(FieldScope field) {
        return field.isFakeContainerItemScope() ? Optional.empty() : Optional.of(field.getRawMember());
    }

    private void example(ObjectNode node, FieldScope field) {
        Optional<JsonNode> example = of(field).flatMap(examples::of);
        example.ifPresent(value -> node.putArray("examples").add(value));
    }

    /** {@code DatabaseJson.ListJson} is {@code DatabaseList}. */
    static String name(Class<?> type) {
        String own = type.getSimpleName().replaceFirst("Json$", "");
        Class<?> around = type.getEnclosingClass();
        return around == null ? own : name(around).replaceFirst("Controller$", "") + own;
    }

    /** A schema, or a reference to one that {@link #all} will have. */
    ObjectNode of(Type type) {
        return builder.createSchemaReference(type);
    }

    /** What was referred to. */
    ObjectNode all() {
        return builder.collectDefinitions(WHERE);
    }
}
