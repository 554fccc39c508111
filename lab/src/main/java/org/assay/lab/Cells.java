package org.assay.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The cells that a claim reads. */
final class Cells {

    private Cells() {}

    static Set<String> arms(Claim claim) {
        var cells = of(claim.statement());
        claim.guards().forEach(guard -> cells.addAll(of(guard.statement())));
        claim.seedGuards().forEach(guard -> cells.addAll(of(guard)));
        return cells.stream().map(Quantity.Cell::arm).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Set<Quantity.Cell> of(Statement statement) {
        var cells = new LinkedHashSet<Quantity.Cell>();
        collect(statement, cells);
        return cells;
    }

    static Set<Quantity.Cell> of(Quantity quantity) {
        var cells = new LinkedHashSet<Quantity.Cell>();
        collect(quantity, cells);
        return cells;
    }

    private static void collect(Statement statement, Set<Quantity.Cell> cells) {
        switch (statement) {
            case Statement.Difference s -> collect(List.of(s.left(), s.right()), cells);
            case Statement.Differs s -> collect(List.of(s.left(), s.right()), cells);
            case Statement.Quotient s -> collect(List.of(s.over(), s.under()), cells);
            case Statement.NotWorse s -> collect(List.of(s.left(), s.right()), cells);
            case Statement.Near s -> collect(s.of(), cells);
            case Statement.NearQuotient s -> collect(List.of(s.over(), s.under()), cells);
            case Statement.Earlier s -> collect(List.of(s.first(), s.second()), cells);
            case Statement.Monotone s -> collect(s.curve().values(), cells);
            case Statement.Happens s -> collect(s.of(), cells);
            case Statement.Spread s -> collect(List.of(s.left(), s.right()), cells);
            case Statement.AtLeast s -> s.of().forEach(part -> collect(part, cells));
            case Statement.Reported s -> collect(s.of(), cells);
        }
    }

    private static void collect(List<Quantity> quantities, Set<Quantity.Cell> cells) {
        quantities.forEach(quantity -> collect(quantity, cells));
    }

    private static void collect(Quantity quantity, Set<Quantity.Cell> cells) {
        switch (quantity) {
            case Quantity.Cell cell -> cells.add(cell);
            case Quantity.Constant _ -> {}
            case Quantity.Linear q -> q.terms().forEach(term -> collect(term.of(), cells));
            case Quantity.Quotient q -> collect(List.of(q.over(), q.under()), cells);
            case Quantity.Applied q -> collect(q.of(), cells);
            case Quantity.Floored q -> collect(q.of(), cells);
            case Quantity.Censored q -> collect(q.of(), cells);
            case Quantity.Imputed q -> collect(q.of(), cells);
            case Quantity.Named q -> collect(q.of(), cells);
            case Quantity.Reduced q -> collect(q.of(), cells);
            case Quantity.OfCurve q -> collect(q.curve().values(), cells);
            case Quantity.Correlation q -> {
                collect(q.left(), cells);
                collect(q.right(), cells);
            }
        }
    }
}
