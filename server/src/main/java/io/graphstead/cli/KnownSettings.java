package io.graphstead.cli;

import io.graphstead.api.limits.RateLimitSettings;
import io.graphstead.audit.AuditSettings;
import io.graphstead.catalog.CatalogSettings;
import io.graphstead.fleet.TransferSettings;
import io.graphstead.gateway.GatewaySettings;
import io.graphstead.identity.OwnerSettings;
import io.graphstead.identity.oidc.OidcSettings;
import io.graphstead.platform.configuration.SettingsCatalog;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.keys.KeySettings;
import io.graphstead.platform.log.LogSettings;
import io.graphstead.platform.tls.AcmeSettings;
import io.graphstead.platform.tls.TlsSettings;
import io.graphstead.runtime.process.ProcessSettings;
import io.graphstead.runtime.process.distribution.ArchiveSettings;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.snapshot.SnapshotSettings;
import java.util.List;
import java.util.Set;

/** Every settings record of the program. A record that is missing here is found by a test. */
final class KnownSettings {
    static final SettingsCatalog CATALOG = new SettingsCatalog(List.of(
            ServerSettings.class,
            TlsSettings.class,
            AcmeSettings.class,
            KeySettings.class,
            DatabaseSettings.class,
            PostgresSettings.class,
            LogSettings.class,
            OwnerSettings.class,
            OidcSettings.class,
            AuditSettings.class,
            RateLimitSettings.class,
            CatalogSettings.class,
            TransferSettings.class,
            ProcessSettings.class,
            GatewaySettings.class,
            EngineSettings.class,
            ArchiveSettings.class,
            SnapshotSettings.class));

    /** Names in the environment that look like settings but are for clients, the launcher and tests: see quickstart.env. */
    static final Set<String> NOT_SETTINGS = Set.of(
            "GRAPHSTEAD_URL",
            "GRAPHSTEAD_CA_FILE",
            "GRAPHSTEAD_ADMIN_TOKEN_FILE",
            "GRAPHSTEAD_OWNER_EMAIL",
            "GRAPHSTEAD_OWNER_PASSWORD",
            "GRAPHSTEAD_PROFILE",
            "GRAPHSTEAD_CLIENT_ID",
            "GRAPHSTEAD_CLIENT_SECRET",
            "GRAPHSTEAD_PASSWORD",
            "GRAPHSTEAD_JAVA_OPTIONS",
            "GRAPHSTEAD_TYPEDB_DIST");

    private KnownSettings() {}
}
