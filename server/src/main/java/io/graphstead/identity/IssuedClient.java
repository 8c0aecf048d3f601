package io.graphstead.identity;

/** An API client together with a secret that was just made for it: the only time that it can be read. */
public record IssuedClient(ApiClient client, ClientSecret secret) {}
