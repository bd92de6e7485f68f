package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.MailPrograms.Program;
import org.postern.it.Mailbox.StoredMail;
import org.postern.it.MeantMail.Skills;

/**
 * Mail that real programs write, each told what it shall mean, is read as it was meant.
 *
 * <p>{@code -Dpostern.mails=N} is for so many messages instead of two of each program, {@code -Dpostern.mails.seed} for
 * others.
 */
@ExtendWith(ArquillianExtension.class)
class ProgramMailIT {
    private static final int MAILS = Integer.getInteger("postern.mails", 0);
    private static final long SEED = Long.getLong("postern.mails.seed", 20260302);
    private static final Figures FIGURES = new Figures("program-mail.txt");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy() throws Exception {
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    @Test
    void whatProgramsMeantIsWhatIsRead() throws Exception {
        Map<String, MeantMail> meant = new HashMap<>();
        Map<String, Skills> skills = new HashMap<>();
        MeantMails mails = new MeantMails(SEED);
        List<Program> programs = new MailPrograms(directory, port).all();
        long all =
                programs.stream().mapToLong(program -> program.skills().size()).sum();
        long each = MAILS == 0 ? 2 : (MAILS + all - 1) / all;
        for (Program program : programs) {
            List<MeantMail> batch = new ArrayList<>();
            for (Skills one : program.skills()) {
                skills.put(one.program(), one);
                for (int i = 0; i < each; i++) {
                    batch.add(mails.next(one));
                }
            }
            assertThat(Command.isInstalled(program.name()) || program.name().equals("angus"))
                    .as("%s is installed, as .ci/run does it", program.name())
                    .isTrue();
            program.sender().send(batch);
            batch.forEach(mail -> meant.put(mail.recipient(), mail));
        }

        Score score = new Score();
        for (StoredMail stored : server.mailbox().await(meant.size())) {
            MeantMail mail = meant.remove(stored.facts().getJsonArray("rcpt_to").getString(0));
            score.add(mail, MeantComparison.differences(mail, StoredContent.of(stored), skills.get(mail.program())));
        }

        FIGURES.note(score.toString());
        assertThat(score.wrong).isEmpty();
    }

    private static final class Score {
        private final Map<String, int[]> rows = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();

        void add(MeantMail mail, List<String> differences) throws IOException {
            int[] row = rows.computeIfAbsent(mail.program(), program -> new int[2]);
            row[0]++;
            if (differences.isEmpty()) {
                row[1]++;
            } else {
                wrong.add(mail.program() + " " + mail.recipient() + " " + differences);
            }
        }

        @Override
        public String toString() {
            StringBuilder table = new StringBuilder("%-20s %8s %8s%n".formatted("program", "messages", "right"));
            rows.forEach((program, row) -> table.append("%-20s %8d %8d%n".formatted(program, row[0], row[1])));
            wrong.forEach(line -> table.append(line).append('\n'));
            return table.toString();
        }
    }
}
