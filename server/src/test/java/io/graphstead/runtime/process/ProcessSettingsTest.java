package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.PortRange;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class ProcessSettingsTest {

    @Test
    void without_any_key_the_defaults_hold() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(ProcessSettings.class)).isEqualTo(ProcessSettings.defaults());
        }
    }

    @Test
    void every_key_can_be_set() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "graphstead.runtime.root", "/srv/databases",
                "graphstead.runtime.ports", "21000 - 21999",
                "graphstead.runtime.uids", "40000-40999",
                "graphstead.runtime.uid-claims", "/srv/uids",
                "graphstead.runtime.mount-point", "/srv/mounts",
                "graphstead.runtime.memory-share", "50",
                "graphstead.runtime.min-free-disk-mb", "2048",
                "graphstead.runtime.output-mb", "4"))) {
            ProcessSettings settings = context.getBean(ProcessSettings.class);
            assertThat(settings)
                    .isEqualTo(new ProcessSettings(
                            Optional.of(Path.of("/srv/databases")),
                            "21000 - 21999",
                            "40000-40999",
                            Path.of("/srv/uids"),
                            Path.of("/srv/mounts"),
                            50,
                            2048,
                            4));
            assertThat(settings.portRange()).isEqualTo(new PortRange(21_000, 21_999));
            assertThat(settings.uidRange()).isEqualTo(new ProcessSettings.Range(40_000, 40_999));
        }
    }

    @Test
    void what_cannot_be_is_refused_naming_the_key() {
        refused("runtime.ports", s("80-90", "30000-39999", 80));
        refused("runtime.ports", s("30000", "30000-39999", 80));
        refused("runtime.ports", s("30001-30000", "30000-39999", 80));
        refused("runtime.uids", s("20000-29999", "0-100", 80));
        refused("runtime.uids", s("20000-29999", "60000-62000", 80));
        refused("runtime.uids", s("20000-29999", "30000-100000", 80));
        refused("runtime.memory-share", s("20000-29999", "30000-39999", 0));
        refused("runtime.memory-share", s("20000-29999", "30000-39999", 101));
    }

    @Test
    void the_default_ports_lie_outside_of_those_that_the_kernel_gives_away() throws Exception {
        try (Scanner ephemeral =
                new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), StandardCharsets.US_ASCII)) {
            assertThat(ProcessSettings.defaults().portRange().last()).isLessThan(ephemeral.nextInt());
        }
    }

    private static Runnable s(String ports, String uids, int share) {
        ProcessSettings d = ProcessSettings.defaults();
        return () -> {
            var _ = new ProcessSettings(
                    d.root(), ports, uids, d.uidClaims(), d.mountPoint(), share, d.minFreeDiskMb(), d.outputMb());
        };
    }

    private static void refused(String key, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
