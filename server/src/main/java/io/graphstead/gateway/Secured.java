package io.graphstead.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;

/** Waits for the end of the TLS handshake: what was agreed on in it may tell the way. */
final class Secured extends ChannelInboundHandlerAdapter {
    private final Visit visit;

    Secured(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            context.fireUserEventTriggered(event);
            return;
        }
        if (!handshake.isSuccess()) {
            visit.hangUp(Refusal.GARBAGE);
            return;
        }
        String agreed = context.pipeline().get(SslHandler.class).applicationProtocol();
        Optional<Way> way = visit.endpoint().speech().wayBy(agreed);
        if (way.isPresent()) {
            visit.goOn(context, way.get(), tongue(way.get()));
        } else {
            context.pipeline().addAfter(context.name(), "opening-of-neo4j", new OpeningOfNeo4j(visit));
            context.pipeline().remove(this);
        }
    }

    private Tongue tongue(Way way) {
        return switch (way) {
            case HTTP -> Tongue.HTTP;
            case DRIVER -> visit.endpoint().speech() == Speech.TYPEDB ? Tongue.GRPC : Tongue.NONE;
        };
    }
}
