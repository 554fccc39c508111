package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private static Tensor random(long... shape) {
        return Rng.of(3).normal(shape).to(DType.FLOAT64);
    }

    @Test
    void theFourierTransformIsItsSum() {
        Scope.run(() -> {
            var x = random(6);
            var values = x.toDoubles();
            var real = x.fft(0).real().toDoubles();
            var imaginary = x.fft(0).imag().toDoubles();
            for (int k = 0; k < 6; k++) {
                double cosines = 0;
                double sines = 0;
                for (int n = 0; n < 6; n++) {
                    cosines += values[n] * Math.cos(2 * Math.PI * k * n / 6);
                    sines -= values[n] * Math.sin(2 * Math.PI * k * n / 6);
                }
                assertThat(real[k]).isCloseTo(cosines, CLOSE);
                assertThat(imaginary[k]).isCloseTo(sines, CLOSE);
            }
            assertThat(x.rfft(0).real().toDoubles())
                    .containsExactly(x.fft(0).real().narrow(0, 0, 4).toDoubles(), CLOSE);
        });
    }

    @Test
    void inversesUndo() {
        Scope.run(() -> {
            var x = random(4, 5);
            assertThat(x.fft(1).ifft(1).real().toDoubles()).containsExactly(x.toDoubles(), CLOSE);
            assertThat(x.rfft(1).irfft(5, 1).toDoubles()).containsExactly(x.toDoubles(), CLOSE);
            assertThat(x.fft2().ifft2().real().toDoubles()).containsExactly(x.toDoubles(), CLOSE);
            assertThat(x.rfft2().irfft2(4, 5).toDoubles()).containsExactly(x.toDoubles(), CLOSE);
            assertThat(x.fftShift(0, 1).ifftShift(0, 1).toDoubles()).containsExactly(x.toDoubles());
            assertThat(Tensor.of(0, 1, 2, 3, 4).fftShift(0).toDoubles()).containsExactly(3, 4, 0, 1, 2);
            var sound = random(2, 64);
            var window = Tensor.hann(16).to(DType.FLOAT64);
            var spectrum = sound.stft(16, 4, window);
            assertThat(spectrum.shape()).containsExactly(2, 9, 17);
            assertThat(spectrum.istft(16, 4, window, 64).toDoubles()).containsExactly(sound.toDoubles(), CLOSE);
        });
    }

    @Test
    void complexNumbers() {
        Scope.run(() -> {
            var z = Tensor.of(3, 0).complex(Tensor.of(4, -2));
            assertThat(z.dtype()).isEqualTo(DType.COMPLEX64);
            assertThat(z.abs().toDoubles()).containsExactly(5, 2);
            assertThat(z.angle().toDoubles()[1]).isCloseTo(-Math.PI / 2, within(1e-6));
            assertThat(z.conj().imag().toDoubles()).containsExactly(-4, 2);
            assertThat(z.square().real().toDoubles()).containsExactly(-7, -4);
            assertThat(z.viewAsReal().toDoubles()).containsExactly(3, 4, 0, -2);
            assertThat(z.conj().viewAsReal().toDoubles()).containsExactly(3, -4, 0, 2);
            assertThat(z.viewAsReal().viewAsComplex().equalTo(z)).isTrue();
        });
    }
}
