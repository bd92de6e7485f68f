package org.postern.mime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences by which reports for people are known, in lower case, each in one line as its program writes it. */
enum OldReportFormat {
    QMAIL(
            "this is the qmail-send program at",
            List.of("permanent error; i've given up", "wasn't able to deliver your message to the following addresses"),
            List.of("--- below this line is a copy")),
    EXIM_DELAY(
            "created automatically by mail delivery software",
            List.of("the message has not yet been delivered", "has not yet been delivered to"),
            List.of("no action is required on your part")),
    EXIM(
            "created automatically by mail delivery software",
            List.of("the following address(es) failed:"),
            List.of("------ this is a copy")),
    SENDMAIL_DELAY(
            "the following addresses had transient non-fatal errors",
            List.of("had transient non-fatal errors"),
            List.of("----- transcript of session follows", "----- message header follows", "----- original message")),
    SENDMAIL(
            "the following addresses had permanent fatal errors",
            List.of("had permanent fatal errors"),
            List.of("----- transcript of session follows", "----- message header follows", "----- original message")),
    EXCHANGE(
            "did not reach the following recipient(s):",
            List.of("did not reach the following recipient(s):"),
            List.of("the mts-id of the original message", "msexch:")),
    DOMINO("was not delivered to:", List.of("was not delivered to:"), List.of("original message")),
    GMAIL_DELAY(
            "delivery to the following recipient has been delayed",
            List.of("delivery to the following recipient has been delayed"),
            List.of("----- original message -----")),
    GMAIL(
            "delivery to the following recipient failed permanently",
            List.of("delivery to the following recipient failed permanently"),
            List.of("----- original message -----")),
    OPENSMTPD(
            "this is the mailer-daemon, please do not reply",
            List.of("the following list of recipients:"),
            List.of("below is a copy of the original message")),
    YAHOO(
            "unable to deliver your message to the following address",
            List.of("unable to deliver your message to the following address"),
            List.of("--- below this line is a copy")),
    POSTFIX("this is the postfix program at host", List.of("the postfix program"), List.of("--- this is a copy"));

    private static final Pattern REPORTER =
            Pattern.compile("(?:qmail-send program at|postfix program at host) ([a-z0-9.-]{1,255}[a-z0-9])");

    /** Words around what a server said: "because:", "(reason: ...)", and what Gmail and Exim put in front. */
    private static final Pattern FRAME = Pattern.compile(
            "^(?:because:|\\(reason:|technical details of (?:permanent|temporary) failure:|delay reason:)\\s*",
            Pattern.CASE_INSENSITIVE);

    private final String mark;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> begins;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> ends;

    /** The mark is somewhere in the text; the addresses are below the last of the beginnings, and above the first of the ends. */
    OldReportFormat(String mark, List<String> begins, List<String> ends) {
        this.mark = mark;
        this.begins = begins;
        this.ends = ends;
    }

    static Optional<OldReportFormat> of(List<String> lines) {
        return Arrays.stream(values())
                .filter(format ->
                        format.find(List.of(format.mark), lines) >= 0 && format.find(format.begins, lines) >= 0)
                .findFirst();
    }

    int firstLine(List<String> lines) {
        return find(begins, lines) + 1;
    }

    boolean isEnd(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return ends.stream().anyMatch(lower::contains);
    }

    boolean isDelay() {
        return name().endsWith("_DELAY");
    }

    /** Who reports, if the format says so. */
    Optional<String> reporter(List<String> lines) {
        return lines.stream()
                .map(line -> REPORTER.matcher(line.toLowerCase(Locale.ROOT)))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    String withoutFrame(String diagnostic) {
        Matcher frame = FRAME.matcher(diagnostic);
        if (!frame.lookingAt()) {
            return diagnostic;
        }
        String rest = diagnostic.substring(frame.end()).strip();
        return frame.group().startsWith("(") && rest.endsWith(")") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The first line that has one of the sentences; those that come first in the list count first. */
    private int find(List<String> sentences, List<String> lines) {
        for (String sentence : sentences) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).toLowerCase(Locale.ROOT).contains(sentence)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
