package org.postern.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.mime.Attachment;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.MailContent;

/** Where the arguments for parameters come from. Each fault is an IllegalArgumentException that says what is wrong. */
final class Arguments {
    private static final Map<Class<?>, Argument<Argument.OfMail>> OF_MAIL = Map.of(
            MailMessage.class, call -> Optional.of(call.mail().message()),
            MailEnvelope.class, call -> Optional.of(call.mail().message().envelope()),
            MailEnvelope.Recipient.class, call -> Optional.of(call.mail().recipient()),
            MailSession.class, call -> Optional.of(call.mail().message().session()),
            MailHeaders.class, call -> Optional.of(call.mail().message().headers()),
            MailContent.class, call -> Optional.of(call.mail().content()));

    private static final Map<Class<?>, Argument<Argument.OfInquiry>> OF_INQUIRY = Map.of(
            RecipientInquiry.class, call -> Optional.of(call.inquiry()),
            MailEnvelope.Recipient.class, call -> Optional.of(call.inquiry().recipient()),
            MailSession.class, call -> Optional.of(call.inquiry().session()));

    private Arguments() {}

    /** For a parameter of a method that takes mail. */
    static Argument<Argument.OfMail> ofMail(Parameter parameter, AddressTemplate address) {
        if (parameter.isAnnotationPresent(Detail.class)) {
            return detail(parameter, address);
        }
        if (parameter.isAnnotationPresent(HeaderOf.class)) {
            return header(parameter, parameter.getAnnotation(HeaderOf.class).value());
        }
        if (parameter.isAnnotationPresent(Part.class)) {
            return part(parameter, parameter.getAnnotation(Part.class).value().toLowerCase(Locale.ROOT));
        }
        if (parameter.isAnnotationPresent(NewText.class)) {
            require(parameter.getType() == String.class, parameter, "@NewText is a String");
            return call -> Optional.of(call.mail().newText());
        }
        return Optional.ofNullable(OF_MAIL.get(parameter.getType()))
                .orElseThrow(() -> wrong(
                        parameter,
                        "nothing of a message is that: annotate it with @Detail, @HeaderOf, @Part or @NewText"));
    }

    /** For a parameter of a method that takes reports. */
    static Argument<Argument.OfMail> ofReport(Parameter parameter, AddressTemplate address) {
        return parameter.getType() == DeliveryStatus.class
                ? call -> call.mail().report().map(report -> report)
                : ofMail(parameter, address);
    }

    /** For a parameter of a method that is asked about recipients. */
    static Argument<Argument.OfInquiry> ofInquiry(Parameter parameter, AddressTemplate address) {
        if (parameter.isAnnotationPresent(Detail.class)) {
            return detail(parameter, address);
        }
        return Optional.ofNullable(OF_INQUIRY.get(parameter.getType()))
                .orElseThrow(() ->
                        wrong(parameter, "nothing that is known of a recipient is that: annotate it with @Detail"));
    }

    private static <C extends Argument.HasDetails> Argument<C> detail(Parameter parameter, AddressTemplate address) {
        String name = parameter.getAnnotation(Detail.class).value();
        require(address.names().contains(name), parameter, "\"" + address.written() + "\" has no {" + name + "}");
        Conversion.To conversion = conversion(parameter);
        return call -> Optional.ofNullable(call.details().get(name)).flatMap(conversion::value);
    }

    /** How the detail becomes an argument. */
    static Conversion.To conversion(Parameter parameter) {
        return Conversion.to(parameter.getType())
                .orElseThrow(() -> wrong(parameter, "a detail is a String, an int, a long, a UUID or an enum"));
    }

    private static Argument<Argument.OfMail> header(Parameter parameter, String name) {
        require(name.matches("[!-9;-~]+"), parameter, "\"" + name + "\" is no name of a field");
        if (parameter.getType() == String.class) {
            return call ->
                    Optional.of(call.mail().message().headers().first(name).orElse(""));
        }
        if (isOf(parameter, Optional.class, String.class)) {
            return call -> Optional.of(call.mail().message().headers().first(name));
        }
        require(
                isOf(parameter, List.class, String.class),
                parameter,
                "a field is a String, an Optional<String> or a List<String>");
        return call -> Optional.of(call.mail().message().headers().all(name));
    }

    private static Argument<Argument.OfMail> part(Parameter parameter, String type) {
        TextTemplate wanted = TextTemplate.parse(type);
        require(
                wanted.names().isEmpty() && (type.equals("*") || type.matches("[^/\\s]+/[^/\\s]+")),
                parameter,
                "\"" + type + "\" is no media type");
        if (parameter.getType() == Attachment.class) {
            return call -> parts(call, wanted).findFirst().map(one -> one);
        }
        if (parameter.getType() == InputStream.class) {
            return call -> {
                Optional<Attachment> first = parts(call, wanted).findFirst();
                return first.isEmpty()
                        ? Optional.empty()
                        : Optional.of(first.get().openStream());
            };
        }
        if (isOf(parameter, Optional.class, Attachment.class)) {
            return call -> Optional.of(parts(call, wanted).findFirst());
        }
        require(
                isOf(parameter, List.class, Attachment.class),
                parameter,
                "a part is an Attachment, an InputStream, an" + " Optional<Attachment> or a List<Attachment>");
        return call -> Optional.of(parts(call, wanted).toList());
    }

    private static Stream<Attachment> parts(Argument.OfMail call, TextTemplate wanted) throws IOException {
        return call.mail().content().attachments().stream()
                .filter(one -> wanted.match(one.type()).isPresent());
    }

    private static boolean isOf(Parameter parameter, Class<?> raw, Class<?> element) {
        return parameter.getType() == raw
                && parameter.getParameterizedType() instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] == element;
    }

    private static void require(boolean right, Parameter parameter, String why) {
        if (!right) {
            throw wrong(parameter, why);
        }
    }

    private static IllegalArgumentException wrong(Parameter parameter, String why) {
        return new IllegalArgumentException(
                parameter.getType().getSimpleName() + " " + parameter.getName() + ": " + why);
    }
}
