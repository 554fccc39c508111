package org.assay.studies.segmentation;

import org.assay.lab.Trial;
import org.assay.nn.Layer;

/** What a trial reports of a trained network. */
final class Findings {
    private static final double EVEN = 0.5;

    private Findings() {}

    static void report(Trial<?> trial, Problem problem, Layer net) {
        long start = System.nanoTime();
        var test = Predictions.of(net, problem.test());
        trial.timing("seconds_per_picture", (System.nanoTime() - start) / 1e9 / test.count());
        var train = Predictions.of(net, problem.train());
        trial.metric("train_iou", train.iou(EVEN));
        trial.metric("pixel_error", test.pixelError(EVEN));
        at(trial, test, EVEN, "");
        double chosen = train.bestThreshold();
        trial.metric("chosen", chosen);
        at(trial, test, chosen, "@chosen");
        var near = test.nearBorder(EVEN);
        trial.metric("wrong_near_border", near.ofWrong());
        trial.metric("near_border", near.ofAll());
        for (int tenth = 1; tenth < 10; tenth++) {
            double threshold = tenth / 10.0;
            var objects = test.objects(threshold);
            trial.series("foreground IoU", threshold, test.iou(threshold));
            if (objects.pairs() > 0) {
                trial.series("merged pairs", threshold, objects.mergeRate());
            }
            trial.series("split cells", threshold, objects.splitRate());
        }
        CellPicture.show(trial, problem.test(), test, EVEN);
    }

    private static void at(Trial<?> trial, Predictions test, double threshold, String suffix) {
        var objects = test.objects(threshold);
        trial.metric("iou" + suffix, test.iou(threshold));
        trial.metric("rand_error" + suffix, objects.randError());
        if (objects.pairs() > 0) {
            trial.metric("merge_rate" + suffix, objects.mergeRate());
        }
        trial.metric("split_rate" + suffix, objects.splitRate());
        trial.metric("missed_rate" + suffix, objects.missedRate());
    }
}
