package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoltFarewellTest {
    /** What the Java driver 6 proposes: the manifest, 5.0 to 5.8, 4.2 to 4.4, 3.0. */
    private static final String HANDSHAKE = "6060b017" + "000001ff" + "00080805" + "00020404" + "00000003";

    private static final String HELLO = "0003b101a0" + "0000";
    private static final String LOGON = "0003b16aa0" + "0000";

    private final EmbeddedChannel client = new EmbeddedChannel(
            new BoltFarewell(new Refusal.Told(Refusal.AWAY, "the database is paused; resume it – then try again")));

    private void say(String hex) {
        client.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }

    private String heard() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf said = client.readOutbound(); said != null; said = client.readOutbound()) {
            all.append(ByteBufUtil.hexDump(said));
            said.release();
        }
        return all.toString();
    }

    @Test
    void it_agrees_on_a_version_fails_once_and_ignores_the_rest() {
        say(HANDSHAKE);
        assertThat(heard()).as("5.6: later ones have other failures").isEqualTo("00000605");
        say(HELLO);
        String failure = heard();
        byte[] bytes = HexFormat.of().parseHex(failure);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("Neo.TransientError.General.DatabaseUnavailable")
                .contains("the database is paused; resume it – then try again");
        assertThat(failure.substring(4)).startsWith("b17fa2" + "84636f6465");
        assertThat(Integer.parseInt(failure.substring(0, 4), 16)).as("its size").isEqualTo(bytes.length - 4);
        say(LOGON);
        assertThat(heard()).isEqualTo("0002b07e0000");
        assertThat(client.isOpen()).isTrue();
        client.advanceTimeBy(3, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void it_is_all_the_same_how_the_bytes_come_cut() {
        long seed = System.nanoTime();
        Random dice = new Random(seed);
        byte[] all = HexFormat.of().parseHex(HANDSHAKE + "0000" + HELLO + "0001b1000201a0" + "0000" + LOGON);
        int at = 0;
        while (at < all.length) {
            int length = Math.min(all.length - at, 1 + dice.nextInt(5));
            client.writeInbound(Unpooled.copiedBuffer(all, at, length));
            at += length;
        }
        assertThat(heard()).as("seed %d", seed).startsWith("00000605").endsWith("0002b07e00000002b07e0000");
    }

    @ParameterizedTest
    @CsvSource({
        "00080805,00000605",
        "00000405,00000405",
        "00020404,00000404",
        "00000003,00000003",
        "000001ff,00000000",
        "00000805,00000000",
        "00010805,00000000",
        "00020805,00000605",
        "00000006,00000000",
        "01000405,00000000"
    })
    void it_takes_versions_whose_failures_it_knows(String proposal, String answer) {
        assertThat(BoltFarewell.versionWithin(Integer.parseUnsignedInt(proposal, 16)))
                .isEqualTo(Integer.parseUnsignedInt(answer, 16));
    }

    @Test
    void who_speaks_no_known_version_or_too_much_is_hung_up_on() {
        say("6060b017" + "000001ff" + "00000006" + "00000000" + "00000000");
        assertThat(heard()).isEqualTo("00000000");
        assertThat(client.isOpen()).isFalse();

        EmbeddedChannel talker = new EmbeddedChannel(new BoltFarewell(new Refusal.Told(Refusal.AWAY, "")));
        talker.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(HANDSHAKE)));
        byte[] chunk = new byte[0x7ff + 2];
        chunk[0] = 0x07;
        chunk[1] = (byte) 0xff;
        for (int i = 0; i < 40 && talker.isOpen(); i++) {
            talker.writeInbound(Unpooled.copiedBuffer(chunk));
        }
        assertThat(talker.isOpen()).isFalse();
        talker.finishAndReleaseAll();
    }
}
