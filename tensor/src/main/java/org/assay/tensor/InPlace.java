package org.assay.tensor;

import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Scalar;

/** Changes to a tensor's own memory, for optimisers and running statistics. No gradient flows through them: where one would be lost they are refused. */
sealed interface InPlace permits Tensor {
    default Tensor add_(Tensor other) {
        return change("add_", () -> self().raw().add_(other.raw()), self(), other);
    }

    default Tensor add_(double other) {
        return change("add_", other, org.bytedeco.pytorch.Tensor::add_, org.bytedeco.pytorch.Tensor::add_);
    }

    default Tensor sub_(Tensor other) {
        return change("sub_", () -> self().raw().sub_(other.raw()), self(), other);
    }

    default Tensor sub_(double other) {
        return change("sub_", other, org.bytedeco.pytorch.Tensor::sub_, org.bytedeco.pytorch.Tensor::sub_);
    }

    default Tensor mul_(Tensor other) {
        return change("mul_", () -> self().raw().mul_(other.raw()), self(), other);
    }

    default Tensor mul_(double other) {
        return change("mul_", other, org.bytedeco.pytorch.Tensor::mul_, org.bytedeco.pytorch.Tensor::mul_);
    }

    default Tensor div_(Tensor other) {
        return change("div_", () -> self().raw().div_(other.raw()), self(), other);
    }

    default Tensor div_(double other) {
        return change("div_", other, org.bytedeco.pytorch.Tensor::div_, org.bytedeco.pytorch.Tensor::div_);
    }

    default Tensor add_(Tensor other, double scale) {
        return change("add_", () -> self().raw().add_(other.raw(), Args.scalar(scale)), self(), other);
    }

    default Tensor zero_() {
        return change("zero_", () -> self().raw().zero_(), self());
    }

    default Tensor fill_(double value) {
        return change("fill_", () -> self().raw().fill_(Args.scalar(value)), self());
    }

    default Tensor copyFrom(Tensor other) {
        return change("copyFrom", () -> self().raw().copy_(other.raw()), self(), other);
    }

    default Tensor addcmul_(Tensor a, Tensor b, double scale) {
        return change("addcmul_", () -> self().raw().addcmul_(a.raw(), b.raw(), Args.scalar(scale)), self(), a, b);
    }

    default Tensor addcdiv_(Tensor a, Tensor b, double scale) {
        return change("addcdiv_", () -> self().raw().addcdiv_(a.raw(), b.raw(), Args.scalar(scale)), self(), a, b);
    }

    default Tensor lerp_(Tensor end, double weight) {
        return change("lerp_", () -> self().raw().lerp_(end.raw(), Args.scalar(weight)), self(), end);
    }

    default Tensor clamp_(double low, double high) {
        return change(
                "clamp_", () -> self().raw().clamp_(Args.some(Args.scalar(low)), Args.some(Args.scalar(high))), self());
    }

    default Tensor pow_(double exponent) {
        return change("pow_", () -> self().raw().pow_(Args.scalar(exponent)), self());
    }

    default Tensor sqrt_() {
        return change("sqrt_", () -> self().raw().sqrt_(), self());
    }

    default Tensor rsqrt_() {
        return change("rsqrt_", () -> self().raw().rsqrt_(), self());
    }

    default Tensor neg_() {
        return change("neg_", () -> self().raw().neg_(), self());
    }

    default Tensor sign_() {
        return change("sign_", () -> self().raw().sign_(), self());
    }

    default Tensor exp_() {
        return change("exp_", () -> self().raw().exp_(), self());
    }

    default Tensor reciprocal_() {
        return change("reciprocal_", () -> self().raw().reciprocal_(), self());
    }

    default Tensor maskedFill_(Tensor mask, double value) {
        return change("maskedFill_", () -> self().raw().masked_fill_(mask.raw(), Args.scalar(value)), self(), mask);
    }

    default Tensor indexAdd_(int dim, Tensor index, Tensor source) {
        return change(
                "indexAdd_", () -> self().raw().index_add_(dim, index.raw(), source.raw()), self(), index, source);
    }

    default Tensor indexCopy_(int dim, Tensor index, Tensor source) {
        return change(
                "indexCopy_", () -> self().raw().index_copy_(dim, index.raw(), source.raw()), self(), index, source);
    }

    private Tensor change(
            String name,
            double number,
            BiConsumer<org.bytedeco.pytorch.Tensor, org.bytedeco.pytorch.Tensor> withTensor,
            BiConsumer<org.bytedeco.pytorch.Tensor, Scalar> withScalar) {
        return change(
                name,
                () -> {
                    var like = Frame.current().numbers.like(self().raw(), number);
                    if (like == null) {
                        withScalar.accept(self().raw(), Args.scalar(number));
                    } else {
                        withTensor.accept(self().raw(), like);
                    }
                },
                self());
    }

    private Tensor change(String name, Runnable body, Tensor... inputs) {
        if (Autodiff.isRecording()) {
            for (var input : inputs) {
                if (input.requiresGrad()) {
                    throw Call.refuse(
                            name,
                            "a change in place has no gradient: call it inside Autodiff.noGrad, or use the method"
                                    + " without the underscore",
                            inputs);
                }
            }
        }
        Call.run(name, body, inputs);
        return self();
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
