package org.assay.lab.run;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest.StudyRef;

/** Studies outside the class path of this process. */
final class Loading {

    // One loader a class path for the life of the process: classes of a study must stay loadable as long as its objects
    // live.
    private static final Map<List<Path>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private Loading() {}

    static Study<?> study(StudyRef ref) {
        return Studies.instance(ref.id(), LOADERS.computeIfAbsent(ref.classPath(), Loading::loader));
    }

    private static ClassLoader loader(List<Path> classPath) {
        var urls = classPath.stream()
                .map(path -> {
                    try {
                        return path.toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalArgumentException(path + " is no place for classes.", e);
                    }
                })
                .toArray(URL[]::new);
        return new URLClassLoader(urls, Loading.class.getClassLoader());
    }
}
