package org.assay.studies.regularisation;

import java.util.List;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Trial;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The attack of Goodfellow, Shlens and Szegedy 2015 (FGSM): every pixel one step against the label, no further than black or white. */
final class FastGradient {

    /** Steps in grey levels of 255. */
    static final List<Integer> STEPS = List.of(1, 2, 4, 8);

    private final Tensor black;
    private final Tensor white;

    /** With the units of the pictures, from pixels between 0 and 1. */
    FastGradient(Standardiser units, Tensor like) {
        black = units.apply(Tensor.zerosLike(like.narrow(0, 0, 1)));
        white = units.apply(Tensor.onesLike(like.narrow(0, 0, 1)));
    }

    /** Pictures moved along the signs of their gradients by so many grey levels. */
    Tensor moved(Tensor pictures, Tensor gradient, int levels) {
        return Scope.call(() -> {
            var step = white.sub(black).mul(levels / 255.0);
            return pictures.add(gradient.sign().mul(step)).minimum(white).maximum(black);
        });
    }

    static void report(Trial<?> trial, Classifier net, Examples pictures, Standardiser units) {
        Scope.run(() -> {
            var attack = new FastGradient(units, pictures.inputs());
            var gradient = net.inputGradient(pictures);
            trial.series("error under attack", 0, net.error(pictures));
            for (int levels : STEPS) {
                double error =
                        net.error(new Examples(attack.moved(pictures.inputs(), gradient, levels), pictures.labels()));
                trial.series("error under attack", levels, error);
                trial.metric("fgsm_error@eps=" + levels, error);
            }
        });
    }
}
