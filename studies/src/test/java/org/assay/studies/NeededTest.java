package org.assay.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.data.format.DataException;
import org.assay.lab.LabException;
import org.junit.jupiter.api.Test;

class NeededTest {

    @Test
    void whatIsThereIsHandedOn() {
        assertThat(Needed.data("ratings to learn from", () -> 7)).isEqualTo(7);
    }

    @Test
    void whatIsMissingIsOneSentence() {
        assertThatThrownBy(() -> Needed.pictures(() -> {
                    throw new DataException("MNIST is neither here nor to be had");
                }))
                .isInstanceOf(LabException.class)
                .hasMessage("There are no pictures to learn from: MNIST is neither here nor to be had.")
                .hasCauseInstanceOf(DataException.class);
    }
}
