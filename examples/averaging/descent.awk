# Stochastic gradient descent on a bowl, its gradient disturbed by noise; with average=1 the mean of the second half of the path is judged
# instead of the last point. Reports as JSON, one object a line.
function gaussian() {
    return sqrt(-2 * log(1 - rand())) * cos(6.283185307179586 * rand())
}

BEGIN {
    srand(seed)
    x = 1; y = 1
    for (step = 1; step <= steps; step++) {
        x -= rate * (x + noise * gaussian())
        y -= rate * (4 * y + noise * gaussian())
        if (2 * step > steps) { meanX += x; meanY += y; count++ }
        if (step % 20 == 0) {
            printf "{\"step\": %d, \"loss\": %.9g}\n", step, (x * x + 4 * y * y) / 2
            printf "{\"progress\": %.3f}\n", step / steps
        }
    }
    if (average) { x = meanX / count; y = meanY / count }
    loss = (x * x + 4 * y * y) / 2
    printf "{\"loss\": %.9g, \"log10_loss\": %.9g}\n", loss, log(loss) / log(10)
}
