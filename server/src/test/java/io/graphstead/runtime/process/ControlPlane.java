package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A server reduced to its runtime, in a process of its own so that a test can kill it, or start it as somebody else. Works
 * on {@link ProcessRig#NAME} in the {@link Place} of the first argument with the fence of the second, and does what each
 * line of its input says, answering each with a line. A third argument is the version of a TypeDB that it runs instead of
 * a quick server.
 */
final class ControlPlane {
    private ControlPlane() {}

    /** What it runs. */
    interface Product {
        VolumeRequest volume();

        RunRequest request(ProcessRuntime runtime);
    }

    private static final Product QUICK = new Product() {
        @Override
        public VolumeRequest volume() {
            return ProcessRig.volume();
        }

        @Override
        public RunRequest request(ProcessRuntime runtime) {
            return ProcessRig.request(runtime);
        }
    };

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Place place = Place.closed(folder);
        Product product = args.length > 2 ? new TypeDbRig.Product(folder, args[2]) : QUICK;
        ProcessRuntime runtime = args.length > 2 ? place.open(TypeDbRig.programs(folder)) : place.open();
        Fence fence = new Fence(Long.parseLong(args[1]));
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "run" -> {
                    runtime.makeVolume(ProcessRig.NAME, fence, product.volume());
                    runtime.run(ProcessRig.NAME, fence, product.request(runtime));
                }
                case "stop" -> runtime.stop(ProcessRig.NAME, fence);
                case "remove" -> runtime.remove(ProcessRig.NAME, fence);
                case "cycle" -> {
                    while (true) {
                        runtime.makeVolume(ProcessRig.NAME, fence, product.volume());
                        runtime.run(ProcessRig.NAME, fence, product.request(runtime));
                        runtime.stop(ProcessRig.NAME, fence);
                        runtime.remove(ProcessRig.NAME, fence);
                    }
                }
                case "restart" -> {
                    while (true) {
                        runtime.stop(ProcessRig.NAME, fence);
                        runtime.run(ProcessRig.NAME, fence, product.request(runtime));
                    }
                }
                case "copy" -> copy(runtime, fence);
                case "copies" -> {
                    while (true) {
                        copy(runtime, fence);
                        runtime.remove(ProcessRig.COPY, fence);
                    }
                }
                case "freeze" -> {
                    RootFolder root = RootFolder.open(place.root().path());
                    boolean held = new FrozenPart(root, new Sight(root), new Freezer(Tools.find()))
                            .whileNothingWrites(ProcessRig.NAME, ControlPlane::awaitLine);
                    System.out.print("held " + held + " ");
                }
                case "await listening" -> {
                    while (!(runtime.observe(ProcessRig.NAME) instanceof WorkloadState.Running r && r.listening())) {
                        Thread.onSpinWait();
                    }
                }
                case "await end" -> {
                    CountDownLatch ended = new CountDownLatch(1);
                    try (AutoCloseable watch = runtime.watch(name -> ended.countDown())) {
                        ended.await();
                    }
                }
                case "observe" -> System.out.print(runtime.observe(ProcessRig.NAME) + " ");
                case "isolation" -> System.out.print(runtime.isolation() + " ");
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println("done");
        }
        runtime.close();
    }

    private static void copy(ProcessRuntime runtime, Fence fence) {
        runtime.makeVolumeFrom(
                ProcessRig.COPY, fence, new VolumeCopy(ProcessRig.NAME, 1, Set.of()), InstallProgress.silent());
    }

    private static void awaitLine() throws IOException {
        System.out.println("frozen, done");
        System.in.read();
    }
}
