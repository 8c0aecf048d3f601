package io.graphstead.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every visit needs of the gateway.
 *
 * @param limits the places for all connections
 * @param tls what connections of a speech are secured with, asked for each
 * @param sockets the kind of channel that connects to engines
 * @param freshLook looks at what is behind the endpoints anew; done when a look that began after the call is
 * @param wake has what is behind an endpoint woken, if it sleeps, and its held connections told what comes of it
 */
record Surroundings(
        GatewaySettings settings,
        Limits limits,
        BiFunction<Speech, ByteBufAllocator, SslHandler> tls,
        Class<? extends Channel> sockets,
        Supplier<CompletionStage<Void>> freshLook,
        Consumer<Listening> wake) {}
