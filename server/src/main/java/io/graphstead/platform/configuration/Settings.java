package io.graphstead.platform.configuration;

import io.graphstead.platform.CannotStart;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.DefaultMutableConversionService;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.type.Argument;
import io.micronaut.runtime.converters.time.TimeConverterRegistrar;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings that this start runs with: what was given, checked as a whole, over the defaults. */
public final class Settings {
    /** Above the packaged configuration, system properties and the environment. */
    private static final int HIGHEST_PRECEDENCE = 1_000;

    private final Map<String, GivenValue> given;
    private final MutableConversionService conversion;

    private Settings(Map<String, GivenValue> given) {
        this.given = Map.copyOf(given);
        this.conversion = new DefaultMutableConversionService();
        new TimeConverterRegistrar().register(conversion);
    }

    /** @throws CannotStart naming every value that is not allowed, one a line */
    static Settings checked(SettingsCatalog catalog, Map<String, GivenValue> given) {
        Settings settings = new Settings(given);
        List<String> problems = catalog.records().stream()
                .flatMap(settings::problemsOf)
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join("\n", problems));
        }
        return settings;
    }

    private Stream<String> problemsOf(Class<? extends Record> owner) {
        try {
            bind(owner);
            return Stream.empty();
        } catch (CannotStart wrong) {
            return wrong.words().lines();
        }
    }

    /**
     * The settings of one feature, for what is needed before the framework has started. Beans have them injected.
     *
     * @throws CannotStart naming key, value, source and what is allowed
     */
    public <R extends Record> R bind(Class<R> owner) {
        Collection<Setting> settings = SettingsCatalog.settingsOf(owner).values();
        Object[] values = new Object[settings.size()];
        int i = 0;
        for (Setting setting : settings) {
            values[i++] = valueOf(setting);
        }
        try {
            Constructor<?> constructor = owner.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return owner.cast(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException words) {
                throw new CannotStart(words.getMessage() + whoGave(settings));
            }
            throw new IllegalStateException("cannot make " + owner, refused.getCause());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot make " + owner, broken);
        }
    }

    private String whoGave(Collection<Setting> settings) {
        List<String> sources = new ArrayList<>();
        for (Setting setting : settings) {
            GivenValue value = given.get(setting.key());
            if (value != null) {
                sources.add(setting.key() + " is " + shown(setting) + " by " + value.source());
            }
        }
        return sources.isEmpty() ? "" : " (" + String.join(", ", sources) + ")";
    }

    private Object valueOf(Setting setting) {
        GivenValue value = given.get(setting.key());
        Optional<Object> raw =
                value == null ? setting.defaultValue().map(Object.class::cast) : Optional.of(value.value());
        boolean optional = setting.type().getType() == Optional.class;
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        Argument<?> wanted = optional ? setting.type().getFirstTypeVariable().orElse(Argument.STRING) : setting.type();
        Optional<?> converted = conversion.convert(raw.get(), ConversionContext.of(wanted));
        if (converted.isEmpty() || !setting.allowed().permits(raw.get(), converted.get())) {
            throw new CannotStart(setting.key() + " cannot be " + shown(setting) + ", given by "
                    + (value == null ? "its default" : value.source()) + "; allowed is "
                    + setting.allowed().words());
        }
        return optional ? converted : converted.get();
    }

    private String shown(Setting setting) {
        GivenValue value = given.get(setting.key());
        Object written = value == null ? setting.defaultValue().orElse("") : value.value();
        return setting.isSecret() ? "the secret that was given" : "\"" + written + "\"";
    }

    /** What was given, for the framework, over everything else that it reads. */
    public PropertySource asPropertySource() {
        Map<String, Object> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(Setting.PREFIX + key, value.value()));
        return new MapPropertySource("graphstead", properties) {
            @Override
            public int getOrder() {
                return HIGHEST_PRECEDENCE;
            }
        };
    }
}
