package io.graphstead.platform.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw sockets against the handlers that stand in front of the HTTP server; behind them is a server that echoes. */
class OnePortTest {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final LocalAuthority authority = LocalAuthority.decode(LocalAuthority.create(Instant.now()));
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger reachedServer = new AtomicInteger();
    private Channel server;

    @BeforeEach
    void start() {
        CurrentSslContext tls = new CurrentSslContext(
                new IdentitySource.FromAuthority(authority, List.of(), InstantSource.system()),
                chain -> {},
                SslProvider.JDK,
                List.of());
        server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(tls.newHandler(connection.alloc()), new Echo());
                        connection.pipeline().addFirst(new FirstByte());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    @AfterEach
    void stop() {
        server.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Echo extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            reachedServer.incrementAndGet();
            context.writeAndFlush(Unpooled.copiedBuffer(message));
        }
    }

    private int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Everything that is answered until the server ends the connection. */
    private String plain(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private String secure(String protocol, String message) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(message.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(message.length()), US_ASCII);
        }
    }

    @Test
    void tls_reaches_the_server_and_the_local_authority_vouches_for_it() throws Exception {
        assertThat(secure("TLSv1.3", "hello")).isEqualTo("hello");
        assertThat(secure("TLSv1.2", "hello")).isEqualTo("hello");
    }

    @Test
    void a_handshake_that_comes_byte_by_byte_is_still_a_handshake() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            // A handshake record whose content is no handshake: TLS answers with an alert record, type 0x15.
            for (int each : new int[] {0x16, 3, 1, 0, 4, 99, 0, 0, 0}) {
                socket.getOutputStream().write(each);
                socket.getOutputStream().flush();
            }
            assertThat(socket.getInputStream().read()).isEqualTo(0x15);
        }
    }

    @Test
    void a_page_is_sent_to_the_same_address_with_https() throws IOException {
        assertThat(plain("GET /projects?a=b HTTP/1.1\r\nHost: graph.example:7443\r\nAccept: text/html,*/*\r\n\r\n"))
                .startsWith("HTTP/1.1 307 ")
                .contains("location: https://graph.example:7443/projects?a=b\r\n")
                .contains("connection: close");
        assertThat(plain("HEAD / HTTP/1.1\r\nHost: [::1]:7443\r\nAccept: text/html\r\n\r\n"))
                .contains("location: https://[::1]:7443/\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void programs_are_told_in_the_shape_of_the_api_they_speak() throws IOException {
        assertThat(plain("POST /api/v1/auth HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=b"))
                .startsWith("HTTP/1.1 400 ")
                .contains("content-type: application/json")
                .contains("{\"code\":\"HTTPS_REQUIRED\",\"message\":\"this port speaks HTTPS only");
        assertThat(plain("GET /deployments/versions HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\r\n\r\n{\"error\":\"this port speaks HTTPS only");
    }

    @Test
    void a_path_of_an_api_is_no_page_even_to_a_browser() throws IOException {
        for (String path : List.of("/api/team/a/spaces/b/clusters", "/deployments/databases", "/organizations")) {
            assertThat(plain("GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void a_host_that_is_none_is_not_redirected_to() throws IOException {
        for (String host : List.of("", "a/b", "a@b", "a b", "a:123456", "\"><script>")) {
            assertThat(plain("GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void what_is_neither_tls_nor_http_gets_an_answer_and_an_end() throws IOException {
        assertThat(plain("\0\0nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(plain("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(plain("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void nothing_plain_reaches_the_server_and_only_one_request_of_a_connection_is_answered() throws IOException {
        String request = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(plain(request + request).split("HTTP/1.1 400", -1)).hasSize(2);
        assertThat(reachedServer).hasValue(0);
    }
}
