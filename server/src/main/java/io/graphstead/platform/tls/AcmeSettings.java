package io.graphstead.platform.tls;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Certificates from a public authority, fetched and renewed by ACME (RFC 8555). */
@ConfigurationProperties("graphstead.tls.acme")
public record AcmeSettings(
        @Bindable(defaultValue = "")
        @Describe(
                "Host names for which a public certificate is fetched and renewed; none: nothing is. Each must lead to"
                        + " this server. An authority gives none for a star by this way (HTTP-01).")
        List<String> domains,

        @Bindable(defaultValue = "false")
        @Describe("Whether you agree to the terms of the authority; without that it gives no certificate.")
        boolean agreeToTerms,

        @Bindable(defaultValue = "https://acme-v02.api.letsencrypt.org/directory")
        @Describe("The authority's directory. The default is Let's Encrypt.")
        URI directory,

        @Describe("Where the authority can reach you about your certificates.")
        Optional<String> email,

        @Bindable(defaultValue = "80")
        @Min(1)
        @Max(65535)
        @Describe("The port that is listened on while the authority looks whether the names lead here; it asks at port"
                + " 80, from where this one must be reached.")
        int httpPort,

        @Describe("The address that this port is listened on. Default: server.listen-address.")
        Optional<String> listenAddress,

        @Describe("A CA in PEM that the authority's own address is believed by, for one that is not public.")
        Optional<Path> directoryCaFile) {
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public AcmeSettings {
        domains = domains.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : domains) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("tls.acme.domains may hold host names, not \"" + name
                        + "\"; a certificate for a star has to be your own (tls.certificate-file)");
            }
        }
        if (!domains.isEmpty() && !agreeToTerms) {
            throw new IllegalArgumentException("tls.acme.domains needs tls.acme.agree-to-terms=true: read the terms of "
                    + directory.getHost() + " and say that you agree");
        }
        if (!"https".equals(directory.getScheme())) {
            throw new IllegalArgumentException("tls.acme.directory must be an address with https, not " + directory);
        }
    }

    boolean isOn() {
        return !domains.isEmpty();
    }
}
