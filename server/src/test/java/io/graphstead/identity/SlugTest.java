package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.refusal.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlugTest {
    private static String first(String label) {
        return Slug.candidates(label, "project").findFirst().orElseThrow();
    }

    @Test
    void a_slug_keeps_what_ascii_can_say_of_the_label() {
        assertThat(first("Staging")).isEqualTo("staging");
        assertThat(first("  My   Staging! ")).isEqualTo("my-staging");
        assertThat(first("Çà et là_2")).isEqualTo("ca-et-la-2");
        assertThat(first("Straße")).isEqualTo("strasse");
        assertThat(first("--a--b--")).isEqualTo("a-b");
        assertThat(first("ﬁnance ①")).isEqualTo("finance-1");
    }

    @Test
    void a_label_of_which_nothing_is_left_gets_a_word() {
        assertThat(first("生产环境")).isEqualTo("project");
        assertThat(first("🚀")).isEqualTo("project");
        assertThat(first("---")).isEqualTo("project");
    }

    @Test
    void a_slug_is_at_most_60_characters_long_also_when_it_is_numbered() {
        String label = "a".repeat(59) + " b";
        List<String> slugs = Slug.candidates(label, "project").limit(12).toList();
        assertThat(slugs).allMatch(slug -> slug.length() <= 60).doesNotHaveDuplicates();
        assertThat(slugs.get(0)).isEqualTo("a".repeat(59));
        assertThat(slugs.get(1)).endsWith("-2");
        assertThat(slugs)
                .allSatisfy(slug -> assertThat(Slug.parse("slug", slug)).isEqualTo(slug));
    }

    @Test
    void no_slug_looks_like_an_id() {
        assertThat(first("0123456789abcdef0123456789abcdef")).isEqualTo("project-0123456789abcdef0123456789abcdef");
        assertThatThrownBy(() -> Slug.parse("slug", "01234567-89ab-cdef-0123-456789abcdef"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("slug");
    }

    @Test
    void a_chosen_slug_must_be_one() {
        for (String wrong : new String[] {"", "A", "a_b", "-a", "a-", "a--b", "a b", "ä", "a".repeat(61), "a\n"}) {
            assertThatThrownBy(() -> Slug.parse("slug", wrong))
                    .as(wrong)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("slug");
        }
        assertThat(Slug.parse("slug", "a-1-b")).isEqualTo("a-1-b");
    }
}
