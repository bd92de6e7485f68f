package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.postern.ra.LifeCycleStory.Trouble;

/** Whatever a container does with the adapters of a class loader, and in whatever order: no bean is lost, and nothing is left. */
@Timeout(60)
class LifeCycleOrdersTest {
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
    }

    /** Restarts as Payara has them, failed starts between, undeployments also while nothing runs. */
    @RepeatedTest(30)
    void oneAfterTheOtherNoBeanIsLostAndNoneComesBack(RepetitionInfo repetition) {
        try (LifeCycleStory story = new LifeCycleStory(repetition.getCurrentRepetition())) {
            Random random = story.random;
            Set<Integer> wanted = new TreeSet<>();
            SmtpResourceAdapter last = story.adapters.get(0);
            for (int round = 0; round < 4; round++) {
                SmtpResourceAdapter adapter = one(random, story.adapters);
                for (int failures = random.nextInt(3); failures > 0; failures--) {
                    Trouble trouble = one(random, List.of(Trouble.values()));
                    if (story.start(one(random, story.adapters), trouble)) {
                        story.adapters.forEach(SmtpResourceAdapter::stop);
                    }
                }
                deactivateSome(story, wanted, last);
                Set<Integer> early = new TreeSet<>();
                for (int bean : others(wanted)) {
                    if (random.nextInt(4) == 0 && story.activate(adapter, bean)) {
                        early.add(bean);
                    }
                }
                assertThat(story.start(adapter, Trouble.NONE)).isTrue();
                wanted.addAll(early);
                last = adapter;
                assertThat(story.active()).as("round %d", round).isEqualTo(wanted);

                for (int bean : others(wanted)) {
                    if (random.nextBoolean() && story.activate(adapter, bean)) {
                        wanted.add(bean);
                    }
                }
                deactivateSome(story, wanted, adapter);
                assertThat(story.active()).isEqualTo(wanted);
                assertThat(story.isPortFree()).isEqualTo(wanted.isEmpty());
                story.stop(adapter, random.nextBoolean() ? List.of() : List.copyOf(wanted));
            }
        }
    }

    /** Starts, stops, activations and their ends in the middle of others, of the same adapter or another one. */
    @RepeatedTest(30)
    void inTheMiddleOfOneAnotherNothingIsLeft(RepetitionInfo repetition) {
        try (LifeCycleStory story = new LifeCycleStory(repetition.getCurrentRepetition())) {
            story.beside(other -> {
                synchronized (story.random) {
                    if (story.random.nextInt(3) > 0) {
                        return;
                    }
                }
                act(other);
            });
            for (int step = 0; step < 12; step++) {
                act(story);
            }
        }
    }

    private static void act(LifeCycleStory story) {
        SmtpResourceAdapter adapter;
        int bean;
        int what;
        Trouble trouble;
        synchronized (story.random) {
            adapter = one(story.random, story.adapters);
            bean = story.random.nextInt(LifeCycleStory.BEANS);
            what = story.random.nextInt(8);
            trouble = story.random.nextInt(3) > 0 ? Trouble.NONE : one(story.random, List.of(Trouble.values()));
        }
        switch (what) {
            case 0, 1, 2 -> story.start(adapter, trouble);
            case 3 -> adapter.stop();
            case 4 -> story.stop(adapter, List.of(bean));
            case 5 -> story.deactivate(adapter, bean);
            default -> story.activate(adapter, bean);
        }
    }

    private static void deactivateSome(LifeCycleStory story, Set<Integer> wanted, SmtpResourceAdapter adapter) {
        for (int bean : List.copyOf(wanted)) {
            if (story.random.nextInt(4) == 0) {
                story.deactivate(adapter, bean);
                wanted.remove(bean);
            }
        }
    }

    private static List<Integer> others(Set<Integer> wanted) {
        List<Integer> others =
                new ArrayList<>(IntStream.range(0, LifeCycleStory.BEANS).boxed().toList());
        others.removeAll(wanted);
        return others;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
