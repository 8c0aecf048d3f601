package io.graphstead.engine.neo4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What of Cypher is for people who may only read. The server itself refuses them every write, since their sessions are
 * opened for reading; but Community Edition has no roles, and reading queries can do more than read data: {@code LOAD CSV}
 * and plugins fetch from the network, procedures end other people's transactions, {@code SHOW} tells their text. So what a
 * reader may use is listed here, and what is not on the list is refused, new things of later releases too.
 *
 * <p>Holds because Cypher can only be split into words in one way once {@code \}{@code u} escapes, which some releases
 * resolve before they look for quotes, are not let in.
 */
final class CypherForReaders {
    private static final Set<String> BEGINNINGS =
            Set.of("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "SHOW", "FINISH", "LET", "FILTER");

    /** They look at data and schema only. */
    private static final Set<String> PROCEDURES = Set.of(
            "db.labels",
            "db.relationshiptypes",
            "db.propertykeys",
            "db.schema.visualization",
            "db.schema.nodetypeproperties",
            "db.schema.reltypeproperties",
            "db.index.fulltext.querynodes",
            "db.index.fulltext.queryrelationships",
            "db.index.fulltext.listavailableanalyzers",
            "db.index.vector.querynodes",
            "db.index.vector.queryrelationships",
            "db.info",
            "db.ping",
            "dbms.components");

    /** Namespaces of functions that only compute. Those of plugins always have one, so that all of theirs are refused. */
    private static final Set<String> FUNCTIONS =
            Set.of("date", "datetime", "localdatetime", "localtime", "time", "duration", "point", "vector.similarity");

    private static final Set<String> SHOWN =
            Set.of("INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS", "FUNCTION", "FUNCTIONS", "PROCEDURE", "PROCEDURES");

    private static final Set<String> BEFORE_SHOWN = Set.of(
            "ALL",
            "BUILT",
            "IN",
            "USER",
            "DEFINED",
            "RANGE",
            "TEXT",
            "POINT",
            "LOOKUP",
            "FULLTEXT",
            "VECTOR",
            "BTREE",
            "UNIQUE",
            "UNIQUENESS",
            "NODE",
            "RELATIONSHIP",
            "REL",
            "KEY",
            "EXISTENCE",
            "EXIST",
            "PROPERTY",
            "TYPE");

    private static final String ASK = " Who may write to this database can run it.";

    /**
     * A word or sign of a query; strings and comments are none.
     *
     * @param text of a quoted name, what is in the quotes
     */
    private record Token(Kind kind, String text) {
        enum Kind {
            WORD,
            QUOTED,
            SIGN
        }

        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isName() {
            return kind != Kind.SIGN;
        }

        /** As keywords are compared; a quoted name is none. */
        String keyword() {
            return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
        }
    }

    private static final Token NOTHING = new Token(Token.Kind.SIGN, "");

    private final List<Token> tokens;

    private CypherForReaders(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Why a reader may not ask this; empty when they may. */
    static Optional<String> unfit(String text) {
        if (text.contains("\\u")) {
            return Optional.of("Your role reads only, and a query with \\u escapes cannot be checked for that."
                    + " Write the characters themselves.");
        }
        return new CypherForReaders(tokens(text)).unfit();
    }

    private Optional<String> unfit() {
        String begins = token(afterOptions()).keyword();
        if (!tokens.isEmpty() && !BEGINNINGS.contains(begins)) {
            return Optional.of(
                    "Your role reads only. A query of yours can begin with MATCH, OPTIONAL MATCH, WITH, UNWIND,"
                            + " CALL, RETURN or SHOW." + ASK);
        }
        for (int at = 0; at < tokens.size(); at++) {
            Optional<String> problem = unfitAt(at);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** EXPLAIN, PROFILE, and CYPHER with its options, stand before the first clause. */
    private int afterOptions() {
        int at = 0;
        while (true) {
            String word = token(at).keyword();
            if (word.equals("EXPLAIN") || word.equals("PROFILE")) {
                at++;
            } else if (word.equals("CYPHER")) {
                at++;
                if (!token(at).text().isEmpty()
                        && Character.isDigit(token(at).text().charAt(0))) {
                    at++;
                    while (token(at).is(".")) {
                        at += 2;
                    }
                }
                while (token(at).isName() && token(at + 1).is("=")) {
                    at += 3;
                }
            } else {
                return at;
            }
        }
    }

    private Optional<String> unfitAt(int at) {
        boolean isProperty =
                token(at - 1).is(".") || token(at - 1).is(":") || token(at + 1).is(":");
        String word = isProperty ? "" : token(at).keyword();
        switch (word) {
            case "LOAD" -> {
                if (token(at + 1).keyword().equals("CSV")) {
                    return Optional.of("Your role reads only, and LOAD CSV reaches files and other servers." + ASK);
                }
            }
            case "USE" -> {
                if (token(at + 1).isName()) {
                    return Optional.of("Your role reads only, and only in this database: leave out USE.");
                }
            }
            case "TERMINATE" -> {
                if (token(at + 1).isName()) {
                    return Optional.of("Your role reads only, and TERMINATE ends what others do." + ASK);
                }
            }
            case "SHOW" -> {
                if (token(at + 1).kind() == Token.Kind.WORD && !showsSchema(at + 1)) {
                    return Optional.of(
                            "Your role reads only. You can SHOW indexes, constraints, functions and procedures." + ASK);
                }
            }
            case "CALL" -> {
                if (token(at + 1).isName() && !PROCEDURES.contains(chain(at + 1))) {
                    return Optional.of("Your role reads only, and the procedure " + chain(at + 1)
                            + " can do more than read this database." + ASK);
                }
            }
            default -> {}
        }
        return unfitFunction(at);
    }

    private boolean showsSchema(int at) {
        int next = at;
        while (BEFORE_SHOWN.contains(token(next).keyword())) {
            next++;
        }
        return SHOWN.contains(token(next).keyword());
    }

    /** Names with dots before a parenthesis are functions; a procedure's was looked at where it is called. */
    private Optional<String> unfitFunction(int at) {
        boolean begins =
                token(at).isName() && token(at + 1).is(".") && !token(at - 1).is(".");
        if (!begins || token(at - 1).keyword().equals("CALL")) {
            return Optional.empty();
        }
        int end = at;
        while (token(end + 1).is(".") && token(end + 2).isName()) {
            end += 2;
        }
        if (end == at || !token(end + 1).is("(")) {
            return Optional.empty();
        }
        String name = chain(at);
        return FUNCTIONS.contains(name.substring(0, name.lastIndexOf('.')))
                ? Optional.empty()
                : Optional.of("Your role reads only, and the function " + name + " may do more than compute." + ASK);
    }

    private String chain(int at) {
        StringBuilder name = new StringBuilder(token(at).text());
        for (int next = at; token(next + 1).is(".") && token(next + 2).isName(); next += 2) {
            name.append('.').append(token(next + 2).text());
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private Token token(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at) : NOTHING;
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (c == '\'' || c == '"') {
                at = afterString(text, at);
                tokens.add(new Token(Token.Kind.SIGN, "string"));
            } else if (c == '`') {
                int end = text.indexOf('`', at + 1);
                int last = end < 0 ? text.length() : end;
                tokens.add(new Token(Token.Kind.QUOTED, text.substring(at + 1, last)));
                at = last + 1;
            } else if (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
                int begin = at;
                while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
                    at++;
                }
                tokens.add(new Token(Token.Kind.WORD, text.substring(begin, at)));
            } else {
                at++;
                if (!Character.isWhitespace(c)) {
                    tokens.add(new Token(Token.Kind.SIGN, String.valueOf(c)));
                }
            }
        }
        return tokens;
    }

    private static int afterString(String text, int begin) {
        for (int at = begin + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == text.charAt(begin)) {
                return at + 1;
            }
        }
        return text.length();
    }
}
