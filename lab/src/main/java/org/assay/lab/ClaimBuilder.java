package org.assay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds one claim of a plan; its phrase ends in the plan's builder again. */
public final class ClaimBuilder<S extends Record> {

    private final PlanBuilder<S> plan;
    private final String id;
    private final String text;
    private final boolean primary;
    private Optional<Published> published = Optional.empty();
    private String unit = "";
    private final List<Claim.Guard> guards = new ArrayList<>();
    private final List<Statement> seedGuards = new ArrayList<>();
    private boolean untilDecided;

    ClaimBuilder(PlanBuilder<S> plan, String id, String text, boolean primary) {
        this.plan = plan;
        this.id = id;
        this.text = text;
        this.primary = primary;
    }

    /** The paper's number, where it stands, and whether it was read there or recalled. */
    public ClaimBuilder<S> published(String value, String place, Published.Source source) {
        published = Optional.of(new Published(value, place, source));
        return this;
    }

    /** The unit of the effect in sentences: {@code nats}, {@code points}. */
    public ClaimBuilder<S> unit(String name) {
        unit = name;
        return this;
    }

    /** Without which the claim is not testable: the statement must hold for the mean over seeds. */
    public ClaimBuilder<S> given(Statement guard) {
        guards.add(new Claim.Guard(guard, false));
        return this;
    }

    /** Without which the claim is not testable: the statement must be shown, its interval beyond the bar. */
    public ClaimBuilder<S> givenShown(Statement guard) {
        guards.add(new Claim.Guard(guard, true));
        return this;
    }

    /**
     * A seed enters the claim only if the statement holds in it: {@code givenInSeed(that("net").has("train_accuracy").above(0.99).byAtLeast(0))}. For
     * claims about networks that solve their task; the seeds left out are printed. A seed whose trial failed stays in, as missing.
     */
    public ClaimBuilder<S> givenInSeed(Statement guard) {
        seedGuards.add(Sample.perSeed(id, guard));
        return this;
    }

    /**
     * Lets the run go on for this secondary claim when the primary ones are decided, with the arms that it needs alone. For claims whose arms are
     * cheap; the primary claims keep the verdict of the look that decided them.
     */
    public ClaimBuilder<S> untilDecided() {
        untilDecided = true;
        return this;
    }

    /** What is claimed of an arm's cell; of several arms the mean inside the seed is meant. */
    public Phrase.Subject<PlanBuilder<S>> that(String... arms) {
        return new Phrase.Subject<>(List.of(arms), this::that);
    }

    /** What is claimed of a computed quantity. */
    public Phrase<PlanBuilder<S>> that(Quantity quantity) {
        return Phrase.of(quantity, this::that);
    }

    /** What is claimed of a ratio. */
    public RatioPhrase<PlanBuilder<S>> that(Ratio ratio) {
        return new RatioPhrase<>(ratio, this::that);
    }

    /** A whole statement, such as {@code allOf(...)}. */
    public PlanBuilder<S> that(Statement statement) {
        return plan.add(new Claim(id, text, primary, published, unit, guards, seedGuards, untilDecided, statement));
    }

    /** No verdict: the quantity is printed with its interval. */
    public PlanBuilder<S> reports(Quantity quantity) {
        if (primary) {
            throw new PlanException("Claim " + id + " is primary and only reports a number: make it secondary.");
        }
        return that(new Statement.Reported(quantity));
    }
}
