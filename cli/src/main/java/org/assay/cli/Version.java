package org.assay.cli;

import java.util.Objects;
import picocli.CommandLine;

/** What {@code assay --version} prints. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        return new String[] {"assay " + version + ", JDK " + Runtime.version()};
    }
}
