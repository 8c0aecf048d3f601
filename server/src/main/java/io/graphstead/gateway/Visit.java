package io.graphstead.gateway;

import io.graphstead.gateway.Endpoint.Encryption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, from its arrival to its end: who comes is looked at first, then what is spoken; who may go on
 * does so by a {@link Passage}. Lives on the event loop of its channel.
 */
final class Visit {
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
    private volatile @Nullable Passage passage;
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
        return listening.traffic().told(new Refusal.Told(why, words));
    }

    /** Takes the place of a handler that knows enough by an end of the conversation. */
    private static void refuse(ChannelHandlerContext context, Tongue tongue, Refusal.Told told) {
        context.pipeline().addAfter(context.name(), null, LastWords.in(tongue, told));
        context.pipeline().remove(context.handler());
    }

    /** Takes the place of a handler that knows enough by a carrier to the engine, if there is one. */
    void goOn(ChannelHandlerContext context, Way way, Tongue tongue) {
        if (refused.isPresent()) {
            refuse(context, tongue, refused.get());
            return;
        }
        passage = new Passage(this, around, client, listening, way, tongue);
        passage.takePlaceOf(context);
    }

    /** It has said what it wants, in time. */
    void arrived() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** Whether the client has said something last. Asked on any thread. */
    boolean isUnanswered() {
        Passage on = passage;
        return on != null && on.isUnanswered();
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
        if (passage != null) {
            passage.end();
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

    /** Called from another thread. */
    void close() {
        client.close();
    }
}
