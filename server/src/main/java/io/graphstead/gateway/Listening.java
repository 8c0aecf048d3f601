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
    private volatile Endpoint endpoint;
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
        visits.forEach(Visit::lookAtRules);
    }

    void left(Visit visit) {
        visits.remove(visit);
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
