package io.graphstead.testing.typedb.standin;

/** What is answered to one request. */
record Answer(int status, String body) {
    static Answer ok(String body) {
        return new Answer(200, body);
    }

    static Answer error(int status, String code, String words) {
        return new Answer(
                status,
                "{\"code\":" + Json.quoted(code) + ",\"message\":" + Json.quoted("[" + code + "] " + words) + "}");
    }
}
