package io.graphstead.engine;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** The engines of this installation. */
@Singleton
public final class Engines {
    private final List<Engine> engines;

    public Engines(List<Engine> engines) {
        this.engines =
                engines.stream().sorted(Comparator.comparing(Engine::name)).toList();
    }

    /** @throws IllegalArgumentException when there is none of this name: the catalogue offers none that is not here */
    public Engine named(String name) {
        return engines.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine " + name + " in this installation"));
    }

    public boolean has(String name) {
        return engines.stream().anyMatch(engine -> engine.name().equals(name));
    }
}
