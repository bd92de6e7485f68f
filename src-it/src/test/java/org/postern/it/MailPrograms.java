package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.it.MeantMail.Feature.ALTERNATIVE;
import static org.postern.it.MeantMail.Feature.ATTACHMENTS;
import static org.postern.it.MeantMail.Feature.CALENDAR;
import static org.postern.it.MeantMail.Feature.CHARSETS;
import static org.postern.it.MeantMail.Feature.EMPTY;
import static org.postern.it.MeantMail.Feature.FIELDS;
import static org.postern.it.MeantMail.Feature.FORWARD;
import static org.postern.it.MeantMail.Feature.FROM_LINES;
import static org.postern.it.MeantMail.Feature.HTML;
import static org.postern.it.MeantMail.Feature.INLINE;
import static org.postern.it.MeantMail.Feature.LONG_LINES;
import static org.postern.it.MeantMail.Feature.LONG_SUBJECTS;
import static org.postern.it.MeantMail.Feature.NAMES;
import static org.postern.it.MeantMail.Feature.NO_SUBJECT;
import static org.postern.it.MeantMail.Feature.PUNCTUATION;
import static org.postern.it.MeantMail.Feature.RECIPIENTS;
import static org.postern.it.MeantMail.Feature.TYPES;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.it.MeantMail.Feature;
import org.postern.it.MeantMail.Mailbox;
import org.postern.it.MeantMail.Skills;

/** Programs of others, and how each is told what it shall send to a port of 127.0.0.1. */
final class MailPrograms {
    private static final String HOST = "127.0.0.1";
    private static final Path SCRIPTS = Path.of("src", "test", "programs").toAbsolutePath();
    private static final Set<Feature> ALL = Collections.unmodifiableSet(EnumSet.allOf(Feature.class));

    private final Path directory;
    private final int port;
    private int file;

