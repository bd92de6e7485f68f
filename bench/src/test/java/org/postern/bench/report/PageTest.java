package org.postern.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageTest {
    private static final Page PAGE = new Page("before\n<!-- x -->\nold\n<!-- /x -->\nafter\n");

    @Test
    void aPartIsReplacedAndNothingElse() {
        assertThat(PAGE.with("x", "new\n").text()).isEqualTo("before\n<!-- x -->\nnew\n<!-- /x -->\nafter\n");
    }

    @Test
    void aPageWithoutThePartSaysSo() {
        assertThatThrownBy(() -> PAGE.with("y", "")).hasMessage("The page has no part y");
    }
}
