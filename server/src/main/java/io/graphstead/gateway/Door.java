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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A port that is listened on: that of one connection URL, or one that many share and say in TLS whom they mean. */
final class Door {
    /** As much as is written towards a side that does not read, before the other side is not read any more. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int WAITING = 1024;

    private final int port;
    private final List<Channel> channels = new ArrayList<>();
    private volatile Behind behind;

    /** Who is found by a door. */
    sealed interface Behind {}

    /** One, whatever is said. */
    record One(Listening listening) implements Behind {}

    /**
     * Whoever is named.
     *
     * @param nobody where those are told so who name none of them
     */
    record Named(Map<String, Listening> byName, Listening nobody) implements Behind {
        Named {
            byName = Map.copyOf(byName);
        }

        /** @param name as TLS brings it, if it does */
        Listening of(Optional<String> name) {
            return name.map(said -> byName.get(said.toLowerCase(Locale.ROOT))).orElse(nobody);
        }
    }

    Door(int port, Behind behind) {
        this.port = port;
        this.behind = behind;
    }

    int port() {
        return port;
    }

    Behind behind() {
        return behind;
    }

    /** Who comes from now on finds this. */
    void leadsTo(Behind now) {
        behind = now;
    }

    boolean isOpen() {
        return !channels.isEmpty();
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
                        new Visit(Door.this, around, client).begin();
                    }
                });
        for (InetAddress address : addresses) {
            ChannelFuture bound =
                    bootstrap.bind(new InetSocketAddress(address, port)).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                close();
                return Optional.of(address.getHostAddress() + ":" + port + " is not free: "
                        + (bound.cause() instanceof IOException io ? io.getMessage() : bound.cause()));
            }
            channels.add(bound.channel());
        }
        return Optional.empty();
    }

    /** Nobody comes any more; who is there stays. */
    void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
        channels.clear();
    }
}
