package org.assay.data.generate;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Charged bodies that attract and repel each other in space, started at normal places with speed 1/2 in random directions; their
 * law, force q_i q_j (x_i - x_j) / |x_i - x_j|^3 with components cut at 100, does not depend on where is up (Fuchs et al. 2020,
 * arXiv:2006.10503; Satorras, Hoogeboom and Welling 2021, arXiv:2102.09844).
 *
 * @param charges {@code [system, body]}, FLOAT32: -1 or 1
 * @param places {@code [system, body, 3]}, FLOAT32: at the time of the question
 * @param velocities {@code [system, body, 3]}, FLOAT32: at that time
 * @param later {@code [system, body, 3]}, FLOAT32: the places asked for
 */
public record Charges(Tensor charges, Tensor places, Tensor velocities, Tensor later) {
    private static final double STEP = 0.001;
    private static final double MOST = 100;

    /** What happens: from the start to the question and on to the answer, in steps of 0.001, under a field that pulls all bodies. */
    public record Course(int asked, int answered, double fieldX, double fieldY, double fieldZ) {
        /** The published task: asked at step 3,000, answered at step 4,000, without a field. */
        public static final Course STANDARD = new Course(3000, 4000, 0, 0, 0);

        public Course {
            if (asked < 1 || answered < asked) {
                throw new DataException("an answer at step " + answered + " cannot follow a question at step " + asked);
            }
        }
    }

    public static Charges draw(int systems, int bodies, Course course, Rng rng) {
        int size = 3 * bodies;
        var charges = new float[systems * bodies];
        var places = new float[systems * size];
        var velocities = new float[systems * size];
        var later = new float[systems * size];
        for (int s = 0; s < systems; s++) {
            var q = new double[bodies];
            var x = new double[size];
            var v = new double[size];
            for (int i = 0; i < bodies; i++) {
                q[i] = rng.nextBoolean() ? 1 : -1;
                charges[s * bodies + i] = (float) q[i];
            }
            for (int k = 0; k < size; k++) {
                x[k] = rng.nextGaussian();
                v[k] = rng.nextGaussian();
            }
            for (int i = 0; i < bodies; i++) {
                double norm =
                        Math.sqrt(v[3 * i] * v[3 * i] + v[3 * i + 1] * v[3 * i + 1] + v[3 * i + 2] * v[3 * i + 2]);
                for (int c = 0; c < 3; c++) {
                    v[3 * i + c] *= 0.5 / norm;
                }
            }
            push(q, x, v, course);
            run(q, x, v, course, course.asked());
            copy(x, places, s * size);
            copy(v, velocities, s * size);
            run(q, x, v, course, course.answered() - course.asked());
            copy(x, later, s * size);
        }
        return new Charges(
                Tensor.of(charges, systems, bodies),
                Tensor.of(places, systems, bodies, 3),
                Tensor.of(velocities, systems, bodies, 3),
                Tensor.of(later, systems, bodies, 3));
    }

    private static void run(double[] q, double[] x, double[] v, Course course, int steps) {
        for (int step = 0; step < steps; step++) {
            for (int k = 0; k < x.length; k++) {
                x[k] += STEP * v[k];
            }
            push(q, x, v, course);
        }
    }

    private static void push(double[] q, double[] x, double[] v, Course course) {
        var force = new double[x.length];
        for (int i = 0; i < q.length; i++) {
            for (int j = 0; j < i; j++) {
                double dx = x[3 * i] - x[3 * j];
                double dy = x[3 * i + 1] - x[3 * j + 1];
                double dz = x[3 * i + 2] - x[3 * j + 2];
                double square = dx * dx + dy * dy + dz * dz;
                double scale = q[i] * q[j] / (square * Math.sqrt(square));
                add(force, 3 * i, scale * dx, scale * dy, scale * dz);
                add(force, 3 * j, -scale * dx, -scale * dy, -scale * dz);
            }
        }
        for (int i = 0; i < q.length; i++) {
            add(force, 3 * i, course.fieldX(), course.fieldY(), course.fieldZ());
        }
        for (int k = 0; k < x.length; k++) {
            v[k] += STEP * Math.clamp(force[k], -MOST, MOST);
        }
    }

    private static void add(double[] force, int at, double x, double y, double z) {
        force[at] += x;
        force[at + 1] += y;
        force[at + 2] += z;
    }

    private static void copy(double[] from, float[] to, int start) {
        for (int k = 0; k < from.length; k++) {
            to[start + k] = (float) from[k];
        }
    }

    /** The energy of each system at the question, of motion and between charges, FLOAT64 {@code [system]}: without a field it is kept. */
    public Tensor energy() {
        var q = charges.toDoubles();
        var x = places.toDoubles();
        var v = velocities.toDoubles();
        int systems = (int) charges.size(0);
        int bodies = (int) charges.size(1);
        var energy = new double[systems];
        for (int s = 0; s < systems; s++) {
            for (int i = 0; i < bodies; i++) {
                int a = 3 * (s * bodies + i);
                energy[s] += (v[a] * v[a] + v[a + 1] * v[a + 1] + v[a + 2] * v[a + 2]) / 2;
                for (int j = 0; j < i; j++) {
                    int b = 3 * (s * bodies + j);
                    double apart = Math.sqrt(Math.pow(x[a] - x[b], 2)
                            + Math.pow(x[a + 1] - x[b + 1], 2)
                            + Math.pow(x[a + 2] - x[b + 2], 2));
                    energy[s] += q[s * bodies + i] * q[s * bodies + j] / apart;
                }
            }
        }
        return Tensor.of(DType.FLOAT64, energy, systems);
    }
}
