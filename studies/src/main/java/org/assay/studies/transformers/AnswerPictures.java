package org.assay.studies.transformers;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import org.assay.lab.Trial;

/** What is answered to each divisor, by colour as a model learns and by place at the end. */
final class AnswerPictures {
    private static final int SCALE = 3;
    private static final int AGREED = 0x202020;
    private static final int RULE_ONLY = 0xf0a030;
    private static final int ANSWER_ONLY = 0x2060d0;
    private static final int PAPER = 0xffffff;
    /** Hues of neighbouring numbers this far apart around the circle are easy to tell. */
    private static final double GOLDEN = 0.618034;

    private AnswerPictures() {}

    static void report(Trial<?> trial, List<Answers> looks) {
        int limit = looks.getLast().limit();
        int side = SCALE * limit;
        var course = new int[side][side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                var answers = looks.get(x * looks.size() / side);
                course[side - 1 - y][x] = colour(answers.to(1 + y / SCALE).modal());
            }
        }
        show(trial, "answers_over_time", course);
        show(trial, "answers_at_the_end", places(looks.getLast(), side));
    }

    private static int[][] places(Answers answers, int side) {
        var picture = new int[side][side];
        for (var row : picture) {
            Arrays.fill(row, PAPER);
        }
        var learned = answers.learned();
        for (int k = 1; k <= answers.limit(); k++) {
            int rule = Answers.largestDividing(k, learned);
            int answer = Math.clamp(answers.to(k).modal(), 1, answers.limit());
            dot(picture, k, rule, rule == answer ? AGREED : RULE_ONLY);
            dot(picture, k, answer, rule == answer ? AGREED : ANSWER_ONLY);
        }
        return picture;
    }

    private static void dot(int[][] picture, int x, int y, int colour) {
        for (int i = 0; i < SCALE; i++) {
            for (int j = 0; j < SCALE; j++) {
                picture[picture.length - 1 - (SCALE * (y - 1) + i)][SCALE * (x - 1) + j] = colour;
            }
        }
    }

    private static int colour(int answer) {
        return answer <= 1 ? 0xe8e8e8 : Color.HSBtoRGB((float) (answer * GOLDEN % 1), 0.65f, 0.85f);
    }

    private static void show(Trial<?> trial, String name, int[][] rgb) {
        int side = rgb.length;
        var pixels = new float[3 * side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int c = 0; c < 3; c++) {
                    pixels[(c * side + y) * side + x] = ((rgb[y][x] >> (16 - 8 * c)) & 0xff) / 255f;
                }
            }
        }
        trial.image(name, 3, side, side, pixels);
    }
}
