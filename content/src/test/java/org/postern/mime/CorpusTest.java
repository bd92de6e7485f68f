package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.mime.Corpus.Case;

/** Each message of the corpus is read as its reader would want it to be. */
class CorpusTest {
    static Stream<Case> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachMessageHasItsRightValues(Case one) throws Exception {
        MailContent content = MailMessages.content(one.mail());

        List<Map<String, String>> differences = one.answers().stream()
                .map(answer -> answer.differences(content))
                .toList();

        assertThat(differences).anyMatch(Map::isEmpty);
    }

    /** Printed, so that whoever changes a rule sees which kinds it harms. */
    @Test
    void everyKindScoresInFull() throws Exception {
        Map<String, int[]> scores = new TreeMap<>();
        for (Case one : Corpus.cases()) {
            int[] score = scores.computeIfAbsent(one.kind(), any -> new int[2]);
            MailContent content = MailMessages.content(one.mail());
            score[0] += one.answers().stream()
                            .anyMatch(answer -> answer.differences(content).isEmpty())
                    ? 1
                    : 0;
            score[1]++;
        }
        List<String> table = new ArrayList<>();
        scores.forEach((kind, score) -> table.add("%-4s %3d of %3d".formatted(kind, score[0], score[1])));
        int right = scores.values().stream().mapToInt(score -> score[0]).sum();
        table.add("all  %3d of %3d"
                .formatted(
                        right,
                        scores.values().stream().mapToInt(score -> score[1]).sum()));
        System.out.println(String.join(System.lineSeparator(), table));

        assertThat(right).isEqualTo(118);
    }
}
