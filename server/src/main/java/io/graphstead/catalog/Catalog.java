package io.graphstead.catalog;

import java.util.List;
import java.util.Optional;

/** All that is offered, checked: ids are unique, what refers to something refers to something that is there. */
public record Catalog(List<Release> releases, List<Size> sizes, List<StorageType> storageTypes, List<Region> regions) {
    public Catalog {
        releases = List.copyOf(releases);
        sizes = List.copyOf(sizes);
        storageTypes = List.copyOf(storageTypes);
        regions = List.copyOf(regions);
    }

    /** Releases of one engine, oldest first. */
    public List<Release> releasesOf(String engine) {
        return releases.stream()
                .filter(release -> release.engine().equals(engine))
                .sorted(java.util.Comparator.comparing(Release::version))
                .toList();
    }

    public Optional<Release> release(String engine, String version) {
        return releases.stream()
                .filter(release -> release.engine().equals(engine)
                        && release.version().text().equals(version))
                .findFirst();
    }

    public Optional<Release> defaultRelease(String engine) {
        return releases.stream()
                .filter(release -> release.engine().equals(engine) && release.byDefault())
                .findFirst();
    }

    public Optional<Size> size(String id) {
        return sizes.stream().filter(size -> size.id().equals(id)).findFirst();
    }

    public List<Size> sizes(Size.Kind kind) {
        return sizes.stream().filter(size -> size.kind() == kind).toList();
    }

    public Optional<Region> region(String provider, String id) {
        return regions.stream()
                .filter(region ->
                        region.provider().equals(provider) && region.id().equals(id))
                .findFirst();
    }
}
