package org.assay.nn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assay.nn.prune.Masks;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Foreach;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.jspecify.annotations.Nullable;

/**
 * Moves a model's parameters down the gradient of a loss.
 *
 * <pre>{@code
 * var optimiser = Optimiser.of(model, AdamW.of(3e-4).weightDecay(0.1))
 *         .with((name, p) -> p.rank() < 2, AdamW.of(3e-4).weightDecay(0))
 *         .schedule(Schedule.cosine(steps).warmup(100))
 *         .clip(1);
 * for (var batch : batches) {
 *     double loss = optimiser.minimise(() -> model.forward(batch.x()).crossEntropy(batch.y()));
 * }
 * }</pre>
 *
 * <p>The model is any tree, or several in a {@code List}; its parameters are the trainable tensors in it, each once. What
 * a loss does not depend on has gradient zero, and moves as the rule moves it then.
 */
public final class Optimiser {
    private record Choice(BiPredicate<String, Tensor> which, Rule rule) {}

    private record Group(Rule rule, List<Integer> places, Rule.Update update) {}

    /** Zeros and ones for some of the parameters, given by their places. */
    private record Masked(List<Integer> places, List<Tensor> weights, List<Tensor> factors) {}

    /** A parameter whose rows are kept within a norm. */
    private record Bounded(Tensor weight, double norm) {}

    private final Map<String, Tensor> named;
    private final List<Tensor> parameters;
    private final List<Choice> choices = new ArrayList<>();
    private List<Group> groups = List.of();
    private Optional<Masked> masked = Optional.empty();
    private List<Bounded> bounded = List.of();
    private Gradients gradients = Optimiser::plain;
    private Schedule schedule = Schedule.constant();
    private double clipNorm = Double.POSITIVE_INFINITY;
    private double clipValue = Double.POSITIVE_INFINITY;
    private long steps;

