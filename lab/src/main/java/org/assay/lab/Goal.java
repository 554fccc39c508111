package org.assay.lab;

import java.util.Optional;
import org.assay.lab.Statement.Direction;

/**
 * A statement with a direction, as one effect.
 *
 * @param effect the seed's figure, positive in the claimed direction
 * @param bar what it must exceed on the mean
 * @param delta the smallest effect that matters
 */
record Goal(Quantity effect, double bar, double delta) {

    /** Nothing for statements that are not one effect with a direction. */
    static Optional<Goal> of(Statement statement) {
        return Optional.ofNullable(
                switch (statement) {
                    case Statement.Difference s ->
                        new Goal(signed(s.left().minus(s.right()), s.direction()), 0, s.delta());
                    case Statement.Quotient s -> {
                        var log = new Ratio(s.over(), s.under()).log().minus(Math.log(s.bar()));
                        yield new Goal(signed(log, s.direction()), 0, Math.log(s.factor()));
                    }
                    case Statement.NotWorse s ->
                        new Goal(signed(s.left().minus(s.right()), s.direction()), -s.margin(), -s.margin());
                    case Statement.Earlier s ->
                        new Goal(new Ratio(s.second(), s.first()).log(), 0, Math.log(s.factor()));
                    case Statement.Monotone s ->
                        new Goal(signed(s.curve().last().minus(s.curve().first()), s.direction()), 0, s.delta());
                    case Statement.Differs _,
                            Statement.Near _,
                            Statement.NearQuotient _,
                            Statement.Happens _,
                            Statement.Spread _,
                            Statement.AtLeast _,
                            Statement.Reported _ -> null;
                });
    }

    static Quantity signed(Quantity quantity, Direction direction) {
        return direction == Direction.ABOVE ? quantity : quantity.times(-1);
    }
}
