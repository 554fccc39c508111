package org.assay.studies;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.data.DataSets;
import org.assay.lab.run.EnvironmentProbe;
import org.assay.tensor.Native;
import org.assay.tensor.Precision;

/** Tells the laboratory what the native library runs with and which data was read, so that a record can be repeated bit for bit. */
public final class NativeEnvironment implements EnvironmentProbe {

    private static final String DEVICE = "assay.device";

    @Override
    public Map<String, String> settings() {
        var library = Native.settings();
        var settings = new TreeMap<>(Map.of(
                "assay.blas.coretype", library.blasCoreType(),
                "assay.threads", Integer.toString(library.threads()),
                "assay.cpu.capability", library.cpuCapability()));
        // What the plan asks for; a study that wraps a command may use it with no tensor of ours.
        Optional.ofNullable(System.getProperty(DEVICE)).ifPresent(device -> settings.put(DEVICE, device));
        return settings;
    }

    @Override
    public Map<String, String> libraries() {
        var library = Native.describe();
        return Map.of(
                "libtorch",
                library.libtorch(),
                "precision",
                "32-bit floats where the settings name no other; all bits of their products count: "
                        + (Precision.products() == Precision.Products.HIGHEST ? "yes" : "no"),
                "OpenBLAS kernels",
                library.blasCoreType() + ", " + library.blasChosen());
    }

    @Override
    public Map<String, String> data() {
        return DataSets.loaded();
    }
}
