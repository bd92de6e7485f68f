package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Return paths that say whom a message was for (VERP, variable envelope return path): a message to {@code user@example.org}
 * is sent with the reverse path {@code bounces+user=example.org@shop.example.com}, and whatever comes back there is about
 * this recipient, in whatever form a server reports.
 *
 * <p>A stranger can send to an address that can be guessed. With a key, {@link #signed}, each address has a code in it that only
 * the holder of the key can make: {@code bounces+2k6c…+user=example.org@shop.example.com}. A report that is sent to an address
 * with a wrong code is a stranger's. It says no more than that: who has seen one such address can send to it again.
 *
 * <p>Case does not matter, because servers on the way may change it. A local part may grow beyond the 64 octets that RFC 5321
 * section 4.5.3.1.1 lets every server take; nearly all take more. Immutable and safe for use by several threads.
 */
public final class Verp {
    private static final String MAC = "HmacSHA256";
    /** 80 bits: a guess in each of a thousand messages a second is right once in ten billion years. */
    private static final int CODE_OCTETS = 10;

    /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
    private static final int MAX_ADDRESS = 254;

    /** What may stand in a local part as it is; not "%" and "!", which old relays take for routes (RFC 5321 section F.2). */
    private static final String PLAIN = "#$&'*-/?^_`{|}~";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String local;
    private final String domain;
    private final List<SecretKeySpec> keys;

    private Verp(String mailbox, List<SecretKeySpec> keys) {
        int at = mailbox.lastIndexOf('@');
        if (at <= 0 || at == mailbox.length() - 1) {
            throw new IllegalArgumentException("Not a mailbox: " + mailbox);
        }
        local = mailbox.substring(0, at);
        domain = mailbox.substring(at + 1);
        this.keys = keys;
    }

    /**
     * Makes addresses that any stranger could make.
     *
     * @param mailbox what all of them begin and end with, such as {@code bounces@shop.example.com}; the bean takes
     *     {@code bounces+*@shop.example.com}
     * @return for that mailbox
     * @throws IllegalArgumentException if it has no local part or no domain
     */
    public static Verp plain(String mailbox) {
        return new Verp(mailbox, List.of());
    }

    /**
     * Makes addresses that strangers cannot make.
     *
     * @param mailbox as in {@link #plain}
     * @param key at least 16 secret octets; kept as long as reports may come, a week or two
     * @param formerKeys with which {@link #decode} still reads what was sent before the key was changed
     * @return for that mailbox
     * @throws IllegalArgumentException if the mailbox has no local part or no domain, or a key is too short
     */
    public static Verp signed(String mailbox, byte[] key, byte[]... formerKeys) {
        return new Verp(
                mailbox,
                Stream.concat(Stream.of(key), Arrays.stream(formerKeys))
                        .map(Verp::key)
                        .toList());
    }

    /**
     * Makes the return path of a message to one recipient.
     *
     * @param recipient an address, without angle brackets
     * @return the address to be used as reverse path, in ASCII whatever the recipient is
     * @throws IllegalArgumentException if the recipient is no address, or the result has more than the 254 octets that an
     *     address can have
     */
    public String encode(String recipient) {
        int at = recipient.lastIndexOf('@');
        if (at <= 0 || at == recipient.length() - 1) {
            throw new IllegalArgumentException("Not an address: " + recipient);
        }
        String code = keys.isEmpty() ? "" : code(keys.get(0), recipient) + "+";
        String address = local + "+" + code + escaped(recipient.substring(0, at)) + "="
                + escaped(recipient.substring(at + 1)) + "@" + domain;
        if (address.length() > MAX_ADDRESS) {
            throw new IllegalArgumentException("Longer than " + MAX_ADDRESS + " octets: " + address);
        }
        return address;
    }

    /**
     * Reads the recipient out of the address that something came back to.
     *
     * @param address such as {@code message.envelope().recipients().get(0).address()}
     * @return the recipient, in the case that the address came in; empty if this object has not made the address
     */
    public Optional<String> decode(String address) {
        String prefix = local + "+";
        int at = address.lastIndexOf('@');
        if (at < 0
                || address.length() > 2 * MAX_ADDRESS
                || !address.substring(at + 1).equalsIgnoreCase(domain)
                || !address.regionMatches(true, 0, prefix, 0, prefix.length())
                || at < prefix.length()) {
            return Optional.empty();
        }
        String rest = address.substring(prefix.length(), at);
        if (keys.isEmpty()) {
            return recipient(rest);
        }
        int end = rest.indexOf('+');
        return end < 0
                ? Optional.empty()
                : recipient(rest.substring(end + 1)).filter(recipient -> isOurs(recipient, rest.substring(0, end)));
    }

    private boolean isOurs(String recipient, String code) {
        byte[] given = code.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .anyMatch(key -> MessageDigest.isEqual(code(key, recipient).getBytes(StandardCharsets.UTF_8), given));
    }

    private String code(SecretKeySpec key, String recipient) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update((local + "@" + domain + "\n" + recipient)
                    .toLowerCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(), 0, CODE_OCTETS);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has " + MAC, e);
        }
    }

    private static SecretKeySpec key(byte[] octets) {
        if (octets.length < 16) {
            throw new IllegalArgumentException("A key has at least 16 octets");
        }
        return new SecretKeySpec(octets, MAC);
    }

    /** A plus sign and two digits for what cannot stand there, and for a plus sign that would be read so. */
    private static String escaped(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            char octet = (char) (octets[i] & 0xFF);
            boolean plain = isAlphanumeric(octet)
                    || PLAIN.indexOf(octet) >= 0
                    || (octet == '.' && i > 0 && octets[i - 1] != '.')
                    || (octet == '+' && !isHex(octets, i + 1));
            if (plain) {
                escaped.append(octet);
            } else {
                escaped.append('+').append(HEX.toHexDigits((byte) octet));
            }
        }
        return escaped.toString();
    }

    private static Optional<String> recipient(String text) {
        int equals = text.lastIndexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            return Optional.empty();
        }
        return unescaped(text.substring(0, equals))
                .flatMap(user -> unescaped(text.substring(equals + 1)).map(host -> user + "@" + host));
    }

    private static Optional<String> unescaped(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '+' && isHex(octets, i + 1)) {
                plain.put((byte) HexFormat.fromHexDigits(new String(octets, i + 1, 2, StandardCharsets.US_ASCII)));
                i += 2;
            } else {
                plain.put(octets[i]);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isHex(byte[] octets, int from) {
        return from + 1 < octets.length && HexFormat.isHexDigit(octets[from]) && HexFormat.isHexDigit(octets[from + 1]);
    }

    private static boolean isAlphanumeric(char octet) {
        return (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }
}
