package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Adds up what the transfers of one fetch have done; they run in parallel, each on a thread of its own. */
final class FetchProgress extends AbstractTransferListener {
    private record Transfer(long done, long total) {}

    private final InstallProgress progress;
    private final Map<TransferResource, Transfer> transfers = new ConcurrentHashMap<>();

    FetchProgress(InstallProgress progress) {
        this.progress = progress;
    }

    @Override
    public void transferStarted(TransferEvent event) {
        report(event);
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        report(event);
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        report(event);
    }

    @Override
    public void transferFailed(TransferEvent event) {
        transfers.remove(event.getResource());
    }

    private void report(TransferEvent event) {
        TransferResource resource = event.getResource();
        long done = event.getTransferredBytes();
        transfers.put(resource, new Transfer(done, Math.max(done, resource.getContentLength())));
        long allDone = 0;
        long allTotal = 0;
        for (Transfer transfer : transfers.values()) {
            allDone += transfer.done();
            allTotal += transfer.total();
        }
        String name = resource.getResourceName();
        progress.at(allDone, allTotal, "fetching " + name.substring(name.lastIndexOf('/') + 1));
    }
}
