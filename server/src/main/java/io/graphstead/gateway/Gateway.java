package io.graphstead.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the port of every connection URL of this host and lets clients through to what is behind. What that is, and who
 * may come, is looked at whenever it may have changed; between changes it does nothing but carry bytes.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** However many ask for a fresh look: this far apart. */
    private static final long APART_MILLIS = 20;

    private static final long AFTER_TROUBLE_MILLIS = 2000;
    private static final long SECONDS_TO_STOP = 5;

    private final Endpoints endpoints;
    private final GatewayMetrics metrics;
    private final EventLoopGroup loops;
    private final Doors doors;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-looks").daemon().factory());
    private final Map<UUID, Listening> open = new ConcurrentHashMap<>();
    private @Nullable CompletableFuture<Void> next;
    private boolean retried;

    /**
     * @param addresses where every connection URL listens
     * @param tls what connections of a speech are secured with, asked for each
     */
    public Gateway(
            GatewaySettings settings,
            List<InetAddress> addresses,
            Endpoints endpoints,
            BiFunction<Speech, ByteBufAllocator, SslHandler> tls,
            MeterRegistry registry) {
        this.endpoints = endpoints;
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory waiting = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("gateway", true), waiting);
        Class<? extends ServerChannel> ports = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        Class<? extends Channel> sockets = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        int most = settings.connections() > 0
                ? settings.connections()
                : Capacity.here().connections();
        Limits limits = new Limits(most, settings.connectionsPerDatabase(), settings.connectionsPerAddress());
        Surroundings around = new Surroundings(settings, limits, tls, sockets, this::freshLook, this::wake);
        doors = new Doors(loops, ports, addresses, around);
        metrics = new GatewayMetrics(registry, limits);
        LOG.info("Up to {} connections of clients", most);
    }

    /** Returns when every port that is free is listened on. */
    public void start() {
        endpoints.watch(this::freshLook);
        freshLook().toCompletableFuture().join();
    }

    /** Looks anew; done when a look that began after this call is. */
    public synchronized CompletionStage<Void> freshLook() {
        if (next == null) {
            next = new CompletableFuture<>();
            if (!looker.isShutdown()) {
                looker.schedule(this::look, APART_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return next;
    }

    /** What went through a database's connection URL since this gateway has it; empty while it does not. */
    public Optional<Use> use(UUID database) {
        return Optional.ofNullable(open.get(database)).map(Listening::use);
    }

    private void wake(Listening listening) {
        try {
            looker.execute(() -> {
                if (listening.mayBeWoken()) {
                    wakeNow(listening);
                }
            });
        } catch (RejectedExecutionException closing) {
            listening.close();
        }
    }

    private void wakeNow(Listening listening) {
        Endpoint endpoint = listening.endpoint();
        listening.isBeingWoken();
        Optional<String> obstacle;
        try {
            obstacle = endpoints.wake(endpoint.database());
        } catch (RuntimeException failed) {
            LOG.warn("{} is not woken for who connects to it: {}", endpoint.name(), failed.toString());
            obstacle = Optional.of("this database sleeps and could not be woken; try again shortly");
        }
        obstacle.ifPresent(listening::staysAsleep);
        freshLook();
    }

    /** However many looks go by meanwhile, one is waited for. */
    private void lookAfterTrouble() {
        if (!retried && !looker.isShutdown()) {
            retried = true;
            looker.schedule(
                    () -> {
                        retried = false;
                        look();
                    },
                    AFTER_TROUBLE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        CompletableFuture<Void> asked;
        synchronized (this) {
            asked = next == null ? new CompletableFuture<>() : next;
            next = null;
        }
        try {
            take(endpoints.now());
        } catch (RuntimeException failed) {
            LOG.warn("The gateway goes on with what it knows of the databases: {}", failed.toString());
            lookAfterTrouble();
        }
        asked.complete(null);
    }

    private void take(List<Endpoint> now) {
        Set<UUID> there = now.stream().map(Endpoint::database).collect(Collectors.toSet());
        List.copyOf(open.keySet()).stream()
                .filter(database -> !there.contains(database))
                .forEach(this::close);
        Map<Listening, Endpoint> changed = new HashMap<>();
        for (Endpoint endpoint : now) {
            Listening listening = open.get(endpoint.database());
            if (listening == null) {
                listening = new Listening(endpoint);
                open.put(endpoint.database(), listening);
                metrics.add(endpoint.database(), listening.traffic());
            } else if (!listening.endpoint().equals(endpoint)) {
                changed.put(listening, endpoint);
            }
        }
        // All of them first: of two that trade their addresses, nobody may be found at both.
        changed.forEach(Listening::is);
        int troubles = doors.leadTo(open.values());
        changed.keySet().stream()
                .filter(listening -> listening.mayBeWoken() && listening.holdsSomebody())
                .forEach(this::wakeNow);
        metrics.troubles(troubles);
        if (troubles > 0) {
            lookAfterTrouble();
        }
    }

    private void close(UUID database) {
        Listening gone = open.remove(database);
        if (gone != null) {
            gone.close();
            metrics.remove(database);
        }
    }

    /** Ends every connection; returns when nothing is listened on any more. */
    @Override
    public void close() {
        looker.shutdown();
        try {
            if (!looker.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                LOG.warn("The gateway's last look does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        doors.closeAll();
        List.copyOf(open.keySet()).forEach(this::close);
        loops.shutdownGracefully(0, SECONDS_TO_STOP, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
