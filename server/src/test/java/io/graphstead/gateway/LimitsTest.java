package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final UUID DATABASE = UUID.randomUUID();

    private record Place(UUID database, InetAddress address, Limits.Taken taken) {}

    @Test
    void no_limit_is_ever_passed_and_none_is_reached_too_early() {
        long seed = System.nanoTime();
        Random dice = new Random(seed);
        Limits limits = new Limits(12, 5, 4);
        List<UUID> databases = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        List<InetAddress> addresses = List.of(
                HERE,
                InetAddress.ofLiteral("192.0.2.2"),
                InetAddress.ofLiteral("2001:db8::1"),
                InetAddress.ofLiteral("2001:db8:1::1"));
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (dice.nextInt(5) < 2 && !places.isEmpty()) {
                Place place = places.remove(dice.nextInt(places.size()));
                place.taken().giveBack();
                place.taken().giveBack();
            } else {
                UUID database = databases.get(dice.nextInt(databases.size()));
                InetAddress address = addresses.get(dice.nextInt(addresses.size()));
                boolean room = places.size() < 12
                        && places.stream()
                                        .filter(p -> p.database().equals(database))
                                        .count()
                                < 5
                        && places.stream()
                                        .filter(p -> p.address().equals(address))
                                        .count()
                                < 4;
                Limits.Asked asked = limits.take(database, address);
                assertThat(asked instanceof Limits.Got)
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(room);
                if (asked instanceof Limits.Got got) {
                    places.add(new Place(database, address, got.place()));
                }
            }
            assertThat(limits.taken()).isEqualTo(places.size());
        }
    }

    @Test
    void a_network_of_64_bits_counts_as_one_client() {
        Limits limits = new Limits(10, 10, 1);
        assertThat(limits.take(DATABASE, InetAddress.ofLiteral("2001:db8:1:2::1")))
                .isInstanceOf(Limits.Got.class);
        assertThat(limits.take(DATABASE, InetAddress.ofLiteral("2001:db8:1:2:ffff::9")))
                .isInstanceOf(Limits.Full.class);
        assertThat(limits.take(DATABASE, InetAddress.ofLiteral("2001:db8:1:3::1")))
                .isInstanceOf(Limits.Got.class);
    }

    @Test
    void who_is_refused_learns_which_limit_it_was() {
        Map<String, Limits> by = new HashMap<>();
        by.put("gateway.connections)", new Limits(0, 1, 1));
        by.put("gateway.connections-per-database", new Limits(1, 0, 1));
        by.put("gateway.connections-per-address", new Limits(1, 1, 0));
        by.forEach((setting, limits) -> assertThat(limits.take(DATABASE, HERE))
                .isInstanceOfSatisfying(
                        Limits.Full.class, full -> assertThat(full.words()).contains(setting)));
    }

    @Test
    void not_everybody_who_is_refused_is_told_why() {
        Limits limits = new Limits(0, 0, 0);
        int told = 0;
        while (limits.mayBeTold()) {
            told++;
        }
        assertThat(told).isEqualTo(64);
        limits.wasTold();
        assertThat(limits.mayBeTold()).isTrue();
    }

    @Test
    void there_are_as_many_places_as_open_files_and_memory_allow() {
        long much = 1L << 40;
        assertThat(new Capacity(20_000, much).connections()).isEqualTo(9_500);
        assertThat(new Capacity(1 << 20, 256L << 20).connections()).isBetween(5_000, 10_000);
        assertThat(new Capacity(1024, much).connections()).as("never none").isEqualTo(50);
        assertThat(Capacity.here().connections()).isPositive();
    }
}
