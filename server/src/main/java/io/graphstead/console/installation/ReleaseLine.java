package io.graphstead.console.installation;

import io.graphstead.console.DatabaseLine;
import io.graphstead.fleet.InstallationView;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.ReleaseView;
import java.util.Optional;

/**
 * A release of the catalogue as it is here.
 *
 * @param elementId of the part of the page that is kept live
 * @param path of what can be done with it
 * @param installing whether it is being put in place now
 * @param percent how far that is
 * @param message what is being done, or where it came from
 * @param error why the last try failed; empty text when it did not
 */
public record ReleaseLine(
        String engine,
        String version,
        String edition,
        boolean byDefault,
        String elementId,
        String path,
        boolean installed,
        boolean installing,
        int percent,
        String message,
        String error) {
    static ReleaseLine of(ReleaseView view, Optional<InstallationView> last) {
        String engine = view.release().engine();
        String version = view.release().version().text();
        Optional<InstallationView> failed =
                last.filter(each -> each.status() == OperationView.Status.FAILED && !view.installed());
        Optional<InstallationView> running = last.filter(each -> each.status() == OperationView.Status.STARTED);
        return new ReleaseLine(
                DatabaseLine.engine(engine),
                version,
                view.release().edition(),
                view.release().byDefault(),
                "release-" + engine + "-" + version.replaceAll("[^A-Za-z0-9]", "-"),
                "/console/engines/" + engine + "/releases/" + version,
                view.installed(),
                running.isPresent(),
                running.map(each -> (int) Math.round(each.progress() * 100)).orElse(0),
                last.filter(_ -> failed.isEmpty())
                        .map(InstallationView::message)
                        .orElse(""),
                failed.flatMap(InstallationView::error).orElse(""));
    }

    /** With its engine, for buttons that stand among others. */
    public String name() {
        return engine + " " + version;
    }
}
