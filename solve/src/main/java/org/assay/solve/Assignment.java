package org.assay.solve;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * The linear assignment problem: a column of its own for each row, such that the sum over the chosen entries is least or largest. Exact, by shortest
 * augmenting paths in O(rows^2 columns) steps: Jonker and Volgenant 1987, in the form of Crouse 2016 (IEEE TAES 52(4), section III).
 */
public final class Assignment {
    private final double[] costs;
    private final int rows;
    private final int columns;
    private final double[] u;
    private final double[] v;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] shortest;
    private final int[] before;
    private final int[] open;

    private Assignment(double[] costs, int rows, int columns) {
        this.costs = costs;
        this.rows = rows;
        this.columns = columns;
        u = new double[rows];
        v = new double[columns];
        columnOf = new int[rows];
        rowOf = new int[columns];
        shortest = new double[columns];
        before = new int[columns];
        open = new int[columns];
    }

    /**
     * The columns of the least sum.
     *
     * @param costs {@code [rows, columns]} of any floating-point type, finite, with at least as many columns as rows
     * @return the column of each row, {@code [rows]}, INT64; of several assignments of the same sum any
     * @throws SolveException if the costs have another shape or are not finite
     */
    public static Tensor cheapest(Tensor costs) {
        return solve(costs, 1);
    }

    /** The columns of the largest sum; otherwise as {@link #cheapest}. */
    public static Tensor dearest(Tensor scores) {
        return solve(scores, -1);
    }

    private static Tensor solve(Tensor entries, int sign) {
        if (entries.rank() != 2 || entries.size(0) > entries.size(1) || entries.size(0) == 0) {
            throw new SolveException(
                    "An assignment needs entries [rows, columns] with at least one row and no more rows than"
                            + " columns, not " + Arrays.toString(entries.shape())
                            + "; transpose them if there are more rows.");
        }
        var costs = Scope.call(() -> entries.detach().to(DType.FLOAT64)).toDoubles();
        for (int i = 0; i < costs.length; i++) {
            if (!Double.isFinite(costs[i])) {
                throw new SolveException("Entry " + i / entries.size(1) + ", " + i % entries.size(1)
                        + " of an assignment is " + costs[i] + "; give forbidden pairs a large finite cost.");
            }
            costs[i] *= sign;
        }
        var found = new Assignment(costs, (int) entries.size(0), (int) entries.size(1)).columns();
        return Tensor.of(Arrays.stream(found).asLongStream().toArray(), found.length);
    }

    private int[] columns() {
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        for (int i = 0; i < rows; i++) {
            takeCheapest(i);
        }
        for (int i = 0; i < rows; i++) {
            if (columnOf[i] < 0) {
                augment(i);
            }
        }
        return columnOf;
    }

    /** A row whose cheapest column is free may have it for a start. */
    private void takeCheapest(int row) {
        int best = 0;
        for (int j = 1; j < columns; j++) {
            best = costs[row * columns + j] < costs[row * columns + best] ? j : best;
        }
        u[row] = costs[row * columns + best];
        if (rowOf[best] < 0) {
            rowOf[best] = row;
            columnOf[row] = best;
        }
    }

    /** Dijkstra's search over reduced costs from a row without a column to a free column; then all rows on the path move on by one. */
    private void augment(int start) {
        Arrays.fill(shortest, Double.POSITIVE_INFINITY);
        for (int j = 0; j < columns; j++) {
            open[j] = j;
        }
        int left = columns;
        double reached = 0;
        int row = start;
        int sink = -1;
        while (sink < 0) {
            int nearest = scan(row, reached, left);
            int column = open[nearest];
            reached = shortest[column];
            // What has been visited is kept behind those that are left, for the update of the prices.
            left--;
            open[nearest] = open[left];
            open[left] = column;
            if (rowOf[column] < 0) {
                sink = column;
            } else {
                row = rowOf[column];
            }
        }
        u[start] += reached;
        for (int k = left; k < columns; k++) {
            int column = open[k];
            double slack = reached - shortest[column];
            v[column] -= slack;
            if (rowOf[column] >= 0) {
                u[rowOf[column]] += slack;
            }
        }
        move(start, sink);
    }

    /** Distances by way of a row, and the place among the open columns of the nearest, a free one if there is a choice. */
    private int scan(int row, double reached, int left) {
        double base = reached - u[row];
        int offset = row * columns;
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < left; k++) {
            int column = open[k];
            double distance = base + costs[offset + column] - v[column];
            if (distance < shortest[column]) {
                shortest[column] = distance;
                before[column] = row;
            }
            double known = shortest[column];
            if (known < least || (known == least && rowOf[column] < 0)) {
                least = known;
                nearest = k;
            }
        }
        return nearest;
    }

    private void move(int start, int sink) {
        int column = sink;
        int row;
        do {
            row = before[column];
            rowOf[column] = row;
            int previous = columnOf[row];
            columnOf[row] = column;
            column = previous;
        } while (row != start);
    }
}
