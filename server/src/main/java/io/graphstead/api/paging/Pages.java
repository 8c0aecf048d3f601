package io.graphstead.api.paging;

import io.graphstead.api.Failures;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts pages out of lists: whatever a GET answers with a {@link ListRecord}. Entries that come or go between two pages make
 * none appear twice or be left out, as long as the last one that was shown is still there.
 */
@ServerFilter(value = ServerFilter.MATCH_ALL_PATTERN, methods = HttpMethod.GET)
final class Pages implements Ordered {
    static final String LIMIT = "limit";
    static final String TOKEN = "pageToken";
    static final String NEXT = "nextPageToken";

    private static final int MOST = 1000;

    private final Failures failures;

    Pages(Failures failures) {
        this.failures = failures;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 3000;
    }

    @ResponseFilter
    MutableHttpResponse<?> page(HttpRequest<?> request, MutableHttpResponse<?> response) {
        boolean asked = request.getParameters().contains(LIMIT)
                || request.getParameters().contains(TOKEN);
        Object body = response.body();
        if (!asked || body == null || request.getPath().startsWith("/api/")) {
            return response;
        }
        Optional<RecordComponent> list = ListRecord.component(body.getClass());
        if (list.isEmpty()) {
            return response;
        }
        try {
            return response.body(cut(request, list.get().getName(), entries(list.get(), body)));
        } catch (Refused refused) {
            return failures.refused(request, refused.refusal());
        }
    }

    private static List<?> entries(RecordComponent list, Object body) {
        return (List<?>) ListRecord.read(list, body).orElse(List.of());
    }

    private static Map<String, Object> cut(HttpRequest<?> request, String name, List<?> all) {
        int limit = only(request, LIMIT).map(Pages::limit).orElse(all.size());
        int begin = only(request, TOKEN)
                .map(text -> PageToken.parse(request.getPath(), text)
                        .orElseThrow(() -> invalid(
                                TOKEN, "is none that this list gave out; take the nextPageToken of its last page")))
                .map(token -> after(token, all))
                .orElse(0);
        int end = Math.min(all.size(), begin + limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(name, all.subList(begin, end));
        if (end < all.size()) {
            String last = end == 0 ? "" : ListRecord.id(all.get(end - 1)).orElse("");
            page.put(NEXT, new PageToken(end, last).text(request.getPath()));
        }
        return page;
    }

    private static int after(PageToken token, List<?> all) {
        if (!token.last().isEmpty()) {
            for (int at = 0; at < all.size(); at++) {
                if (ListRecord.id(all.get(at)).equals(Optional.of(token.last()))) {
                    return at + 1;
                }
            }
        }
        return Math.min(token.shown(), all.size());
    }

    private static Optional<String> only(HttpRequest<?> request, String parameter) {
        List<String> sent = request.getParameters().getAll(parameter);
        if (sent.size() > 1) {
            throw invalid(parameter, "is there " + sent.size() + " times; send one");
        }
        return sent.stream().findFirst();
    }

    private static int limit(String text) {
        String words = "must be a whole number from 1 to " + MOST;
        if (!text.matches("[0-9]{1,4}")) {
            throw invalid(LIMIT, words);
        }
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MOST) {
            throw invalid(LIMIT, words);
        }
        return limit;
    }

    private static Refused invalid(String parameter, String words) {
        return new Refused(new InvalidField(parameter, parameter + " " + words));
    }
}
