package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.api.Dialect.UnknownFields;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    enum Color {
        RED,
        GREEN
    }

    record Inner(@Nullable String name, @Nullable Integer size) {}

    record Everything(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable Long big,
            @Nullable Boolean flag,
            @Nullable Double ratio,
            @Nullable Color color,
            @Nullable List<String> list,
            @Nullable Inner inner,
            @Nullable List<Inner> inners) {}

    private final BodyReader reader = new BodyReader();

    private Everything read(String json) {
        return reader.json(json, Everything.class, UnknownFields.IGNORED);
    }

    private Refusal refusal(String json) {
        Refused refused = catchThrowableOfType(Refused.class, () -> read(json));
        assertThat(refused).as(json).isNotNull();
        return refused.refusal();
    }

    private static Refusal wrongType(String field, String words) {
        return new InvalidField(field, InvalidField.Rule.WRONG_TYPE, words);
    }

    private void names(String json, String field, String expected) {
        assertThat(refusal(json)).isEqualTo(wrongType(field, field + " must be " + expected));
    }

    @Test
    void what_has_the_right_type_is_read() {
        assertThat(read("""
                {"text": "12", "number": 12, "big": 9999999999, "flag": true, "ratio": 1, "list": ["a"],
                 "inner": {"name": "x"}, "inners": [{"size": 1}, {}], "unknown": {"deep": [1, 2]}}"""))
                .isEqualTo(new Everything(
                        "12",
                        12,
                        9999999999L,
                        true,
                        1.0,
                        null,
                        List.of("a"),
                        new Inner("x", null),
                        List.of(new Inner(null, 1), new Inner(null, null))));
        assertThat(read("{}")).isEqualTo(read("{\"text\": null, \"number\": null, \"list\": null, \"inner\": null}"));
    }

    @Test
    void a_field_that_is_not_known_is_refused_where_the_dialect_wants_that() {
        for (String json : new String[] {"{\"txet\": 1}", "{\"text\": \"a\", \"txet\": null}"}) {
            Refused refused =
                    catchThrowableOfType(Refused.class, () -> reader.json(json, Inner.class, UnknownFields.REFUSED));
            assertThat(refused).as(json).isNotNull();
        }
        Refused inner = catchThrowableOfType(
                Refused.class, () -> reader.json("{\"inner\": {\"nam\": 1}}", Everything.class, UnknownFields.REFUSED));
        assertThat(inner.refusal())
                .isEqualTo(new InvalidField(
                        "inner.nam",
                        InvalidField.Rule.UNKNOWN,
                        "inner.nam is not known here; the fields are name, size"));
    }

    @Test
    void nothing_is_turned_into_another_type() {
        for (String other : new String[] {"12", "1.5", "true", "[]", "{}", "[\"a\"]"}) {
            names("{\"text\": " + other + "}", "text", "text (a JSON string)");
        }
        for (String other : new String[] {"\"12\"", "\"\"", "1.0", "1.5", "1e2", "true", "[1]", "{}", "99999999999"}) {
            names("{\"number\": " + other + "}", "number", "a whole number below 2147483648");
        }
        for (String other : new String[] {"\"true\"", "\"\"", "1", "0", "[true]", "{}"}) {
            names("{\"flag\": " + other + "}", "flag", "true or false");
        }
        for (String other : new String[] {"\"a\"", "\"\"", "1", "true", "{}"}) {
            names("{\"list\": " + other + "}", "list", "a list ([…])");
        }
        for (String other : new String[] {"\"a\"", "\"\"", "1", "true", "[]", "[{}]"}) {
            names("{\"inner\": " + other + "}", "inner", "an object ({…})");
        }
        for (String other : new String[] {"\"BLUE\"", "\"\"", "0", "true"}) {
            names("{\"color\": " + other + "}", "color", "one of red, green");
        }
        names("{\"ratio\": \"1\"}", "ratio", "a number");
    }

    @Test
    void a_field_is_named_by_its_path() {
        names("{\"inners\": [{}, {\"size\": \"1\"}]}", "inners[1].size", "a whole number below 2147483648");
        names("{\"inner\": {\"name\": 1}}", "inner.name", "text (a JSON string)");
        names("{\"list\": [\"a\", \"b\", 3]}", "list[2]", "text (a JSON string)");
        names("{\"list\": [\"a\", null]}", "list[1]", "text (a JSON string)");
        names("{\"inners\": [null]}", "inners[0]", "an object ({…})");
    }

    @Test
    void what_is_no_json_object_is_malformed() {
        for (String text : new String[] {
            "",
            " ",
            "{",
            "}",
            "[]",
            "1",
            "null",
            "\"x\"",
            "{} {}",
            "{}x",
            "{\"text\": \"a\"} 1",
            "{'text': 'a'}",
            "{\"text\": \"a\", \"text\": \"b\"}",
            "{\"inner\": {\"name\": \"a\", \"name\": \"b\"}}",
            "{text: 1}",
            "{\"number\": NaN}",
            "{\"number\": 01}",
            "{\"text\": \"a\nb\"}",
            "// c\n{}",
            "{\"list\": [\"a\",]}"
        }) {
            assertThat(refusal(text)).as(text).isInstanceOf(Refusal.Malformed.class);
            assertThat(refusal(text).words())
                    .as(text)
                    .doesNotContain("com.")
                    .doesNotContain("Feature")
                    .doesNotContain("Exception")
                    .contains("body");
        }
    }

    @Test
    void what_is_nested_too_deep_is_too_long() {
        for (String deep :
                new String[] {"[".repeat(50) + "]".repeat(50), "{\"a\":".repeat(50) + "1" + "}".repeat(50)}) {
            HttpStatusException tooDeep =
                    catchThrowableOfType(HttpStatusException.class, () -> read("{\"unknown\": " + deep + "}"));
            assertThat((Object) tooDeep.getStatus()).isEqualTo(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        assertThat(read("{\"unknown\": " + "[".repeat(20) + "]".repeat(20) + "}"))
                .isNotNull();
    }

    @Test
    void a_form_is_text_turned_into_what_the_field_wants() {
        Everything read = reader.form(
                "text=12&number=7&flag=true&ratio=1.5&color=RED&list=a&list=b%26c&unknown=x&big=9", Everything.class);
        assertThat(read).isEqualTo(new Everything("12", 7, 9L, true, 1.5, Color.RED, List.of("a", "b&c"), null, null));
        assertThat(reader.form("list=one", Everything.class).list()).containsExactly("one");
        assertThat(reader.form("list%5B%5D=one&list[]=two", Everything.class).list())
                .containsExactly("one", "two");
        assertThat(reader.form("text=a+b%20%C3%BC", Everything.class).text()).isEqualTo("a b ü");
        assertThat(reader.form("", Everything.class)).isEqualTo(read("{}"));
        assertThat(reader.form("text", Everything.class).text()).isEmpty();
    }

    @Test
    void a_form_that_does_not_fit_is_refused() {
        assertThat(formRefusal("number=x"))
                .isEqualTo(wrongType("number", "number must be a whole number below 2147483648"));
        assertThat(formRefusal("text=a&text=b")).isEqualTo(wrongType("text", "text must be text (a JSON string)"));
        assertThat(formRefusal("text=%zz")).isInstanceOf(Refusal.Malformed.class);
    }

    private Refusal formRefusal(String form) {
        Refused refused = catchThrowableOfType(Refused.class, () -> reader.form(form, Everything.class));
        return refused.refusal();
    }
}
