package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.refusal.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void a_label_is_1_to_100_characters_of_visible_text() {
        for (String good : new String[] {"x", "x".repeat(100), "🚀".repeat(100), "生产环境", "a b", "👩‍💻", "ü & <b>"}) {
            assertThat(Texts.label("label", Optional.of(good))).isEqualTo(good);
        }
    }

    @Test
    void other_labels_are_refused_naming_the_field() {
        for (String bad : new String[] {
            "",
            " ",
            "\u3000",
            "x".repeat(101),
            "🚀".repeat(101),
            "a\nb",
            "a\u0000",
            "\u007f",
            "a\u0085b",
            "a\u2028b",
            "a\u202eb",
            "a\ufeff",
            "\ud800",
            "\u2066x"
        }) {
            assertThatThrownBy(() -> Texts.label("label", Optional.of(bad)))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith("label ");
        }
        assertThatThrownBy(() -> Texts.label("label", Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("missing");
    }

    @Test
    void a_range_of_addresses_is_what_it_says() {
        for (String good : new String[] {"10.0.0.0/8", "0.0.0.0/0", "192.168.1.1/32", "fd00::/8", "::1/128"}) {
            assertThat(Cidr.parse("cidr", good)).isEqualTo(good);
        }
        for (String bad : new String[] {
            "",
            "10.0.0.0",
            "10.0.0.0/33",
            "10.0.0/8",
            "fd00::/129",
            "localhost/8",
            "10.0.0.0/-1",
            "10.0.0.0/8 ",
            "::g/8"
        }) {
            assertThatThrownBy(() -> Cidr.parse("cidr", bad))
                    .as(bad)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("10.0.0.0/16");
        }
    }

    @Test
    void ids_are_32_digits_and_dashes_are_accepted() {
        String plain = "822b16bb0c0d4631ae30719cab74c352";
        assertThat(Ids.parse(plain).map(Ids::text)).contains(plain);
        assertThat(Ids.parse("822B16BB-0c0d-4631-ae30-719cab74c352").map(Ids::text))
                .contains(plain);
        for (String bad : new String[] {
            "", "x", plain + "0", plain.substring(1), "822b16bb0c0d-4631ae30719cab74c352", "g".repeat(32)
        }) {
            assertThat(Ids.parse(bad)).as(bad).isEmpty();
        }
    }
}
