package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** The first bytes of a connection to Neo4j, inside of TLS: Bolt, Bolt over WebSocket or HTTP. */
final class OpeningOfNeo4j extends ByteToMessageDecoder {
    private final Visit visit;

    OpeningOfNeo4j(Visit visit) {
        this.visit = visit;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (FirstBytes.of(in)) {
            case UNDECIDED -> {}
            case BOLT -> visit.goOn(context, Way.DRIVER, Tongue.BOLT);
            case HTTP -> request(context, in);
            case TLS, PROXY, GARBAGE -> garbage(in);
        }
    }

    private void request(ChannelHandlerContext context, ByteBuf in) {
        switch (RequestHead.of(in)) {
            case UNDECIDED -> {}
            case WEBSOCKET -> visit.goOn(context, Way.DRIVER, Tongue.HTTP);
            case ORDINARY -> visit.goOn(context, Way.HTTP, Tongue.HTTP);
            case BAD -> garbage(in);
        }
    }

    private void garbage(ByteBuf in) {
        in.skipBytes(in.readableBytes());
        visit.hangUp(Refusal.GARBAGE);
    }
}
