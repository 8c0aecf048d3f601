package io.graphstead.api;

import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.exceptions.HttpStatusException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code multipart/form-data} body (RFC 7578), read when the method asks for it, as {@link RequestBody}: after it has
 * checked who may do this. An argument {@code Multipart body} of a controller's method. Files go to disk as they come.
 */
public final class Multipart {
    /** Of the whole body, in bytes. */
    public static final long LONGEST = 64L << 20;

    /** Of one with an archive of an engine in it. */
    public static final long LONGEST_ARCHIVE = 2L << 30;

    /** What must be left of the disk beside a body. */
    private static final long LEAST_FREE = 1L << 30;

    private static final int CHUNK = 1 << 16;
    private static final int MOST_PARTS = 16;
    private static final int LONGEST_HEADER = 8192;
    private static final int LONGEST_TEXT = 4096;

    private final HttpRequest<?> request;
    private final Path folder;

    Multipart(HttpRequest<?> request, Path folder) {
        this.request = request;
        this.folder = folder;
    }

    /** What was sent. Closing deletes the files. */
    public static final class Parts implements AutoCloseable {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Path> files = new HashMap<>();
        private final Map<String, String> fileNames = new HashMap<>();
        private final Path folder;

        private Parts(Path folder) {
            this.folder = folder;
        }

        public Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }

        /** The uploaded file, which may have any content. */
        public Optional<Path> file(String name) {
            return Optional.ofNullable(files.get(name));
        }

        /** What the sender calls the file. */
        public Optional<String> fileName(String name) {
            return Optional.ofNullable(fileNames.get(name)).filter(text -> !text.isBlank());
        }

        /** The uploaded file, which stays beyond this form's end; whoever takes it deletes it. */
        public Optional<Path> take(String name) {
            Optional<Path> file = file(name);
            file.ifPresent(path -> files.remove(name));
            return file.map(path -> {
                try {
                    return Files.move(path, folder.resolveSibling(folder.getFileName() + "-" + path.getFileName()));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("an upload cannot be kept", e);
                }
            });
        }

        @Override
        public void close() {
            try {
                for (Path file : files.values()) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("an upload below " + folder + " cannot be deleted", e);
            }
        }
    }

    /** Waits for the body, so only on a thread that may wait. */
    public Parts read() {
        return read(LONGEST);
    }

    /** Whether a form was sent. */
    public boolean isSent() {
        String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** As the other, of at most so many bytes. */
    public Parts read(long longest) {
        String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA)) {
            throw new HttpStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, MediaType.MULTIPART_FORM_DATA);
        }
        if (!HttpPostRequestDecoder.isMultipart(like(type))) {
            throw broken();
        }
        ByteBody body = RequestBody.bytesOf(request);
        if (body.expectedLength().orElse(0) > longest) {
            throw tooLong();
        }
        Parts parts = new Parts(own(folder));
        try {
            checkSpace(body.expectedLength().orElse(0));
            decode(type, body, parts, longest);
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static DefaultHttpRequest like(String type) {
        DefaultHttpRequest like = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        like.headers().set(HttpHeaders.CONTENT_TYPE, type);
        return like;
    }

    private static Path own(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.createTempDirectory(folder, "upload");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no folder for an upload can be made below " + folder, e);
        }
    }

    private void checkSpace(long bytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free - bytes < LEAST_FREE) {
                throw new Refused(new DoesNotFit(
                        "file",
                        "the server has no room for " + (bytes >> 20) + " MB: " + (free >> 20)
                                + " MB are free where its data folder is, and 1024 MB must be left; free some there"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void decode(String type, ByteBody body, Parts parts, long longest) {
        DefaultHttpDataFactory factory = new DefaultHttpDataFactory(true);
        factory.setBaseDir(parts.folder.toString());
        factory.setMaxLimit(longest);
        factory.setDeleteOnExit(false); // they are deleted here, and what is left of a killed server at the next start
        HttpPostMultipartRequestDecoder decoder;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    factory, like(type), StandardCharsets.UTF_8, MOST_PARTS, LONGEST_HEADER);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException e) {
            throw broken();
        }
        try (InputStream in = body.move().toInputStream()) {
            long length = 0;
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                length += chunk.length;
                if (length > longest) {
                    throw tooLong();
                }
                decoder.offer(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk)));
            }
            decoder.offer(new DefaultLastHttpContent());
            if (decoder.currentPartialHttpData() != null) {
                throw broken();
            }
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                keep(part, parts);
            }
        } catch (HttpPostRequestDecoder.TooManyFormFieldsException
                | HttpPostRequestDecoder.TooLongFormFieldException e) {
            throw tooLong();
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException
                | HttpPostRequestDecoder.NotEnoughDataDecoderException e) {
            throw broken();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            decoder.destroy();
            factory.cleanAllHttpData();
        }
    }

    private static void keep(InterfaceHttpData part, Parts parts) throws IOException {
        String name = part.getName();
        if (parts.texts.containsKey(name) || parts.files.containsKey(name)) {
            throw new Refused(new InvalidField(name, name + " comes twice in the form; send it once"));
        }
        if (part instanceof FileUpload file) {
            Path kept = Files.createTempFile(parts.folder, "part", "");
            parts.files.put(name, kept);
            parts.fileNames.put(name, Optional.ofNullable(file.getFilename()).orElse(""));
            if (!file.renameTo(kept.toFile())) {
                throw new IOException("an upload could not be kept");
            }
        } else if (part instanceof Attribute text) {
            if (text.length() > LONGEST_TEXT) {
                throw new Refused(new InvalidField(
                        name,
                        name + " is longer than " + LONGEST_TEXT + " bytes; a file needs a file name in its part"));
            }
            parts.texts.put(name, text.getValue());
        }
    }

    private static Refused broken() {
        return new Refused(
                new Malformed(
                        "the multipart body is cut off or broken; send it whole, with the boundary that its Content-Type names"));
    }

    private static HttpStatusException tooLong() {
        return new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "body");
    }
}
