package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Fourier transforms and complex numbers. */
sealed interface Signals permits Tensor {
    /** The discrete Fourier transform along a dimension. */
    default Tensor fft(int dim) {
        return Call.of("fft", () -> torch.fft_fft(self().raw(), Args.NO_LONG, dim, Args.NO_STRING), self());
    }

    default Tensor ifft(int dim) {
        return Call.of("ifft", () -> torch.fft_ifft(self().raw(), Args.NO_LONG, dim, Args.NO_STRING), self());
    }

    /** Of real values: the n / 2 + 1 frequencies from 0 up. */
    default Tensor rfft(int dim) {
        return Call.of("rfft", () -> torch.fft_rfft(self().raw(), Args.NO_LONG, dim, Args.NO_STRING), self());
    }

    /** Real values of the given length from their frequencies from 0 up. */
    default Tensor irfft(long length, int dim) {
        return Call.of("irfft", () -> torch.fft_irfft(self().raw(), Args.some(length), dim, Args.NO_STRING), self());
    }

    /** Over the last two dimensions. */
    default Tensor fft2() {
        return Call.of("fft2", () -> torch.fft_fft2(self().raw()), self());
    }

    default Tensor ifft2() {
        return Call.of("ifft2", () -> torch.fft_ifft2(self().raw()), self());
    }

    default Tensor rfft2() {
        return Call.of("rfft2", () -> torch.fft_rfft2(self().raw()), self());
    }

    default Tensor irfft2(long height, long width) {
        return Call.of(
                "irfft2",
                () -> torch.fft_irfft2(self().raw(), new long[] {height, width}, new long[] {-2, -1}, Args.NO_STRING),
                self());
    }

    /** The zero frequency moved to the centre. */
    default Tensor fftShift(int... dims) {
        return Call.of("fftShift", () -> torch.fft_fftshift(self().raw(), Args.longs(dims)), self());
    }

    default Tensor ifftShift(int... dims) {
        return Call.of("ifftShift", () -> torch.fft_ifftshift(self().raw(), Args.longs(dims)), self());
    }

    /** The short-time Fourier transform of {@code [batch, time]}, mirrored at the ends: complex {@code [batch, size / 2 + 1, frames]}. */
    default Tensor stft(long size, long hop, Tensor window) {
        return Call.of(
                "stft",
                () -> torch.stft(
                        self().raw(),
                        size,
                        Args.some(hop),
                        Args.some(size),
                        Args.maybe(window),
                        true,
                        "reflect",
                        false,
                        Args.some(true),
                        Args.some(true),
                        Args.NO_BOOL),
                self(),
                window);
    }

    /** The inverse of {@link #stft}. */
    default Tensor istft(long size, long hop, Tensor window, long length) {
        return Call.of(
                "istft",
                () -> torch.istft(
                        self().raw(),
                        size,
                        Args.some(hop),
                        Args.some(size),
                        Args.maybe(window),
                        true,
                        false,
                        Args.some(true),
                        Args.some(length),
                        false),
                self(),
                window);
    }

    /** A view of the real part. */
    default Tensor real() {
        return Call.of("real", () -> torch.real(self().raw()), self());
    }

    /** A view of the imaginary part. */
    default Tensor imag() {
        return Call.of("imag", () -> torch.imag(self().raw()), self());
    }

    default Tensor angle() {
        return Call.of("angle", () -> torch.angle(self().raw()), self());
    }

    default Tensor conj() {
        return Call.of("conj", () -> torch.conj(self().raw()), self());
    }

    /** The complex numbers with this as their real part. */
    default Tensor complex(Tensor imaginary) {
        return Call.of(
                "complex",
                () -> torch.view_as_complex(torch.stack(Args.vector(List.of(self(), imaginary)), -1)),
                self(),
                imaginary);
    }

    /** Real and imaginary part in a new last dimension of size 2. */
    default Tensor viewAsReal() {
        return Call.of("viewAsReal", () -> torch.view_as_real(self().raw().resolve_conj()), self());
    }

    /** Pairs in the last dimension as complex numbers. */
    default Tensor viewAsComplex() {
        return Call.of("viewAsComplex", () -> torch.view_as_complex(self().raw()), self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
