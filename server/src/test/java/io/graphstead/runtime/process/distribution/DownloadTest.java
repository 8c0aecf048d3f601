package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];
    private static final String TAG = "\"one\"";

    static {
        new Random(7).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private SmallSite site;
    private Path target;
    private final List<String> shown = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        site = new SmallSite();
        target = folder.resolve("target");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_file_comes_whole_and_shows_how_far_it_is() {
        site.on("/a.tar.gz", SmallSite.file(CONTENT, TAG));
        fetch("/a.tar.gz");
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(shown).first().isEqualTo("0/0 asking 127.0.0.1 for a.tar.gz");
        assertThat(shown).last().isEqualTo("300000/300000 fetching a.tar.gz");
    }

    @Test
    void a_download_that_is_cut_goes_on_where_it_was() {
        site.on("/a", SmallSite.first(SmallSite.cutAfter(100_000, CONTENT, TAG), SmallSite.file(CONTENT, TAG)));
        fetch("/a");
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(site.asked).hasSize(2);
        assertThat(shown).contains("100000/0 asking 127.0.0.1 for a");
    }

    @Test
    void what_has_changed_since_the_cut_is_fetched_from_its_beginning() {
        byte[] other = CONTENT.clone();
        other[0] ^= 1;
        site.on("/a", SmallSite.first(SmallSite.cutAfter(100_000, CONTENT, TAG), SmallSite.file(other, "\"two\"")));
        fetch("/a");
        assertThat(target).hasBinaryContent(other);
    }

    @Test
    void an_answer_from_another_place_than_was_asked_for_is_not_added() {
        SmallSite.Answer wrongPlace = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-299999/300000");
            exchange.sendResponseHeaders(206, CONTENT.length - 5L);
            exchange.getResponseBody().write(CONTENT, 5, CONTENT.length - 5);
        };
        site.on("/a", SmallSite.first(SmallSite.cutAfter(100_000, CONTENT, TAG), wrongPlace));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("the site answered 206");
    }

    @Test
    void one_that_is_cut_again_and_again_is_given_up_in_words() {
        site.on("/a", SmallSite.cutAfter(1000, CONTENT, TAG));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("could not be fetched")
                .hasMessageContaining("tried 3 times")
                .hasMessageContaining("do this instead");
        assertThat(site.asked).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 401, 403, 400, 204})
    void what_asking_again_does_not_mend_is_asked_once(int status) {
        site.on("/a", SmallSite.status(status));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining(String.valueOf(status))
                .hasMessageContaining("do this instead");
        assertThat(site.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void what_may_pass_is_asked_again(int status) {
        site.on("/a", SmallSite.first(SmallSite.status(status), SmallSite.file(CONTENT, TAG)));
        fetch("/a");
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void a_site_that_falls_silent_is_left() {
        site.on("/a", site.silentAfter(1000, CONTENT));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("nothing more came");
    }

    @Test
    void a_site_that_never_answers_is_left() {
        site.on("/a", site.silent());
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void a_file_that_is_too_large_is_refused_whether_it_says_so_or_not() {
        byte[] large = new byte[2_000_000];
        site.on("/said", SmallSite.file(large, TAG));
        site.on("/unsaid", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(large);
        });
        for (String path : List.of("/said", "/unsaid")) {
            assertThatThrownBy(() -> fetch(path))
                    .isInstanceOf(RuntimeFailure.Lasting.class)
                    .hasMessageContaining("larger than 1 MB");
        }
        assertThat(target).satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20));
    }

    @Test
    void redirects_are_followed_to_an_end_and_never_round_in_circles() {
        site.on("/a", SmallSite.sendOn("/b")).on("/b", SmallSite.file(CONTENT, TAG));
        fetch("/a");
        assertThat(target).hasBinaryContent(CONTENT);
        site.on("/round", SmallSite.sendOn("/round"));
        assertThatThrownBy(() -> fetch("/round"))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://mirror.example/a", "ftp://127.0.0.1/a", "file:///etc/passwd", "https:///a", "\u0001"})
    void redirects_to_where_somebody_may_be_on_the_way_are_not_followed(String to) {
        site.on("/a", SmallSite.sendOn(to));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("sends on to");
    }

    @Test
    void from_https_nothing_leads_to_http_not_even_here() {
        URI secret = URI.create("https://site.example/a");
        assertThat(Address.mayLeadTo(secret, URI.create("https://cdn.example/a")))
                .isTrue();
        assertThat(Address.mayLeadTo(secret, URI.create("http://127.0.0.1/a"))).isFalse();
        assertThat(Address.isAllowed(URI.create("http://127.0.0.1.example/a"))).isFalse();
        assertThat(Address.isAllowed(URI.create("http://[::1]:80/a"))).isTrue();
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        site.on("/a", exchange -> {
            begun.countDown();
            site.silentAfter(1000, CONTENT).to(exchange);
        });
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread fetching = Thread.ofPlatform().start(() -> {
            try {
                download("/a", Duration.ofMinutes(5)).run("");
            } catch (IOException | RuntimeException e) {
                ended.set(e);
            }
        });
        begun.await();
        fetching.interrupt();
        fetching.join(Duration.ofSeconds(20));
        assertThat(fetching.isAlive()).isFalse();
        assertThat(ended.get()).isInstanceOf(RuntimeFailure.Passing.class);
    }

    private void fetch(String path) {
        try {
            download(path, Duration.ofMillis(300)).run("do this instead");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Download download(String path, Duration silence) {
        DownloadLimits limits = new DownloadLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                silence,
                Duration.ofMinutes(1),
                1 << 20,
                3,
                Duration.ZERO);
        InstallProgress progress = (done, total, what) -> shown.add(done + "/" + total + " " + what);
        return new Download(new ReleaseSite(limits.connect()), limits, site.at(path), target, progress);
    }
}
