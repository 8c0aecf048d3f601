package io.graphstead.blackbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The address of a cluster's server, {@code host:port}, as a client uses it: with TLS, and every way in at the one port. */
final class ConnectionAddress {
    private static final int LIMIT_MILLIS = 30_000;

    private final BlackBoxTarget target;
    private final String host;
    private final int port;

    ConnectionAddress(BlackBoxTarget target, String address) {
        this.target = target;
        this.host = address.substring(0, address.lastIndexOf(':'));
        this.port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** @param version as clusters show it: TypeDB's without the engine's name */
    void checkThatDriversAreAnswered(String version) {
        if (version.startsWith("neo4j")) {
            byte[] offer = HexFormat.of().parseHex("6060b017" + "00000405" + "00000404" + "00000000" + "00000000");
            assertThat(answer(offer, 4))
                    .as("the Bolt version that was agreed on")
                    .isIn(new byte[] {0, 0, 4, 5}, new byte[] {0, 0, 4, 4});
        } else {
            byte[] answer = answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(US_ASCII), 9, "h2");
            assertThat(answer[3]).as("a server of gRPC begins with SETTINGS").isEqualTo((byte) 4);
        }
    }

    void checkThatHttpIsAnswered(String version) {
        String path = version.startsWith("neo4j") ? "/" : "/health";
        byte[] request =
                ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII);
        assertThat(new String(answer(request, 10, "http/1.1"), US_ASCII)).startsWith("HTTP/1.1 2");
    }

    private byte[] answer(byte[] request, int length, String... protocols) {
        try (SSLSocket socket = (SSLSocket) Http.tls(target).getSocketFactory().createSocket(host, port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request);
            return socket.getInputStream().readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(host + ":" + port, e);
        }
    }
}
