package io.graphstead.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of one visit through to the engine: held until there is somebody behind, where that is worth waiting for, and
 * carried from then on. Lives on the event loop of its client's channel.
 */
final class Passage {
    private static final int CONNECT_MILLIS = 5000;
    private static final int BOLT_NOOP_BYTES = 2;

    private final Visit visit;
    private final Surroundings around;
    private final Channel client;
    private final Listening listening;
    private final Way way;
    private final Tongue tongue;
    private final Carrier forth;
    private boolean held;
    private volatile boolean carrying;
    private volatile boolean unanswered;
    private @Nullable ScheduledFuture<?> deadline;

    Passage(Visit visit, Surroundings around, Channel client, Listening listening, Way way, Tongue tongue) {
        this.visit = visit;
        this.around = around;
        this.client = client;
        this.listening = listening;
        this.way = way;
        this.tongue = tongue;
        this.forth = new Carrier(this::received, Carrier.AtEnd.TELL);
    }

    /** Begins where a handler that knows enough stands. */
    void takePlaceOf(ChannelHandlerContext context) {
        client.config().setAutoRead(false);
        client.pipeline().addAfter(context.name(), "carrier", forth);
        client.pipeline().remove(context.handler());
        connect(Try.FIRST);
    }

    /** How the two halves of a conversation follow each other shows only where requests wait for their answers. */
    private void received(int bytes) {
        listening.traffic().in().add(bytes);
        unanswered = tongue == Tongue.BOLT || tongue == Tongue.HTTP;
    }

    private void sent(int bytes) {
        listening.traffic().out().add(bytes);
        // Of this size is what Bolt keeps a connection alive with while it is at work, and no answer.
        if (bytes != BOLT_NOOP_BYTES) {
            unanswered = false;
        }
    }

    /** Whether the client has said something last. Asked on any thread. */
    boolean isUnanswered() {
        return unanswered && carrying;
    }

    private enum Try {
        FIRST,
        /** After a fresh look at what is behind. */
        LAST
    }

    private void connect(Try which) {
        switch (listening.endpoint().behind()) {
            case Endpoint.Asleep asleep -> hold();
            case Endpoint.Away away when isOnItsWay(away) -> hold();
            case Endpoint.Away away when which == Try.FIRST -> lookAgain();
            case Endpoint.Away away -> giveUp(why(away), away.words());
            case Endpoint.Serving serving -> {
                InetSocketAddress door = serving.doors().get(way);
                if (door == null) {
                    giveUp(Refusal.NO_WAY, "this release of the database has no HTTP API");
                } else {
                    connect(door, which);
                }
            }
        }
    }

    private boolean isOnItsWay(Endpoint.Away away) {
        return listening.isWaking() && away.until() == Endpoint.Until.SOON;
    }

    private static Refusal why(Endpoint.Away away) {
        return switch (away.until()) {
            case SOON -> Refusal.AWAY;
            case WOKEN -> Refusal.RESTING;
        };
    }

    private void connect(InetSocketAddress door, Try which) {
        Carrier back = new Carrier(this::sent, Carrier.AtEnd.CLOSE);
        ChannelFuture connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(around.sockets())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Door.WATER_MARK)
                .handler(back)
                .connect(door);
        connecting.addListener(done -> {
            if (!client.isActive()) {
                connecting.channel().close();
            } else if (done.isSuccess()) {
                carry(back, connecting.channel());
            } else if (which == Try.FIRST) {
                lookAgain();
            } else {
                giveUp(Refusal.AWAY, "the database does not answer at this moment; try again shortly");
            }
        });
    }

    /** What is known may be a moment old: a database that has just come up must not be called away. */
    private void lookAgain() {
        around.freshLook()
                .get()
                .whenComplete((looked, failed) -> client.eventLoop().execute(() -> {
                    if (client.isActive()) {
                        connect(Try.LAST);
                    }
                }));
    }

    private void carry(Carrier back, Channel engine) {
        visit.arrived();
        carrying = true;
        listening.traffic().begun();
        client.pipeline()
                .addFirst(new IdleStateHandler(
                        0, 0, around.settings().idleTimeout().toMillis(), TimeUnit.MILLISECONDS));
        back.carryTo(client);
        forth.carryTo(engine);
        engine.config().setAutoRead(client.isWritable());
        client.config().setAutoRead(engine.isWritable());
    }

    /** Keeps the client until there is somebody behind, for a while; it has said what it wants. */
    private void hold() {
        held = true;
        visit.arrived();
        deadline = client.eventLoop()
                .schedule(
                        () -> letGo(
                                Refusal.AWAY,
                                "this database slept and is being resumed, which takes longer than connections are"
                                        + " held; try again in a moment"),
                        around.settings().wakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        listening.hold(this);
        around.wake().accept(listening);
        // It may have changed before it was known that this one wants to know.
        behindChanged();
    }

    private void behindChanged() {
        switch (listening.endpoint().behind()) {
            case Endpoint.Serving serving -> {
                if (release()) {
                    connect(Try.FIRST);
                }
            }
            case Endpoint.Asleep asleep -> {}
            case Endpoint.Away away when isOnItsWay(away) -> {}
            case Endpoint.Away away -> letGo(why(away), away.words());
        }
    }

    private void letGo(Refusal why, String words) {
        if (release()) {
            giveUp(why, words);
        }
    }

    /** Whether it was held, and there is still somebody to go on with. */
    private boolean release() {
        boolean was = held;
        held = false;
        listening.holdNoMore(this);
        if (deadline != null) {
            deadline.cancel(false);
        }
        return was && client.isActive();
    }

    private void giveUp(Refusal why, String words) {
        Refusal.Told told = listening.traffic().told(new Refusal.Told(why, words));
        ChannelHandlerContext context = client.pipeline().context(forth);
        if (context != null) {
            forth.giveWayTo(context, LastWords.in(tongue, told));
            client.config().setAutoRead(true);
        }
    }

    /** Called from another thread: what is behind has changed. */
    void lookBehind() {
        client.eventLoop().execute(this::behindChanged);
    }

    /** Called from another thread: what sleeps behind is not woken. */
    void nobodyComes(String words) {
        client.eventLoop().execute(() -> letGo(Refusal.RESTING, words));
    }

    /** The client is gone. */
    void end() {
        release();
        if (carrying) {
            listening.traffic().ended();
        }
    }
}
