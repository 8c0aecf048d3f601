package io.graphstead.platform.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every setting that exists, read from the settings records that the program lists. */
public final class SettingsCatalog {
    private final List<Class<? extends Record>> records;
    private final Map<String, Setting> byKey = new TreeMap<>();
    private final Map<String, Setting> byEnvironmentName = new TreeMap<>();

    /** @param records each annotated with {@link ConfigurationProperties} under {@code graphstead.} */
    public SettingsCatalog(List<Class<? extends Record>> records) {
        this.records = List.copyOf(records);
        for (Class<? extends Record> owner : records) {
            for (Setting setting : settingsOf(owner).values()) {
                Setting sameKey = byKey.put(setting.key(), setting);
                Setting sameName = byEnvironmentName.put(setting.environmentName(), setting);
                if (sameKey != null || sameName != null) {
                    throw new IllegalArgumentException("two settings would be called " + setting.key());
                }
            }
        }
    }

    public List<Class<? extends Record>> records() {
        return records;
    }

    /** In the order of their keys. */
    public Collection<Setting> all() {
        return byKey.values();
    }

    public Optional<Setting> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public Optional<Setting> byEnvironmentName(String name) {
        return Optional.ofNullable(byEnvironmentName.get(name));
    }

    /** The known key that is the fewest typing errors away. */
    public String nearestKey(String key) {
        return Spelling.nearest(key, byKey.keySet());
    }

    public String nearestEnvironmentName(String name) {
        return Spelling.nearest(name, byEnvironmentName.keySet());
    }

    /** The settings of one record by the names of its components, in their order. */
    static Map<String, Setting> settingsOf(Class<? extends Record> owner) {
        ConfigurationProperties properties = owner.getAnnotation(ConfigurationProperties.class);
        if (properties == null || !properties.value().startsWith(Setting.PREFIX)) {
            throw new IllegalArgumentException(owner + " is no settings record: it has no"
                    + " @ConfigurationProperties(\"" + Setting.PREFIX + "…\")");
        }
        String section = properties.value().substring(Setting.PREFIX.length());
        Parameter[] parameters = owner.getDeclaredConstructors()[0].getParameters();
        RecordComponent[] components = owner.getRecordComponents();
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            List<Annotation> annotations = new ArrayList<>();
            annotations.addAll(List.of(components[i].getAnnotations()));
            annotations.addAll(List.of(components[i].getAccessor().getAnnotations()));
            annotations.addAll(List.of(parameters[i].getAnnotations()));
            String name = components[i].getName();
            Argument<?> type = Argument.of(components[i].getGenericType());
            Optional<String> defaultValue = first(annotations, Bindable.class).map(Bindable::defaultValue);
            String description =
                    first(annotations, Describe.class).map(Describe::value).orElse("");
            if (description.isEmpty() || (defaultValue.isEmpty() && type.getType() != Optional.class)) {
                throw new IllegalArgumentException(name + " of " + owner + " needs a @Describe, and a"
                        + " @Bindable(defaultValue) unless it is an Optional");
            }
            settings.put(
                    name,
                    new Setting(
                            section + "." + NameUtils.hyphenate(name, true),
                            type,
                            defaultValue,
                            description,
                            Allowed.of(type, annotations)));
        }
        return settings;
    }

    private static <A extends Annotation> Optional<A> first(List<Annotation> annotations, Class<A> type) {
        return annotations.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
