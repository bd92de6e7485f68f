package org.postern.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcTest {
    @Test
    void theTimeOfAProcessIsThatOfProgramAndKernelAndOfItsEndedChildren() {
        assertThat(Proc.ticks("7 (a (b) c) S 1 7 7 0 -1 4194304 1 0 0 0 100 20 3 4 20 0 1 0 99 1 1"))
                .isEqualTo(127);
    }

    @Test
    void aMachineIsBusyWithAllThatIsNeitherIdleNorWaiting() {
        assertThat(Proc.busy("cpu  1000 200 30 999999 88888 4 5 6 0 0")).isEqualTo(1245);
    }
}