    private Optimiser(Object model, Rule rule) {
        parameters = List.copyOf(Tree.parameters(model));
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("There are no parameters to optimise in "
                    + model.getClass().getSimpleName() + ": give a layer, a record or a list that holds some.");
        }
        var kept = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        kept.addAll(parameters);
        named = new LinkedHashMap<>(Tree.named(model));
        named.values().removeIf(tensor -> !kept.contains(tensor));
        parameters.stream().filter(p -> !p.requiresGrad()).forEach(p -> p.requiresGrad(true));
        choices.add(new Choice((_, _) -> true, rule));
    }

    /** An optimiser of all parameters of a model by one rule. */
    public static Optimiser of(Object model, Rule rule) {
        return new Optimiser(model, rule);
    }

    /** Moves the parameters of which the predicate holds (given their name and tensor) by another rule; of several the last counts. */
    public Optimiser with(BiPredicate<String, Tensor> which, Rule rule) {
        if (!groups.isEmpty()) {
            throw new IllegalStateException("Groups of parameters are chosen before the first step.");
        }
        if (named.entrySet().stream().noneMatch(p -> which.test(p.getKey(), p.getValue()))) {
            throw new IllegalArgumentException(
                    "The rule " + rule + " is for no parameter: the names are " + named.keySet() + ".");
        }
        choices.add(new Choice(which, rule));
        return this;
    }

    /** Multiplies every learning rate by the schedule's factor of the step. */
    public Optimiser schedule(Schedule factor) {
        schedule = factor;
        return this;
    }

    /** Scales the gradient of all parameters down to this norm where it exceeds it. Pascanu et al. 2013. */
    public Optimiser clip(double norm) {
        clipNorm = norm;
        return this;
    }

    /** Cuts every element of the gradient off at this absolute value. */
    public Optimiser clipValue(double bound) {
        clipValue = bound;
        return this;
    }

    /**
     * Keeps what the masks leave out at zero: it is set to zero now, its gradient before any clipping, and the weight again after every step, whatever the rule.
     * Masks are by the names of the model's parameters.
     */
    public Optimiser masked(Masks masks) {
        var names = List.copyOf(named.keySet());
        var places = new ArrayList<Integer>();
        var factors = new ArrayList<Tensor>();
        masks.kept().forEach((name, mask) -> {
            int place = names.indexOf(name);
            if (place < 0 || !Arrays.equals(mask.shape(), parameters.get(place).shape())) {
                throw new IllegalArgumentException("There is a mask for " + name + " of shape "
                        + Arrays.toString(mask.shape()) + " and no such parameter: the names are " + names + ".");
            }
            places.add(place);
            factors.add(Scope.detached(() -> mask.to(parameters.get(place).dtype())));
        });
        var weights = places.stream().map(parameters::get).toList();
        Autodiff.noGrad(() -> Foreach.mul_(weights, factors));
        masked = Optional.of(new Masked(places, weights, factors));
        return this;
    }

    /**
     * Shortens, after every step, each row of the parameters of which the predicate holds (given their name and tensor) to this Euclidean norm where it is
     * longer: the max-norm constraint on the weights that come into a unit. Srivastava et al. 2014, section 5.1. A second call takes the place of the first.
     *
     * @param norm above 0
     */
    public Optimiser maxNorm(BiPredicate<String, Tensor> which, double norm) {
        if (!(norm > 0)) {
            throw new IllegalArgumentException("The longest that rows of weights may be is above 0, not " + norm + ".");
        }
        bounded = named.entrySet().stream()
                .filter(p -> p.getValue().rank() >= 2 && which.test(p.getKey(), p.getValue()))
                .map(p -> new Bounded(p.getValue(), norm))
                .toList();
        if (bounded.isEmpty()) {
            throw new IllegalArgumentException("Rows of weights are kept within " + norm
                    + " in no parameter of two dimensions or more: the names are " + named.keySet() + ".");
        }
        return this;
    }

    /**
     * Takes the gradient where the loss is about highest within the distance {@code rho}: sharpness-aware minimisation.
     * Foret et al. 2021, equations 2 and 3. Running statistics move in the first of the two passes only.
     */
    public Optimiser sharpnessAware(double rho) {
        gradients = new SharpnessAware(rho, false);
        return this;
    }

    /** As {@link #sharpnessAware}, with the distance relative to each weight's size. Kwon et al. 2021 (ASAM), eta 0.01. */
    public Optimiser adaptiveSharpnessAware(double rho) {
        gradients = new SharpnessAware(rho, true);
        return this;
    }

    /** One step: computes the loss and its gradient, moves the parameters, and returns the loss. Everything else the supplier makes is freed. */
    public double minimise(Supplier<Tensor> loss) {
        return Scope.call(() -> {
            var found = gradients.of(() -> checked(loss.get()), parameters);
            step(found.gradients());
            return found.value().item();
        });
    }

    /**
     * One step that also returns what the supplier computed, detached.
     *
     * @param forward computes a tree, say a record of the loss and the logits
     * @param loss where the loss is in it
     */
    public <R> R minimise(Supplier<R> forward, Function<R, Tensor> loss) {
        var first = new First<R>();
        return Scope.call(() -> {
            var found = gradients.of(() -> checked(loss.apply(first.keep(forward.get()))), parameters);
            step(found.gradients());
            return Tree.map(first.get(), Tensor::detach);
        });
    }

    /** One step on the mean of the losses of several parts of a batch, of which one at a time is in memory; returns that mean. */
    public double accumulate(int parts, IntFunction<Tensor> loss) {
        return Scope.call(() -> {
            double sum = 0;
            var total = Autodiff.noGrad(
                    () -> parameters.stream().map(Tensor::zerosLike).toList());
            for (int i = 0; i < parts; i++) {
                int part = i;
                sum += Scope.call(() -> {
                    var found = gradients.of(() -> checked(loss.apply(part)), parameters);
                    Autodiff.noGrad(() -> Foreach.add_(total, found.gradients(), 1.0 / parts));
                    return found.value().item();
                });
            }
            step(total);
            return sum / parts;
        });
    }

    /**
     * One step along gradients from elsewhere.
     *
     * @param given one for each of {@link #parameters()}, in order
     */
    public void step(List<Tensor> given) {
        if (given.size() != parameters.size()) {
            throw new IllegalArgumentException("There are " + parameters.size() + " parameters and " + given.size()
                    + " gradients: one is needed for each.");
        }
        if (groups.isEmpty()) {
            groups = Scope.detached(() -> Autodiff.noGrad(this::begin));
        }
        Scope.run(() -> Autodiff.noGrad(() -> {
            var clipped = clipped(masked(given));
            double factor = schedule.at(steps);
            for (var group : groups) {
                var own = group.places.size() == clipped.size()
                        ? clipped
                        : group.places.stream().map(clipped::get).toList();
                group.update.apply(own, group.rule.lr() * factor);
            }
            masked.ifPresent(m -> Foreach.mul_(m.weights, m.factors));
            bounded.forEach(Optimiser::shorten);
        }));
        steps++;
    }

    /** The learning rate of the next step, of the rule given first. */
    public double lr() {
        return choices.getFirst().rule.lr() * schedule.at(steps);
    }

    /** How many steps were taken. */
    public long steps() {
        return steps;
    }

    /** What it moves, in the order of the model's structure. */
    public List<Tensor> parameters() {
        return parameters;
    }

    private List<Group> begin() {
        var chosen = named.entrySet().stream()
                .map(p -> lastChoice(p.getKey(), p.getValue()))
                .toList();
        var begun = new ArrayList<Group>();
        for (int i = 0; i < choices.size(); i++) {
            int choice = i;
            var places = IntStream.range(0, chosen.size())
                    .filter(place -> chosen.get(place) == choice)
                    .boxed()
                    .toList();
            if (!places.isEmpty()) {
                var rule = choices.get(i).rule;
                var update = rule.begin(places.stream().map(parameters::get).toList());
                begun.add(new Group(rule, places, update));
            }
        }
        return begun;
    }

    private int lastChoice(String name, Tensor parameter) {
        int last = choices.size() - 1;
        while (!choices.get(last).which.test(name, parameter)) {
            last--;
        }
        return last;
    }

    /** Rows within the bound are multiplied by exactly 1. */
    private static void shorten(Bounded b) {
        Scope.run(() -> {
            var norms = b.weight.flatten(1, -1).norm(2, true, 1).clampMin(b.norm);
            var shape = new long[b.weight.rank()];
            Arrays.fill(shape, 1);
            shape[0] = b.weight.size(0);
            b.weight.mul_(Tensor.fullLike(norms, b.norm).div(norms).reshape(shape));
        });
    }

    private List<Tensor> masked(List<Tensor> given) {
        if (masked.isEmpty()) {
            return given;
        }
        var m = masked.get();
        var changed = new ArrayList<>(given);
        // Not in place: gradients of different parameters may share memory.
        var products = Foreach.mul(m.places.stream().map(given::get).toList(), m.factors);
        for (int i = 0; i < products.size(); i++) {
            changed.set(m.places.get(i), products.get(i));
        }
        return changed;
    }

    private List<Tensor> clipped(List<Tensor> given) {
        var bounded = given;
        if (clipValue < Double.POSITIVE_INFINITY) {
            bounded = given.stream().map(g -> g.clamp(-clipValue, clipValue)).toList();
        }
        if (clipNorm < Double.POSITIVE_INFINITY) {
            double norm = Foreach.norm(bounded).item();
            // Not in place: gradients of different parameters may share memory.
            bounded = norm > clipNorm ? Foreach.mul(bounded, clipNorm / (norm + 1e-6)) : bounded;
        }
        return bounded;
    }

    private static Tensor checked(Tensor loss) {
        if (loss.count() != 1) {
            throw new IllegalArgumentException("A loss is one number, and this one has shape "
                    + Arrays.toString(loss.shape()) + ": take its mean().");
        }
        if (!loss.requiresGrad()) {
            throw new IllegalArgumentException(
                    "The loss does not depend on any parameter: was it computed inside noGrad, or detached?");
        }
        return loss;
    }

    private static Gradients.Found plain(Supplier<Tensor> loss, List<Tensor> parameters) {
        var value = Autodiff.withGrad(loss);
        return new Gradients.Found(value, Autodiff.grad(value, parameters, false));
    }

    /** Of a computation that runs more than once in a step, the first result. */
    private static final class First<R> {
        private @Nullable R result;

        R keep(R next) {
            if (result == null) {
                result = next;
            }
            return next;
        }

        R get() {
            var kept = result;
            if (kept == null) {
                throw new IllegalStateException("The loss was not computed.");
            }
            return kept;
        }
    }
}
