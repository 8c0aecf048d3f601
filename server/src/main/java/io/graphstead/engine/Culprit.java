package io.graphstead.engine;

/** Who is to blame when a server does not come up, as far as its own last output tells. */
public sealed interface Culprit {
    /** A setting that users gave it, by the key that they wrote. */
    record Setting(String key) implements Culprit {}

    /** A plugin, by its file's name. */
    record Plugin(String fileName) implements Culprit {}
}
