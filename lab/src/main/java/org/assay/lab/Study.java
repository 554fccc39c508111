package org.assay.lab;

import java.util.List;
import java.util.Optional;

/**
 * A paper's experiment: its plan, with the claims fixed beforehand, and its method.
 *
 * <p>A study is one class with a public constructor without arguments. Studies of the catalogue are found through
 * {@link java.util.ServiceLoader}.
 *
 * @param <S> the settings of a trial: a record of numbers, booleans, strings and enums
 */
public interface Study<S extends Record> {

    /** The paper or papers behind the study; the first is the one whose claims are tested. */
    List<Paper> papers();

    /** One sentence that a newcomer understands: what question does the study answer? */
    String question();

    /** The family of the catalogue the study belongs to, for example {@code optimisation-phenomena}. */
    String family();

    /** Lists of project ideas, of courses mostly, that name the study; for who looks for one. It decides nothing. */
    default List<String> courseLists() {
        return List.of();
    }

    /** Arms, seeds, claims and thresholds, fixed before any result is seen. */
    Plan<S> plan();

    /** A further plan with the same method, for questions that differ in data or cost: {@code assay run study-name}. */
    default Optional<SecondPlan<S>> secondPlan() {
        return Optional.empty();
    }

    /** The method: one trial of one arm with one seed. Runs in a worker process. */
    void run(Trial<S> trial) throws Exception;

    /** What the report draws, in order. */
    default List<Figure> figures() {
        return List.of();
    }

    /** Where and why the study departs from the paper, one sentence each, beyond the scale. */
    default List<String> deviations() {
        return List.of();
    }

    /** Data sets, models and code of others, for the report and its bundle. */
    default Materials materials() {
        return Materials.NONE;
    }

    /** The study's name on the command line: by default the class name in kebab case, {@code DoubleDescent} to {@code double-descent}. */
    default String id() {
        return getClass()
                .getSimpleName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
