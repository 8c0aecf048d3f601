package io.graphstead.platform.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Looks at the first byte of a connection: one that begins like TLS goes on to the server, any other is taken for plain
 * HTTP and never reaches it.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {
    /** The content type of a TLS record that carries a handshake: RFC 8446, section 5.1. */
    private static final int TLS_HANDSHAKE = 0x16;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (bytes.getByte(bytes.readerIndex()) != TLS_HANDSHAKE) {
            context.pipeline().remove(SslHandler.class);
            context.pipeline().addAfter(context.name(), "plain-http-answer", new PlainHttpAnswer());
            context.pipeline().addAfter(context.name(), "plain-http-codec", new HttpServerCodec());
        }
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }
}
