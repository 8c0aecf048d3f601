package io.graphstead.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One connection URL: its port, who is connected by it, what went through it. */
final class Listening {
    /** As much as is written towards a side that does not read, before the other side is not read any more. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int WAITING = 1024;

    private final Traffic traffic = new Traffic();
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final List<Channel> ports = new ArrayList<>();
    private final Set<Visit> held = ConcurrentHashMap.newKeySet();
    private volatile Endpoint endpoint;
    private volatile boolean waking;
    private volatile boolean closed;

    Listening(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Traffic traffic() {
        return traffic;
    }

    /** What is behind, or who may come, has changed. */
    void is(Endpoint now) {
        endpoint = now;
        waking = waking && now.behind() instanceof Endpoint.Away away && away.until() == Endpoint.Until.SOON;
        visits.forEach(Visit::lookAtRules);
        held.forEach(Visit::lookBehind);
    }

    /** Whether what is behind sleeps, and is not being woken already. */
    boolean mayBeWoken() {
        return !waking && endpoint.behind() instanceof Endpoint.Asleep asleep && asleep.depth() == Endpoint.Depth.FAST;
    }

    void isBeingWoken() {
        waking = true;
    }

    /** Whether a connection that comes now waits for somebody who is on the way. */
    boolean isWaking() {
        return waking;
    }

    /** Nobody comes for those who wait. */
    void staysAsleep(String words) {
        waking = false;
        held.forEach(visit -> visit.nobodyComes(words));
    }

    /** From now on the visit is told when what is behind changes. */
    void hold(Visit visit) {
        held.add(visit);
    }

    void holdNoMore(Visit visit) {
        held.remove(visit);
    }

    boolean holdsSomebody() {
        return !held.isEmpty();
    }

    Use use() {
        return new Use(
                traffic.connectionsNow(),
                traffic.connectionsTotal(),
                traffic.in().sum(),
                traffic.out().sum(),
                traffic.refusals(),
                visits.stream().filter(Visit::isUnanswered).count());
    }

    void left(Visit visit) {
        visits.remove(visit);
        held.remove(visit);
    }

    boolean isOpen() {
        return !ports.isEmpty();
    }

    /**
     * Listens on all the addresses, or on none.
     *
     * @return why not, if it does not
     */
    Optional<String> open(
            EventLoopGroup loops,
            Class<? extends ServerChannel> kind,
            List<InetAddress> addresses,
            Surroundings around) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(kind)
                .option(ChannelOption.SO_BACKLOG, WAITING)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        Visit visit = new Visit(Listening.this, around, client);
                        visits.add(visit);
                        visit.begin();
                        if (closed) {
                            visit.close();
                        }
                    }
                });
        for (InetAddress address : addresses) {
            ChannelFuture bound = bootstrap
                    .bind(new InetSocketAddress(address, endpoint.port()))
                    .awaitUninterruptibly();
            if (!bound.isSuccess()) {
                stopListening();
                return Optional.of(address.getHostAddress() + ":" + endpoint.port() + " is not free: "
                        + (bound.cause() instanceof IOException io ? io.getMessage() : bound.cause()));
            }
            ports.add(bound.channel());
        }
        return Optional.empty();
    }

    private void stopListening() {
        ports.forEach(port -> port.close().awaitUninterruptibly());
        ports.clear();
    }

    /** Ends it and every connection by it. */
    void close() {
        closed = true;
        stopListening();
        visits.forEach(Visit::close);
    }
}
