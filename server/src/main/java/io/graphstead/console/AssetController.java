package io.graphstead.console;

import io.graphstead.api.Open;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Sends {@link Assets}. */
@Controller("/console/static")
final class AssetController {
    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @Get("/{version}/{name}")
    @Open(because = "the page on which one signs in needs them, and they are the same for everyone")
    HttpResponse<byte[]> get(String version, String name) {
        Assets.Asset asset = assets.find(version, name)
                .orElseThrow(() -> new Refused(new NotFound("file", "of this name and version")));
        return HttpResponse.ok(asset.bytes())
                .contentType(asset.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
    }
}
