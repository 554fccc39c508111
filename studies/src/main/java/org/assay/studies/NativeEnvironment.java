package org.assay.studies;

import java.util.Map;
import org.assay.lab.run.EnvironmentProbe;
import org.assay.tensor.Native;

/** Tells the laboratory what the native library runs with, so that a record can be repeated bit for bit. */
public final class NativeEnvironment implements EnvironmentProbe {

    @Override
    public Map<String, String> settings() {
        var settings = Native.settings();
        return Map.of(
                "assay.blas.coretype", settings.blasCoreType(),
                "assay.threads", Integer.toString(settings.threads()),
                "assay.cpu.capability", settings.cpuCapability());
    }

    @Override
    public Map<String, String> libraries() {
        var library = Native.describe();
        return Map.of(
                "libtorch",
                library.libtorch(),
                "OpenBLAS kernels",
                library.blasCoreType() + ", " + library.blasChosen());
    }
}
