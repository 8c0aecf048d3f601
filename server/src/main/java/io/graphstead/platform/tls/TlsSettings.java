package io.graphstead.platform.tls;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Under which names the server is reached, and with whose certificate. */
@ConfigurationProperties("graphstead.tls")
public record TlsSettings(
        @Bindable(defaultValue = "")
        @Describe("Names and addresses by which clients reach the server, beside localhost, 127.0.0.1 and ::1; they"
                + " go into the certificate that the local CA gives it.")
        List<String> names,

        @Describe("A certificate of your own for the server, followed by its chain, in PEM; reread when it changes.")
        Optional<Path> certificateFile,

        @Describe("The private key of that certificate, in PEM without a password (PKCS#8); reread when it changes.")
        Optional<Path> keyFile) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9*_.:-]{1,253}");

    public TlsSettings {
        // An empty list arrives as a list of one empty text.
        names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "tls.names may hold host names and IP addresses, not \"" + name + "\"");
            }
        }
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw new IllegalArgumentException("tls.certificate-file and tls.key-file must be given together");
        }
    }
}
