package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIfTest {
    private final StandIns standIns = new StandIns();
    private final WhatIf whatIf = new WhatIf(standIns.beans, new ServerCommand("Payara Server 6"));

    @Test
    void theAdapterIsAskedAndTheCommandIsReady() throws Exception {
        StandIns.TryingAdapter adapter = new StandIns.TryingAdapter();
        standIns.register("Adapter,adapter=shop#postern", adapter);

        JsonObject answer = answer("""
                {"adapter": "org.postern:type=Adapter,adapter=shop#postern", "certificateBindings": "*=mx's",
                "keyStorePassword": "secret", "more": 1}""");

        assertThat(adapter.asked).containsExactly("*=mx's", "", "", "secret", "");
        assertThat(answer.getJsonArray("rows").getJsonObject(0).getString("subject"))
                .isEqualTo("CN=mx");
        String path = "resources.resource-adapter-config.shop#postern.property.";
        assertThat(answer.getString("command"))
                .startsWith("# If adapterName is set")
                .contains(" instead of shop#postern\n")
                .endsWith("\nasadmin set '" + path + "certificateBindings=*=mx'\\''s' '" + path
                        + "keyStorePassword=PASSWORD'");
    }

    @Test
    void anAdapterThatCannotIsNoError() throws Exception {
        standIns.adapter("shop");

        assertThatThrownBy(() -> answer("{\"adapter\": \"org.postern:type=Adapter,adapter=shop\"}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(501));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret", "[\"secret\"]", "{\"keyStorePassword\": \"secret\"", "{\"adapter\": \"secret\"}"})
    void aQuestionThatIsNoneIsRefusedWithoutItsPassword(String question) {
        assertThatThrownBy(() -> answer(question))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("keyStorePassword");
    }

    /** Parsson has a plain exception for that. */
    @Test
    void aQuestionThatIsNestedTooDeepIsNone() {
        assertThatThrownBy(() -> answer("{\"a\":" + "[".repeat(8_000)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @Test
    void noMoreIsReadThanAQuestionMayHave() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[1_000_000]);

        assertThatThrownBy(() -> Question.read(body))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(413));
        assertThat(body.available()).isGreaterThan(980_000);
    }

    @Test
    void aQuestionIsBounded() {
        assertThatThrownBy(() -> answer("{" + " ".repeat(20_000) + "}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(413));
    }

    private JsonObject answer(String question) {
        return whatIf.answer(Question.read(new ByteArrayInputStream(question.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void onWildFlyTheExpressionsOfThePageAreGivenValues() {
        ServerCommand command = new ServerCommand("Undertow - 2.3.20.Final");

        assertThat(command.toSet("shop.ear#postern.rar", Map.of("certificateBindings", "*=a \"b\" \\c\nEND")))
                .isEqualTo("""
                        jboss-cli.sh --connect <<'END'
                        if (outcome != success) of /system-property=postern.certificateBindings:read-resource
                        /system-property=postern.certificateBindings:add(value="*=a \\"b\\" \\\\c END")
                        else
                        /system-property=postern.certificateBindings:write-attribute(name=value,value="*=a \\"b\\" \\\\c END")
                        end-if
                        /deployment=shop.ear:redeploy
                        END""");
        assertThat(command.toSet("mail", Map.of("keyStorePassword", "secret")))
                .contains("PASSWORD")
                .doesNotContain("secret", "redeploy");
    }

    @Test
    void whatTheServerCallsTheApplicationIsNotGuessed() {
        String command = new ServerCommand("Undertow").toSet("shop#postern", Map.of("tls", "require"));

        assertThat(command).doesNotContain("/deployment=").endsWith("\nEND\n# Then deploy the application again.");
    }

    @Test
    void namesOfAsadminAreDividedByDotsAndLinesByNothingInAName() {
        String command = new ServerCommand("GlassFish").toSet("shop-1.0\nreboot#mail", Map.of("tls", "require"));

        assertThat(command.lines())
                .hasSize(3)
                .last()
                .isEqualTo(
                        "asadmin set 'resources.resource-adapter-config.shop-1\\.0 reboot#mail.property.tls=require'");
    }

    @Test
    void onOtherServersThePropertiesAreNamed() {
        ServerCommand command = new ServerCommand("Apache Tomcat (TomEE)/10.1");

        assertThat(command.toSet("shop", Map.of("tls", "require"))).isEqualTo("'tls=require'");
        assertThat(command.toSet("shop", Map.of())).isEmpty();
    }
}