    MailPrograms(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** One of them, or several that one script serves. */
    record Program(String name, List<Skills> skills, Sender sender) {}

    @FunctionalInterface
    interface Sender {
        void send(List<MeantMail> mails) throws Exception;
    }

    List<Program> all() {
        String npm = Path.of("target", "npm", "node_modules").toAbsolutePath().toString();
        return List.of(
                new Program("angus", List.of(skills("angus", ALL)), new AngusComposer(HOST, port)),
                new Program(
                        "python3",
                        List.of(
                                skills("python email", without(FROM_LINES, NAMES, LONG_SUBJECTS)),
                                skills("python MIMEText", without(INLINE, CALENDAR, FORWARD, FROM_LINES))),
                        mails -> script(
                                mails,
                                "python3",
                                SCRIPTS.resolve("python_mail.py").toString())),
                new Program(
                        "node",
                        List.of(skills("node nodemailer", without(CHARSETS))),
                        mails -> script(
                                mails,
                                "env",
                                "NODE_PATH=" + npm,
                                "node",
                                SCRIPTS.resolve("nodemailer.js").toString())),
                new Program(
                        "perl",
                        List.of(
                                skills("perl MIME::Lite", without(INLINE, CALENDAR, FORWARD)),
                                skills("perl Email::MIME", without(INLINE, CALENDAR, FORWARD)),
                                skills("perl Email::Stuffer", without(INLINE, CALENDAR, FORWARD, CHARSETS))),
                        mails -> script(
                                mails, "perl", SCRIPTS.resolve("perl_mail.pl").toString())),
                new Program(
                        "php",
                        List.of(
                                skills(
                                        "php mail()",
                                        of(
                                                HTML,
                                                FIELDS,
                                                RECIPIENTS,
                                                NAMES,
                                                LONG_SUBJECTS,
                                                FROM_LINES,
                                                EMPTY,
                                                NO_SUBJECT,
                                                PUNCTUATION)),
                                skills("php PHPMailer", without(CHARSETS, FORWARD, NO_SUBJECT))),
                        mails -> script(
                                mails,
                                "php",
                                "-d",
                                "sendmail_path=" + String.join(" ", msmtp()),
                                SCRIPTS.resolve("php_mail.php").toString())),
                new Program(
                        "mutt",
                        List.of(skills(
                                "mutt",
                                of(
                                        ATTACHMENTS,
                                        FIELDS,
                                        NAMES,
                                        LONG_SUBJECTS,
                                        FROM_LINES,
                                        LONG_LINES,
                                        EMPTY,
                                        NO_SUBJECT,
                                        PUNCTUATION))),
                        each(this::mutt)),
                new Program(
                        "s-nail",
                        List.of(skills("s-nail", of(ATTACHMENTS, FROM_LINES, LONG_SUBJECTS, LONG_LINES, EMPTY))),
                        each(this::snail)),
                new Program(
                        "git", List.of(skills("git send-email", of(NAMES, LONG_SUBJECTS))), each(this::gitSendEmail)),
                new Program(
                        "swaks",
                        List.of(skills(
                                "swaks", of(ATTACHMENTS, TYPES, FIELDS, RECIPIENTS, NAMES, LONG_SUBJECTS, NO_SUBJECT))),
                        each(this::swaks)),
                new Program(
                        "msmtp",
                        List.of(skills(
                                "msmtp",
                                of(
                                        FIELDS,
                                        RECIPIENTS,
                                        NAMES,
                                        LONG_SUBJECTS,
                                        FROM_LINES,
                                        EMPTY,
                                        NO_SUBJECT,
                                        PUNCTUATION))),
                        each(this::msmtp)),
                new Program(
                        "curl",
                        List.of(skills(
                                "curl",
                                of(
                                        HTML,
                                        ALTERNATIVE,
                                        ATTACHMENTS,
                                        TYPES,
                                        FIELDS,
                                        RECIPIENTS,
                                        NAMES,
                                        FROM_LINES,
                                        LONG_LINES,
                                        PUNCTUATION))),
                        each(this::curl)));
    }

    private void script(List<MeantMail> mails, String... command) throws Exception {
        JsonArrayBuilder plans = Json.createArrayBuilder();
        mails.forEach(mail -> plans.add(mail.json()));
        Path plan = write("plans.json", plans.build().toString());
        List<String> line = new ArrayList<>(List.of(command));
        Collections.addAll(line, plan.toString(), HOST, String.valueOf(port));
        run("", line);
    }

    private void mutt(MeantMail mail) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "set smtp_url=\"smtp://" + HOST + ":" + port + "\"",
                "set ssl_starttls=no ssl_force_tls=no copy=no charset=utf-8 send_charset=\"us-ascii:iso-8859-1:utf-8\" use_from=yes",
                "set from=" + quoted(mail.from().address()),
                "set realname=" + quoted(mail.from().name()),
                "set use_envelope_from=yes envelope_from_address="
                        + quoted(mail.from().address())));
        mail.fields().forEach((name, value) -> settings.add("my_hdr " + name + ": " + value));
        List<String> line = new ArrayList<>(List.of(
                "env",
                "LC_ALL=C.UTF-8",
                "HOME=" + directory,
                "mutt",
                "-n",
                "-F",
                write("muttrc", String.join("\n", settings) + "\n").toString(),
                "-s",
                mail.subject()));
        for (Path attachment : attachments(mail)) {
            Collections.addAll(line, "-a", attachment.toString());
        }
        Collections.addAll(line, "--", mail.recipient());
        run(mail.text().orElseThrow(), line);
    }

    private void snail(MeantMail mail) throws Exception {
        List<String> line = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "HOME=" + directory, "s-nail", "-:/"));
        for (String setting : List.of(
                "v15-compat",
                "mta=smtp://" + HOST + ":" + port,
                "smtp-auth=none",
                "nosave",
                "sendcharsets=iso-8859-1,utf-8",
                "from=" + (mail.from().name() + " <" + mail.from().address() + ">").strip())) {
            Collections.addAll(line, "-S", setting);
        }
        Collections.addAll(line, "-s", mail.subject());
        for (Path attachment : attachments(mail)) {
            Collections.addAll(line, "-a", attachment.toString());
        }
        line.add(mail.recipient());
        run(mail.text().orElseThrow(), line);
    }

    /** The text is that of a commit, and what git makes of it has its difference behind it. */
    private void gitSendEmail(MeantMail mail) throws Exception {
        Path repository = Files.createTempDirectory(directory, "git");
        String git = repository.toString();
        Files.writeString(repository.resolve("file"), mail.subject() + "\n");
        run("", List.of("git", "init", "-q", git));
        run("", List.of("git", "-C", git, "add", "."));
        run(
                mail.subject() + "\n\n" + mail.text().orElseThrow(),
                List.of(
                        "git",
                        "-C",
                        git,
                        "-c",
                        "user.name="
                                + (mail.from().name().isEmpty()
                                        ? "Ann"
                                        : mail.from().name()),
                        "-c",
                        "user.email=" + mail.from().address(),
                        "commit",
                        "-q",
                        "--cleanup=verbatim",
                        "-F",
                        "-"));
        run("", List.of("git", "-C", git, "format-patch", "-q", "-1", "-o", git + "/patches"));
        run(
                "",
                List.of(
                        "env",
                        "HOME=" + directory,
                        "git",
                        "-C",
                        git,
                        "-c",
                        "user.name=Ann",
                        "-c",
                        "user.email=" + mail.from().address(),
                        "send-email",
                        "--quiet",
                        "--confirm=never",
                        "--suppress-cc=all",
                        "--smtp-server=" + HOST,
                        "--smtp-server-port=" + port,
                        "--from=" + raw(mail.from()),
                        "--to=" + mail.recipient(),
                        git + "/patches"));
    }

    private void swaks(MeantMail mail) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "swaks",
                "--server",
                HOST + ":" + port,
                "--from",
                mail.from().address(),
                "--to",
                mail.recipient(),
                "--h-From",
                raw(mail.from()),
                "--h-To",
                raw(mail.to()),
                "--h-Subject",
                mail.subject(),
                "--body",
                "@" + write("body", mail.text().orElseThrow())));
        if (!mail.cc().isEmpty()) {
            Collections.addAll(line, "--add-header", "Cc: " + raw(mail.cc()));
        }
        mail.fields()
                .forEach((name, value) -> Collections.addAll(
                        line, "--h-" + (name.equals("Message-ID") ? "Message-Id" : name), value)); // Or there are two.
        for (int i = 0; i < mail.attachments().size(); i++) {
            MeantMail.File one = mail.attachments().get(i);
            Collections.addAll(line, "--attach-type", one.type(), "--attach-name", one.name());
            Collections.addAll(line, "--attach", "@" + attachments(mail).get(i));
        }
        run("", line);
    }

    /** As a script does that writes its own fields. */
    private void msmtp(MeantMail mail) throws Exception {
        StringBuilder content = new StringBuilder("From: " + raw(mail.from()) + "\nTo: " + raw(mail.to()) + "\n");
        if (!mail.cc().isEmpty()) {
            content.append("Cc: ").append(raw(mail.cc())).append('\n');
        }
        if (!mail.subject().isEmpty()) {
            content.append("Subject: ").append(mail.subject()).append('\n');
        }
        mail.fields().forEach((name, value) -> content.append(name + ": " + value + "\n"));
        content.append('\n').append(mail.text().orElseThrow());
        List<String> line = new ArrayList<>(msmtp());
        Collections.addAll(line, "--from=" + mail.from().address(), mail.recipient());
        run(content.toString(), line);
    }

    private void curl(MeantMail mail) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--url",
                "smtp://" + HOST + ":" + port,
                "--mail-from",
                mail.from().address(),
                "--mail-rcpt",
                mail.recipient(),
                "-H",
                "From: " + raw(mail.from()),
                "-H",
                "To: " + raw(mail.to()),
                "-H",
                "Subject: " + mail.subject()));
        if (!mail.cc().isEmpty()) {
            Collections.addAll(line, "-H", "Cc: " + raw(mail.cc()));
        }
        mail.fields().forEach((name, value) -> Collections.addAll(line, "-H", name + ": " + value));
        Collections.addAll(line, "-F", "=(;type=multipart/alternative");
        if (mail.text().isPresent()) {
            formPart(line, write("body", mail.text().get()), "text/plain");
        }
        if (mail.html().isPresent()) {
            formPart(line, write("body", mail.html().get()), "text/html");
        }
        Collections.addAll(line, "-F", "=)");
        for (int i = 0; i < mail.attachments().size(); i++) {
            MeantMail.File one = mail.attachments().get(i);
            Collections.addAll(
                    line,
                    "-F",
                    "=@%s;type=%s;filename=%s;encoder=base64"
                            .formatted(quoted(attachments(mail).get(i).toString()), one.type(), quoted(one.name())));
        }
        run("", line);
    }

    private static void formPart(List<String> line, Path body, String type) {
        Collections.addAll(line, "-F", "=<" + body + ";type=" + type + "; charset=utf-8;encoder=quoted-printable");
    }

    private List<String> msmtp() throws IOException {
        Path configuration = directory.resolve("msmtprc");
        if (Files.notExists(configuration)) {
            // A configuration that others can read is refused.
            Files.createFile(
                    configuration, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return List.of("/usr/bin/msmtp", "--file=" + configuration, "--host=" + HOST, "--port=" + port, "--tls=off");
    }

    /** Files of the right names, which is what programs of the command line go by. */
    private List<Path> attachments(MeantMail mail) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (MeantMail.File one : mail.attachments()) {
            Path path = Files.createTempDirectory(directory, "attachment").resolve(one.name());
            paths.add(Files.write(path, one.content()));
        }
        return paths;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(++file + "-" + name), text);
    }

    private static void run(String input, List<String> line) throws Exception {
        Command.Result result = Command.runWithInput(input, line.toArray(String[]::new));
        assertThat(result.exitValue()).as("%s: %s", line, result.output()).isZero();
    }

    private static String raw(List<Mailbox> all) {
        return all.stream().map(MailPrograms::raw).collect(Collectors.joining(", "));
    }

    /** As people write it who do not know of encoded words, but of quotes. */
    private static String raw(Mailbox one) {
        return one.name().isEmpty() ? one.address() : quoted(one.name()) + " <" + one.address() + ">";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Sender each(Single single) {
        return mails -> {
            for (MeantMail mail : mails) {
                single.send(mail);
            }
        };
    }

    @FunctionalInterface
    private interface Single {
        void send(MeantMail mail) throws Exception;
    }

    private static Skills skills(String program, Set<Feature> features) {
        return new Skills(program, features);
    }

    private static Set<Feature> of(Feature... features) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        Collections.addAll(set, features);
        return Collections.unmodifiableSet(set);
    }

    private static Set<Feature> without(Feature... features) {
        EnumSet<Feature> set = EnumSet.allOf(Feature.class);
        set.removeAll(of(features));
        return Collections.unmodifiableSet(set);
    }
}
