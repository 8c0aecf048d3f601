package io.graphstead.fleet;

/** Which password the first user of a new deployment has. */
public enum FirstPassword {
    /** One that is made for it. */
    GENERATED,
    /** The one that it has anyhow: that of the data it begins with, where the engine or a copied deployment gives it one. */
    AS_IT_IS
}
