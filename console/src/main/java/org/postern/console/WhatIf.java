package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;

/** Other values of the properties for certificates, tried at a running adapter, which goes on as before. */
final class WhatIf {
    static final String OPERATION = "whatIf";

    /** In the order of the operation's parameters. An empty text means: as configured. */
    private static final List<String> PROPERTIES =
            List.of("certificateBindings", "keyStore", "keyStoreType", "keyStorePassword", "tls");

    private final Beans beans;
    private final ServerCommand command;

    WhatIf(Beans beans, ServerCommand command) {
        this.beans = beans;
        this.command = command;
    }

    /** @param asked the adapter's id and the properties */
    JsonObject answer(Question asked) {
        ObjectName adapter = Beans.ours(asked.text("adapter"));
        Map<String, String> values = new LinkedHashMap<>();
        List<Object> parameters = new ArrayList<>();
        for (String property : PROPERTIES) {
            String value = asked.text(property);
            parameters.add(value);
            if (!value.isEmpty()) {
                values.put(property, value);
            }
        }
        Object rows = beans.invoke(adapter, OPERATION, parameters);
        String name = new Bean(adapter, Map.of()).key("adapter");
        return Json.createObjectBuilder()
                .add("rows", JsonValues.of(rows))
                .add("command", command.toSet(name, values))
                .build();
    }
}
