package io.graphstead.api.openapi;

import io.graphstead.api.graphenedb.GrapheneDbErrors;
import io.graphstead.api.typedb.TypeDbErrors;
import java.util.List;

/** The two dialects, as far as a description needs to know what differs. */
enum Described {
    GRAPHENEDB(
            "graphenedb",
            "Graphstead: GrapheneDB API",
            GrapheneDbErrors.class.getPackageName(),
            true,
            false,
            List.of("error")),
    TYPEDB(
            "typedb",
            "Graphstead: TypeDB Cloud API",
            TypeDbErrors.class.getPackageName(),
            false,
            true,
            List.of("code", "message"));

    private final String word;
    private final String title;
    private final String home;
    private final boolean forms;
    private final boolean conflicts;
    private final List<String> errorFields;

    Described(String word, String title, String home, boolean forms, boolean conflicts, List<String> errorFields) {
        this.word = word;
        this.title = title;
        this.home = home;
        this.forms = forms;
        this.conflicts = conflicts;
        this.errorFields = errorFields;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    boolean forms() {
        return forms;
    }

    boolean conflicts() {
        return conflicts;
    }

    /** The fields of an error's body, all of them text. */
    List<String> errorFields() {
        return errorFields;
    }

    boolean has(Class<?> controller) {
        String name = controller.getPackageName();
        return name.equals(home) || name.startsWith(home + ".");
    }
}
