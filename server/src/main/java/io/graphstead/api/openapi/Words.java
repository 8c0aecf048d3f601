package io.graphstead.api.openapi;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentFormatter;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import java.lang.reflect.Field;
import java.util.Locale;

/** Javadoc as the words of a description, and names as words where there is none. */
final class Words {
    private static final CommentFormatter FORMATTER = new CommentFormatter();

    private Words() {}

    /** Empty when the type has no Javadoc. */
    static String of(Class<?> type) {
        return text(RuntimeJavadoc.getJavadoc(type).getComment());
    }

    static String of(Route route) {
        String said = text(RuntimeJavadoc.getJavadoc(route.code()).getComment());
        return said.isEmpty()
                ? tag(route) + ": " + apart(route.code().getName()).toLowerCase(Locale.ROOT)
                : said;
    }

    static String of(Field component) {
        return RuntimeJavadoc.getJavadoc(component.getDeclaringClass()).getRecordComponents().stream()
                .filter(each -> each.getName().equals(component.getName()))
                .map(ParamJavadoc::getComment)
                .map(Words::text)
                .findFirst()
                .orElse("");
    }

    static String tag(Route route) {
        return apart(route.controller().getSimpleName().replaceFirst("Controller$", ""));
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** {@code deletePlugin} as "Delete plugin". */
    static String apart(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Without what is said for the code's readers: tags of HTML, and sentences about the contracts' paragraphs. */
    private static String text(Comment comment) {
        return FORMATTER
                .format(comment)
                .replaceAll("\\{@link\\s+\\S+\\s+([^}]*)}", "$1")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replaceAll("[^.;:]*§[^.]*\\.?", "")
                .replaceAll("[:;,\\s]+$", "");
    }
}
