package io.graphstead.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of every client's pipeline: what nobody before it wanted ends here. */
final class Unforeseen extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Unforeseen.class);

    private final Visit visit;

    Unforeseen(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    /** A client that has said everything before it was let through has nothing to come for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (Ended.isEnd(event)) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection to {} ends: {}", visit.endpoint().name(), cause.toString());
        if (cause instanceof DecoderException) {
            visit.hangUp(Refusal.GARBAGE);
        } else {
            context.close();
        }
    }
}
