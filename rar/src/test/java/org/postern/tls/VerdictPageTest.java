package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.packaging.GeneratedPart;

/** The reference of verdicts says what the code does: it is made from {@link Verdict}. */
class VerdictPageTest {
    @Test
    void theTableIsMadeFromTheVerdicts() throws Exception {
        List<String> table = new ArrayList<>(List.of("| verdict | what it means | what to do |", "|---|---|---|"));
        Arrays.stream(Verdict.values())
                .map(one -> "| `" + one + "` | " + one.meaning() + " | " + one.remedy() + " |")
                .forEach(table::add);

        new GeneratedPart("docs/verdicts.md", "verdicts").assertIs(table);
    }

    @ParameterizedTest
    @EnumSource
    void whatOffersNoTlsHasARemedy(Verdict verdict) {
        assertThat(verdict.meaning()).matches("[A-Z].*[.]");
        assertThat(verdict.remedy()).matches(verdict == Verdict.USABLE ? "" : "[A-Z].*[.]");
    }
}
