package io.graphstead.api;

import io.graphstead.api.ByteRange.Asked;
import io.graphstead.fleet.Download;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.utils.BoundedInputStream;

/** Sends a file whose content never changes, or the part that is asked for, so that a transfer that broke off goes on. */
public final class FileDownload {
    private static final DateTimeFormatter RFC_7231 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private FileDownload() {}

    /** @param id what no other file is called */
    public static HttpResponse<?> of(HttpRequest<?> request, Download download, String id) {
        String tag = "\"" + id + "\"";
        if (request.getHeaders()
                .findFirst(HttpHeaders.IF_NONE_MATCH)
                .filter(tag::equals)
                .isPresent()) {
            return HttpResponse.notModified().header(HttpHeaders.ETAG, tag);
        }
        // A range of what is not this file any more is none.
        Optional<String> range = request.getHeaders()
                .findFirst(HttpHeaders.RANGE)
                .filter(asked -> request.getHeaders()
                        .findFirst(HttpHeaders.IF_RANGE)
                        .filter(other -> !other.equals(tag))
                        .isEmpty());
        return switch (ByteRange.of(range, download.bytes())) {
            case Asked.Nothing nothing ->
                HttpResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaders.CONTENT_RANGE, "bytes */" + download.bytes());
            case Asked.Whole whole -> sent(HttpStatus.OK, download, new ByteRange(0, download.bytes() - 1), tag);
            case Asked.Part(ByteRange part) ->
                sent(HttpStatus.PARTIAL_CONTENT, download, part, tag)
                        .header(
                                HttpHeaders.CONTENT_RANGE,
                                "bytes " + part.first() + "-" + part.last() + "/" + download.bytes());
        };
    }

    private static MutableHttpResponse<?> sent(HttpStatus status, Download download, ByteRange part, String tag) {
        StreamedFile body = new StreamedFile(
                open(download, part),
                MediaType.APPLICATION_OCTET_STREAM_TYPE,
                download.made().toEpochMilli(),
                part.length());
        MutableHttpResponse<?> response = HttpResponse.status(status)
                .body(body)
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-transform")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + download.name() + "\"");
        download.expiry().ifPresent(end -> response.header(HttpHeaders.EXPIRES, RFC_7231.format(end)));
        return response;
    }

    private static InputStream open(Download download, ByteRange part) {
        try {
            return new BoundedInputStream(download.open(part.first()), part.length());
        } catch (IOException e) {
            throw new UncheckedIOException("what is to be fetched cannot be read", e);
        }
    }
}
