package io.graphstead.catalog;

/** A kind of storage of one provider; the name of a storage class on that provider's Kubernetes. */
public record StorageType(String id, String provider) {}
