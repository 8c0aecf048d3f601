package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** The first bytes of a connection, as they come over the network. */
final class Opening extends ByteToMessageDecoder {
    private final Visit visit;

    Opening(Visit visit) {
        this.visit = visit;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        FirstBytes spoken = FirstBytes.of(in);
        switch (spoken) {
            case UNDECIDED -> {}
            case TLS -> visit.beginTls(context);
            case BOLT -> {
                if (visit.mayBePlain() && visit.endpoint().speech() == Speech.NEO4J) {
                    visit.goOnPlainly(context, Tongue.BOLT);
                } else {
                    visit.refusePlain(context, Tongue.BOLT);
                }
            }
            case HTTP -> visit.refusePlain(context, Tongue.HTTP);
            case PROXY, GARBAGE -> {
                if (visit.mayBePlain() && visit.endpoint().speech() == Speech.ANY) {
                    visit.goOnPlainly(context, Tongue.NONE);
                } else {
                    in.skipBytes(in.readableBytes());
                    visit.hangUp(Refusal.GARBAGE);
                }
            }
        }
    }
}
