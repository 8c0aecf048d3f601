package io.graphstead.gateway;

import io.graphstead.gateway.Endpoint.Encryption;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, from its arrival to its end: who comes is looked at first, then what is spoken, then whether
 * there is somebody behind. Lives on the event loop of its channel.
 */
final class Visit {
    private static final int CONNECT_MILLIS = 5000;
    private static final int BOLT_NOOP_BYTES = 2;

    private final Door door;
    private final Surroundings around;
    private final Channel client;
    private Listening listening;
    private Endpoint.Address cameTo;
    private @Nullable InetAddress address;
    private Optional<Refusal.Told> refused = Optional.empty();
    private Optional<Limits.Taken> place = Optional.empty();
    private boolean beingTold;
    private boolean plain;
    private volatile boolean carrying;
    private Optional<Waiting> waiting = Optional.empty();
    private volatile boolean unanswered;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> farewell;

    Visit(Door door, Surroundings around, Channel client) {
        this.door = door;
        this.around = around;
        this.client = client;
        this.cameTo = Endpoint.Address.of(door.port());
        this.listening = switch (door.behind()) {
            case Door.One one -> one.listening();
            case Door.Named named -> named.nobody();
        };
    }

    void begin() {
        arrivedAt(listening);
        client.closeFuture().addListener(closed -> end());
        deadline = client.eventLoop()
                .schedule(
                        () -> hangUp(Refusal.TIMEOUT),
                        around.settings().handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        InetAddress peer = ((InetSocketAddress) client.remoteAddress()).getAddress();
        client.pipeline().addLast(new Unforeseen(this));
        if (around.settings().isLoadBalancer(peer)) {
            client.pipeline().addFirst(new ProxyHeader(this));
        } else if (admit(peer)) {
            client.pipeline().addFirst(new Opening(this));
        }
    }

    Endpoint endpoint() {
        return listening.endpoint();
    }

    /** Looks at who comes; false when that is the end of it. One who is refused may still be told so. */
    boolean admit(InetAddress from) {
        address = from;
        refused = refusalOf(from);
        if (refused.isEmpty()) {
            return true;
        }
        listening.traffic().refused(refused.get().why());
        beingTold = around.limits().mayBeTold();
        if (!beingTold) {
            client.close();
        }
        return beingTold;
    }

    /**
     * The client of a port that many share says whom it means, and is looked at as one who comes there.
     *
     * @return false when that is the end of it
     */
    boolean means(Optional<String> name) {
        if (door.behind() instanceof Door.Named named && address != null) {
            giveBackPlaces();
            listening.left(this);
            Listening meant = named.of(name);
            if (!meant.equals(named.nobody())) {
                cameTo =
                        name.map(said -> Endpoint.Address.of(said, door.port())).orElse(cameTo);
            }
            arrivedAt(meant);
            return admit(address);
        }
        return client.isActive();
    }

    /** Its door may have come to lead elsewhere at this very moment. */
    private void arrivedAt(Listening found) {
        listening = found;
        found.arrived(this);
        if (!isWhereItCame()) {
            lookWhereItCame();
        }
    }

    private void giveBackPlaces() {
        place.ifPresent(Limits.Taken::giveBack);
        place = Optional.empty();
        if (beingTold) {
            beingTold = false;
            around.limits().wasTold();
        }
    }

    private Optional<Refusal.Told> refusalOf(InetAddress from) {
        if (!endpoint().allowed().allow(from)) {
            return Optional.of(notAllowed(from));
        }
        return switch (around.limits().take(endpoint().database(), from)) {
            case Limits.Got got -> {
                place = Optional.of(got.place());
                yield Optional.empty();
            }
            case Limits.Full full -> Optional.of(new Refusal.Told(Refusal.LIMIT, full.words()));
        };
    }

    private Refusal.Told notAllowed(InetAddress from) {
        return new Refusal.Told(
                Refusal.RULE,
                "no network rule of this database's environment allows your address " + from.getHostAddress()
                        + "; whoever administers the environment can add one");
    }

    /** Rules have changed: who would not be let in now goes. */
    void rulesChanged() {
        if (address != null && refused.isEmpty() && !endpoint().allowed().allow(address)) {
            hangUp(Refusal.RULE);
        } else if (plain && !mayBePlain()) {
            hangUp(Refusal.PLAIN);
        }
    }

    /** It begins to speak TLS: where many share a port, it says there whom it means. */
    void beginTls(ChannelHandlerContext context) {
        if (door.behind() instanceof Door.Named) {
            client.pipeline().addAfter(context.name(), "name-in-tls", new NameInTls(this));
            client.pipeline().remove(context.handler());
        } else {
            secure(context);
        }
    }

    void secure(ChannelHandlerContext context) {
        SslHandler tls = around.tls().apply(endpoint().speech(), client.alloc());
        // The visit's own deadline is the only one.
        tls.setHandshakeTimeoutMillis(0);
        ChannelPipeline pipeline = client.pipeline();
        pipeline.addAfter(context.name(), "tls", tls);
        pipeline.addAfter("tls", "secured", new Secured(this));
        pipeline.remove(context.handler());
    }

    /** The client does without TLS, which it may. */
    void goOnPlainly(ChannelHandlerContext context, Tongue tongue) {
        plain = true;
        goOn(context, Way.DRIVER, tongue);
    }

    boolean mayBePlain() {
        return endpoint().encryption() == Encryption.OPTIONAL;
    }

    void refusePlain(ChannelHandlerContext context, Tongue tongue) {
        String words = "this database takes encrypted connections only; write "
                + (tongue == Tongue.HTTP ? "https" : "neo4j+s, or neo4j+ssc while the server's CA is not trusted,")
                + " in front of the address";
        refuse(context, tongue, refused.orElseGet(() -> counted(Refusal.PLAIN, words)));
    }

    private Refusal.Told counted(Refusal why, String words) {
        listening.traffic().refused(why);
        return new Refusal.Told(why, words);
    }

    /** Takes the place of a handler that knows enough by an end of the conversation. */
    private static void refuse(ChannelHandlerContext context, Tongue tongue, Refusal.Told told) {
        context.pipeline().addAfter(context.name(), null, farewell(tongue, told));
        context.pipeline().remove(context.handler());
    }

    private static ChannelHandler farewell(Tongue tongue, Refusal.Told told) {
        return switch (tongue) {
            case BOLT -> new BoltFarewell(told);
            case HTTP -> LastWords.http(told);
            case GRPC -> LastWords.grpc(told);
            case NONE -> LastWords.none();
        };
    }

    /** Takes the place of a handler that knows enough by a carrier to the engine, if there is one. */
    void goOn(ChannelHandlerContext context, Way way, Tongue tongue) {
        if (refused.isPresent()) {
            refuse(context, tongue, refused.get());
            return;
        }
        client.config().setAutoRead(false);
        Carrier carrier = new Carrier(bytes -> received(tongue, bytes), Carrier.AtEnd.TELL);
        client.pipeline().addAfter(context.name(), "carrier", carrier);
        client.pipeline().remove(context.handler());
        connect(way, tongue, carrier, Try.FIRST);
    }

    /** How the two halves of a conversation follow each other shows only where requests wait for their answers. */
    private void received(Tongue tongue, int bytes) {
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

    private void connect(Way way, Tongue tongue, Carrier carrier, Try which) {
        switch (endpoint().behind()) {
            case Endpoint.Asleep asleep -> hold(new Waiting(way, tongue, carrier));
            case Endpoint.Away away
            when listening.isWaking() && away.until() == Endpoint.Until.SOON -> hold(new Waiting(way, tongue, carrier));
            case Endpoint.Away away when which == Try.FIRST -> lookAgain(way, tongue, carrier);
            case Endpoint.Away away -> giveUp(carrier, tongue, counted(why(away), away.words()));
            case Endpoint.Serving serving -> {
                InetSocketAddress door = serving.doors().get(way);
                if (door == null) {
                    giveUp(carrier, tongue, counted(Refusal.NO_WAY, "this release of the database has no HTTP API"));
                } else {
                    connect(door, way, tongue, carrier, which);
                }
            }
        }
    }

    private static Refusal why(Endpoint.Away away) {
        return switch (away.until()) {
            case SOON -> Refusal.AWAY;
            case WOKEN -> Refusal.RESTING;
        };
    }

    private void connect(InetSocketAddress door, Way way, Tongue tongue, Carrier carrier, Try which) {
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
                carry(carrier, back, connecting.channel());
            } else if (which == Try.FIRST) {
                lookAgain(way, tongue, carrier);
            } else {
                giveUp(
                        carrier,
                        tongue,
                        counted(Refusal.AWAY, "the database does not answer at this moment; try again shortly"));
            }
        });
    }

    private void carry(Carrier forth, Carrier back, Channel engine) {
        arrived();
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
    private void hold(Waiting one) {
        waiting = Optional.of(one);
        arrived();
        deadline = client.eventLoop()
                .schedule(
                        () -> letGo(new Refusal.Told(
                                Refusal.AWAY,
                                "this database slept and is being resumed, which takes longer than connections are"
                                        + " held; try again in a moment")),
                        around.settings().wakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        listening.hold(this);
        around.wake().accept(listening);
        // It may have changed before it was known that this one wants to know.
        behindChanged();
    }

    private void behindChanged() {
        switch (endpoint().behind()) {
            case Endpoint.Serving serving ->
                release().ifPresent(one -> {
                    connect(one.way(), one.tongue(), one.carrier(), Try.FIRST);
                });
            case Endpoint.Asleep asleep -> {}
            case Endpoint.Away away when listening.isWaking() && away.until() == Endpoint.Until.SOON -> {}
            case Endpoint.Away away -> letGo(new Refusal.Told(why(away), away.words()));
        }
    }

    private void letGo(Refusal.Told told) {
        release().ifPresent(one -> giveUp(one.carrier(), one.tongue(), counted(told.why(), told.words())));
    }

    private Optional<Waiting> release() {
        Optional<Waiting> one = waiting;
        waiting = Optional.empty();
        listening.holdNoMore(this);
        arrived();
        return client.isActive() ? one : Optional.empty();
    }

    /** What is known may be a moment old: a database that has just come up must not be called away. */
    private void lookAgain(Way way, Tongue tongue, Carrier carrier) {
        around.freshLook()
                .get()
                .whenComplete((looked, failed) -> client.eventLoop().execute(() -> {
                    if (client.isActive()) {
                        connect(way, tongue, carrier, Try.LAST);
                    }
                }));
    }

    private void giveUp(Carrier carrier, Tongue tongue, Refusal.Told told) {
        ChannelHandlerContext context = client.pipeline().context(carrier);
        if (context != null) {
            carrier.giveWayTo(context, farewell(tongue, told));
            client.config().setAutoRead(true);
        }
    }

    private void arrived() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** Ends it without words, and counts why. */
    void hangUp(Refusal why) {
        if (refused.isEmpty() && client.isOpen()) {
            listening.traffic().refused(why);
        }
        client.close();
    }

    private void end() {
        arrived();
        if (farewell != null) {
            farewell.cancel(false);
        }
        giveBackPlaces();
        if (carrying) {
            listening.traffic().ended();
        }
        listening.left(this);
    }

    /** Called from another thread. */
    void lookAtRules() {
        client.eventLoop().execute(this::rulesChanged);
    }

    /** Called from any thread: one that came where its database is not found any more has to go soon. */
    void lookWhereItCame() {
        client.eventLoop().execute(() -> {
            if (client.isOpen() && farewell == null && !isWhereItCame()) {
                farewell = client.eventLoop()
                        .schedule(
                                this::leaveUnlessBack,
                                around.settings().switchDrain().toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        });
    }

    private boolean isWhereItCame() {
        return endpoint().addresses().contains(cameTo);
    }

    private void leaveUnlessBack() {
        farewell = null;
        if (!isWhereItCame()) {
            hangUp(Refusal.MOVED);
        }
    }

    /** Called from another thread: what is behind has changed. */
    void lookBehind() {
        client.eventLoop().execute(this::behindChanged);
    }

    /** Called from another thread: what sleeps behind is not woken. */
    void nobodyComes(String words) {
        client.eventLoop().execute(() -> letGo(new Refusal.Told(Refusal.RESTING, words)));
    }

    /** Called from another thread. */
    void close() {
        client.close();
    }
}
