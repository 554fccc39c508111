package org.assay.lab;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A second plan of a study, for questions that differ from the first ones in data or cost. It has the same settings and method, and arms, seeds, claims
 * and figures of its own; it is run, hashed and recorded by itself, under the study's id with {@code -name} behind it. The discussion
 * of its results, where there is one, lies beside that of the study with {@code -second} in its name: {@code Grokking-second.md}.
 *
 * @param name small letters, digits and hyphens: {@code images} makes {@code grokking-images}
 * @param question one sentence that a newcomer understands
 */
public record SecondPlan<S extends Record>(String name, String question, Plan<S> plan, List<Figure> figures) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public SecondPlan {
        figures = List.copyOf(figures);
        if (!NAME.matcher(name).matches()) {
            throw new PlanException("The study's second plan is called " + name
                    + ": give it a name of small letters and digits, with hyphens between them.");
        }
    }

    public static <S extends Record> SecondPlan<S> of(String name, String question, Plan<S> plan, Figure... figures) {
        return new SecondPlan<>(name, question, plan, List.of(figures));
    }
}
