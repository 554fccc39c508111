package org.assay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Quantities along an ordered numeric factor, of arms or of cells.
 *
 * @param factor what {@code x} is called
 * @param points by increasing {@code x}, at least two
 */
public record Curve(String factor, List<Point> points) {

    /** A quantity at a place of the factor. */
    public record Point(double x, Quantity y) {}

    public Curve {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new PlanException("The curve over " + factor + " has too few points, " + points.size()
                    + ": name two values or more.");
        }
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i).x() > points.get(i - 1).x())) {
                throw new PlanException(
                        "In the curve over " + factor + ", " + points.get(i).x() + " follows "
                                + points.get(i - 1).x() + ": put its values in increasing order.");
            }
        }
    }

    /**
     * The cell at every value of a factor. Arm or cell contain one {@code *}, which stands for the value as it is written:
     * {@code curve("f", "wd=1,f=*", "t_gen", 0.4, 0.5, 0.6)} or {@code curve("N", "net", "mse@N=*", 16, 32, 64)}.
     */
    public static Curve curve(String factor, String arm, String cell, Number... values) {
        if (!arm.contains("*") && !cell.contains("*")) {
            throw new PlanException("The curve over " + factor + " has no * in its arm " + arm + " or its cell " + cell
                    + ": put one where the values stand.");
        }
        var points = new ArrayList<Point>();
        for (var value : values) {
            var text = value.toString();
            points.add(new Point(value.doubleValue(), Quantity.cell(arm.replace("*", text), cell.replace("*", text))));
        }
        return new Curve(factor, points);
    }

    /** The curve with {@code y} replaced point by point: {@code curve.each(Quantity::log)}. */
    public Curve each(UnaryOperator<Quantity> change) {
        return new Curve(
                factor,
                points.stream().map(p -> new Point(p.x(), change.apply(p.y()))).toList());
    }

    /** Difference to another curve at the same places. */
    public Curve minus(Curve other) {
        var difference = new ArrayList<Point>();
        for (int i = 0; i < points.size(); i++) {
            if (other.points.size() != points.size()
                    || other.points.get(i).x() != points.get(i).x()) {
                throw new PlanException("Two curves over " + factor + " and " + other.factor
                        + " are subtracted and have other places: give both the same values.");
            }
            difference.add(new Point(
                    points.get(i).x(),
                    points.get(i).y().minus(other.points.get(i).y())));
        }
        return new Curve(factor, difference);
    }

    /** The same points over log x. */
    public Curve onLogScale() {
        return new Curve(
                "log " + factor,
                points.stream().map(p -> new Point(Math.log(p.x()), p.y())).toList());
    }

    /** Least-squares slope inside the seed. */
    public Quantity slope() {
        return new Quantity.OfCurve(Quantity.CurveFigure.SLOPE, this);
    }

    /** Where the curve is largest, one of its places inside a seed. */
    public Quantity peak() {
        return new Quantity.OfCurve(Quantity.CurveFigure.PEAK, this);
    }

    /** Where the curve is smallest. */
    public Quantity trough() {
        return new Quantity.OfCurve(Quantity.CurveFigure.TROUGH, this);
    }

    /** Spearman's correlation of the curve with its places, inside the seed. */
    public Quantity rankCorrelation() {
        return Quantity.spearman(
                values(), points.stream().map(p -> Quantity.constant(p.x())).toList());
    }

    /** Mean over the places. */
    public Quantity mean() {
        return Quantity.mean(values().toArray(Quantity[]::new));
    }

    public Quantity max() {
        return Quantity.largest(values().toArray(Quantity[]::new));
    }

    public Quantity min() {
        return Quantity.smallest(values().toArray(Quantity[]::new));
    }

    public Quantity first() {
        return points.getFirst().y();
    }

    public Quantity last() {
        return points.getLast().y();
    }

    /** The quantities in order of {@code x}. */
    public List<Quantity> values() {
        return points.stream().map(Point::y).toList();
    }

    /** Claims that the curve rises. */
    public Phrase.Trend<Statement> rises() {
        return new Phrase.Trend<>(this, Statement.Direction.ABOVE, s -> s);
    }

    /** Claims that the curve falls. */
    public Phrase.Trend<Statement> falls() {
        return new Phrase.Trend<>(this, Statement.Direction.BELOW, s -> s);
    }
}
