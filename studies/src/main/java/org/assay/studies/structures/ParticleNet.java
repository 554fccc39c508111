package org.assay.studies.structures;

import java.util.List;
import org.assay.data.generate.Charges;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** A network that says where charged bodies will be, from where they are and how they move. */
sealed interface ParticleNet permits EquivariantNet, PlainNet, RadialNet {

    /** Which network, in which form. */
    enum Kind {
        EGNN,
        /** Told where the field points. */
        EGNN_WITH_FIELD,
        /** Coordinates move in the last layer alone. */
        EGNN_ONE_MOVE,
        /** Coordinates move along differences of places alone, not along velocities. */
        EGNN_WITHOUT_VELOCITY,
        /** From coordinates as numbers to coordinates as numbers. */
        GNN,
        /** The same, to the way that is left to go. */
        GNN_RESIDUAL,
        RADIAL_FIELD;

        ParticleNet net(int width, int layers, Rng rng) {
            return switch (this) {
                case EGNN, EGNN_WITH_FIELD, EGNN_ONE_MOVE, EGNN_WITHOUT_VELOCITY ->
                    EquivariantNet.of(this, width, layers, rng);
                case GNN, GNN_RESIDUAL -> PlainNet.of(this == GNN_RESIDUAL, width, layers, rng);
                case RADIAL_FIELD -> RadialNet.of(width, layers, rng);
            };
        }
    }

    /**
     * What a network says and how it came to it.
     *
     * @param later {@code [system, body, 3]}
     * @param features of the bodies, {@code [system, body, width]}: as embedded, then after every layer that has some
     */
    record Forecast(Tensor later, List<Tensor> features) {}

    Forecast forecast(Charges systems);

    /** Mean squared error over bodies and coordinates. */
    default Tensor loss(Charges systems) {
        return forecast(systems).later().mse(systems.later());
    }
}
