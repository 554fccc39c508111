package org.assay.lab.run;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.assay.lab.LabException;
import org.assay.lab.Names;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest.StudyRef;

/** Finds studies: those of the catalogue by their id, others by class name. */
public final class Studies {

    private Studies() {}

    /** The catalogue, by id. */
    public static List<Study<?>> all() {
        var studies = new ArrayList<Study<?>>();
        for (Study<?> study : ServiceLoader.load(Study.class)) {
            studies.add(study);
        }
        studies.sort(Comparator.comparing(Study::id));
        return studies;
    }

    /**
     * The study behind a reference.
     *
     * @throws LabException if there is none, with the nearest name that exists
     */
    public static Study<?> find(StudyRef ref) {
        if (!ref.classPath().isEmpty()) {
            return Loading.study(ref);
        }
        var catalogue = all();
        for (var study : catalogue) {
            if (study.id().equals(ref.id())) {
                return study;
            }
        }
        if (ref.id().contains(".")) {
            return instance(ref.id(), Studies.class.getClassLoader());
        }
        var ids = catalogue.stream().map(s -> s.id()).toList();
        throw new LabException("There is no study " + ref.id() + "." + Names.suggestion(ref.id(), ids)
                + " (assay list shows all; a study of your own is run by its file, assay run MyStudy.java).");
    }

    static Study<?> instance(String className, ClassLoader loader) {
        try {
            var object = Class.forName(className, true, loader).getConstructor().newInstance();
            if (object instanceof Study<?> study) {
                return study;
            }
            throw new LabException("Class " + className + " is no study: let it implement org.assay.lab.Study.");
        } catch (ClassNotFoundException e) {
            throw new LabException("There is no class " + className + " on the class path.", e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new LabException(
                    "Study " + className
                            + " cannot be made: give it a public class with a public constructor without arguments.",
                    e);
        } catch (InvocationTargetException e) {
            throw new LabException("The constructor of study " + className + " failed: " + e.getCause() + ".", e);
        }
    }
}
