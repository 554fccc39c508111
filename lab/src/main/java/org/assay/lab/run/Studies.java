package org.assay.lab.run;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.assay.lab.LabException;
import org.assay.lab.Names;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest.StudyRef;

/** Finds studies: those of the catalogue by their id, others by class name. */
public final class Studies {

    private Studies() {}

    /**
     * The catalogue, by id; a study with a second plan stands there twice.
     *
     * @throws LabException if a file on the class path that names studies is damaged, or names what is none
     */
    public static List<Study<?>> all() {
        var studies = new ArrayList<Study<?>>();
        try {
            for (Study<?> study : ServiceLoader.load(Study.class)) {
                studies.add(study);
                second(study).ifPresent(studies::add);
            }
        } catch (ServiceConfigurationError e) {
            throw new LabException("The catalogue of studies cannot be read: " + e.getMessage() + ".", e);
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
            return planned(Loading.study(ref), ref.plan());
        }
        var catalogue = all();
        for (var study : catalogue) {
            if (study.id().equals(ref.id())) {
                return planned(study, ref.plan());
            }
        }
        if (ref.id().contains(".")) {
            return planned(instance(ref.id(), Studies.class.getClassLoader()), ref.plan());
        }
        var ids = catalogue.stream().map(s -> s.id()).toList();
        throw new LabException("There is no study " + ref.id() + "." + Names.suggestion(ref.id(), ids)
                + " (assay list shows all; a study of your own is run by its file, assay run MyStudy.java).");
    }

    /** The class that holds a study's method, which for a second plan is that of the whole study. */
    public static Class<?> source(Study<?> study) {
        return study instanceof SecondStudy<?> second ? second.study().getClass() : study.getClass();
    }

    /** Where the code of a study comes from, and its hashes: what a run of it would record now. */
    public static Code code(Study<?> study) {
        return Provenance.code(study);
    }

    /** The study seen through the plan of that name; through its first for an empty one. */
    private static Study<?> planned(Study<?> study, String plan) {
        if (plan.isEmpty()) {
            return study;
        }
        return second(study)
                .filter(second -> second.second().name().equals(plan))
                .orElseThrow(() -> new LabException("Study " + study.id() + " has no second plan " + plan + "."
                        + second(study)
                                .map(second ->
                                        " Its second plan is " + second.second().name() + ".")
                                .orElse(" It has one plan only.")));
    }

    private static <S extends Record> Optional<SecondStudy<S>> second(Study<S> study) {
        return study.secondPlan().map(plan -> new SecondStudy<>(study, plan));
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
