package org.assay.studies.selfsupervised;

import java.util.ArrayList;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a network that learns no more makes of pictures. */
final class Features {
    private static final int PIECE = 500;

    private Features() {}

    /** Features {@code [picture, feature]} of pictures in the network's units, a piece at a time. */
    static Tensor of(Layer net, Tensor pictures) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : pictures.split(PIECE, 0)) {
                pieces.add(Scope.call(() -> net.forward(piece)));
            }
            return Tensor.cat(pieces, 0);
        })));
    }
}
