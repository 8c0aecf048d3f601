package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Speaks just enough Bolt to fail: agrees on a version, answers the first message with {@code FAILURE} and every further
 * one with {@code IGNORED}, and leaves the hanging up to the client, for a while.
 */
final class BoltFarewell extends ByteToMessageDecoder {
    private static final int HANDSHAKE_BYTES = 20;
    private static final int PROPOSALS = 4;
    /** From 5.7 on failures have another form. */
    private static final int HIGHEST_MINOR_OF_5 = 6;

    private static final int LONGEST_WORDS = 4000;
    private static final int MOST_READ = 64 * 1024;
    private static final int SECONDS_TO_HANG_UP = 2;

    private final Refusal.Told told;
    private Expected expected = Expected.HANDSHAKE;
    private boolean failed;
    private int read;

    private enum Expected {
        HANDSHAKE,
        /** The size of a message's next part; two zero bytes end a message. */
        SIZE,
        PART
    }

    private int part;
    private boolean messageHasContent;

    BoltFarewell(Refusal.Told told) {
        this.told = told;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (expected) {
            case HANDSHAKE -> {
                if (in.readableBytes() >= HANDSHAKE_BYTES) {
                    in.skipBytes(HANDSHAKE_BYTES - PROPOSALS * Integer.BYTES);
                    agree(context, in);
                }
            }
            case SIZE -> {
                if (in.readableBytes() >= Short.BYTES) {
                    part = in.readUnsignedShort();
                    if (part > 0) {
                        messageHasContent = true;
                        expected = Expected.PART;
                    } else if (messageHasContent) {
                        messageHasContent = false;
                        answer(context);
                    }
                }
            }
            case PART -> {
                int here = Math.min(part, in.readableBytes());
                in.skipBytes(here);
                part -= here;
                read += here;
                if (read > MOST_READ) {
                    context.close();
                } else if (part == 0) {
                    expected = Expected.SIZE;
                }
            }
        }
    }

    private void agree(ChannelHandlerContext context, ByteBuf in) {
        int version = 0;
        for (int i = 0; i < PROPOSALS; i++) {
            int proposal = in.readInt();
            if (version == 0) {
                version = versionWithin(proposal);
            }
        }
        context.writeAndFlush(context.alloc().buffer(Integer.BYTES).writeInt(version));
        expected = Expected.SIZE;
        if (version == 0) {
            context.close();
        }
    }

    /**
     * The highest version of this proposal whose failures look as ours; 0 when there is none.
     *
     * @param proposal a reserved byte, how many minor versions below are meant too, the minor and the major version
     */
    static int versionWithin(int proposal) {
        int range = proposal >> 16 & 0xff;
        int minor = proposal >> 8 & 0xff;
        int major = proposal & 0xff;
        int chosen = major == 5 ? Math.min(minor, HIGHEST_MINOR_OF_5) : minor;
        boolean known = proposal >>> 24 == 0 && major >= 3 && major <= 5;
        return known && chosen >= minor - range ? chosen << 8 | major : 0;
    }

    private void answer(ChannelHandlerContext context) {
        ByteBuf message = context.alloc().buffer();
        message.writeShort(0);
        if (failed) {
            message.writeByte(0xb0).writeByte(0x7e);
        } else {
            failed = true;
            message.writeByte(0xb1).writeByte(0x7f).writeByte(0xa2);
            text(message, "code");
            text(message, told.why().boltCode());
            text(message, "message");
            text(message, told.words().substring(0, Math.min(told.words().length(), LONGEST_WORDS)));
            context.executor().schedule(() -> context.close(), SECONDS_TO_HANG_UP, TimeUnit.SECONDS);
        }
        message.setShort(0, message.readableBytes() - Short.BYTES);
        context.writeAndFlush(message.writeShort(0));
    }

    /** A string as PackStream has it. */
    private static void text(ByteBuf message, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 16) {
            message.writeByte(0x80 | bytes.length);
        } else if (bytes.length < 256) {
            message.writeByte(0xd0).writeByte(bytes.length);
        } else {
            message.writeByte(0xd1).writeShort(bytes.length);
        }
        message.writeBytes(bytes);
    }
}
