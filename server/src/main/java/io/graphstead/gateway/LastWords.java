package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Says one thing to a client that listens no matter what it has sent, and hangs up. */
final class LastWords extends ChannelInboundHandlerAdapter {
    /** Closed at once, a connection with unread bytes would be reset, and the words lost on the way. */
    private static final int SECONDS_TO_HANG_UP = 1;

    private static final int GOAWAY = 7;
    private static final int SETTINGS = 4;
    private static final int REFUSED = 7;

    private final byte[] words;
    private boolean said;

    private LastWords(byte[] words) {
        this.words = words;
    }

    /** What says it in a client's own tongue. */
    static ChannelHandler in(Tongue tongue, Refusal.Told told) {
        return switch (tongue) {
            case BOLT -> new BoltFarewell(told);
            case HTTP -> http(told);
            case GRPC -> grpc(told);
            case NONE -> none();
        };
    }

    private static LastWords http(Refusal.Told told) {
        byte[] body = (told.words() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + HttpResponseStatus.valueOf(told.why().httpStatus()) + "\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return new LastWords(bytes(Unpooled.wrappedBuffer(head, body)));
    }

    /** HTTP/2: no settings of our own, then the end of the connection with its reason. */
    private static LastWords grpc(Refusal.Told told) {
        byte[] body = told.words().getBytes(StandardCharsets.UTF_8);
        ByteBuf frames = Unpooled.buffer();
        frames.writeMedium(0).writeByte(SETTINGS).writeByte(0).writeInt(0);
        frames.writeMedium(2 * Integer.BYTES + body.length)
                .writeByte(GOAWAY)
                .writeByte(0)
                .writeInt(0)
                .writeInt(0)
                .writeInt(REFUSED)
                .writeBytes(body);
        return new LastWords(bytes(frames));
    }

    private static LastWords none() {
        return new LastWords(new byte[0]);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!said) {
            said = true;
            if (words.length == 0) {
                context.close();
                return;
            }
            context.writeAndFlush(Unpooled.wrappedBuffer(words));
            context.executor().schedule(() -> context.close(), SECONDS_TO_HANG_UP, TimeUnit.SECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (Ended.isEnd(event)) {
            context.close();
        }
    }
}
