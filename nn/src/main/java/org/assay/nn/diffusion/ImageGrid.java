package org.assay.nn.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Images side by side, as samples are shown. */
public final class ImageGrid {
    private ImageGrid() {}

    /**
     * The first {@code rows} times {@code columns} of the images in rows, with nothing between them.
     *
     * @param images {@code [image, channel, height, width]}
     * @param black the value shown as 0; what lies beyond is cut off
     * @param white the value shown as 1
     * @return {@code [channel, rows height, columns width]}, from 0 to 1
     */
    public static Tensor of(Tensor images, int rows, int columns, double black, double white) {
        if (images.rank() != 4 || images.size(0) < (long) rows * columns) {
            throw new IllegalArgumentException("A grid of " + rows + " x " + columns
                    + " needs as many images, [image, channel, height, width], not " + Arrays.toString(images.shape())
                    + ".");
        }
        return Scope.call(() -> {
            var shown = images.detach().to(DType.FLOAT32).sub(black).div(white - black);
            var lines = new ArrayList<Tensor>();
            for (int row = 0; row < rows; row++) {
                var line = shown.narrow(0, (long) row * columns, columns);
                lines.add(Tensor.cat(line.unbind(0), 2));
            }
            return Tensor.cat(lines, 1).clamp(0, 1);
        });
    }
}
